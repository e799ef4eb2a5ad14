"""What the workbench needs, as the JSON that it reads."""

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from annotation.gateways import catalogs
from annotation.gateways.tallies import Tallies
from annotation.models import Annotator, Ruling
from annotation.queries import account_choices
from annotation.rules.matchers import NEVER
from annotation.rules.views import token_views
from dataset.rules.tokens import unpack

ImageUrl = Callable[[UUID, str], str]
# Rulings name the language of a prompt, which says nothing of its script.
RULINGS_IN = {"zh-hans": "zh"}
RENDITIONS = ("512", "1024", "original")
TALLIES = Tallies()


def pair_json(row: dict[str, Any], image_url: ImageUrl) -> dict[str, Any]:
    """One held pair, from its row in the queue."""
    views, tail = token_views(row["prompt"], unpack(row["tokens"]), row["locked"])
    return {
        "pair": row["pair"],
        "slot": row["slot"],
        "batch": {"id": row["batch_id"], "name": row["batch_name"]},
        "lease_ends_at": row["lease_ends_at"].isoformat(),
        "language": row["language"] or "und",
        "tokens_hash": row["tokens_hash"],
        "prompt": row["prompt"],
        "n_words": row["n_words"],
        "tokens": [view._asdict() for view in views],
        "tail": tail,
        "image": image_json(row, image_url),
        "draft": None,
    }


def image_json(row: dict[str, Any], image_url: ImageUrl) -> dict[str, Any]:
    return {
        "id": str(row["image"]),
        "width": row["width"],
        "height": row["height"],
        "thumbhash": base64.b64encode(row["thumbhash"]).decode(),
        "sensitivity": row["sensitivity"],
        "renditions": {name: image_url(row["image"], name) for name in RENDITIONS},
    }


def judged_today(*, annotator: Annotator, now: datetime) -> int:
    """Pairs that this person judged since midnight UTC, each once."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return TALLIES.today(annotator_id=annotator.pk, key=annotator.rater_key, midnight=midnight, now=now)


def guideline_json(*, language: str = "en") -> dict[str, Any]:
    """The newest published guideline, in one language."""
    rulings = Ruling.objects.filter(guideline__published_at__isnull=False).select_related("guideline")
    newest = rulings.order_by("-guideline__number", "number")
    number = newest[0].guideline.number if newest else 0
    return {
        "number": number,
        "rulings": [
            {
                "number": ruling.number,
                "title": ruling.texts[language]["title"],
                "decision": ruling.decision,
                "text": ruling.texts[language]["body"],
                "words": listed_words(ruling),
            }
            for ruling in newest
            if ruling.guideline.number == number
        ],
    }


def listed_words(ruling: Ruling) -> list[str]:
    """The words of every language that the ruling names. Words that are never judged come marked with each pair."""
    if ruling.decision == NEVER or not ruling.matcher:
        return []
    return sorted({word.lower() for words in ruling.matcher.get("words", {}).values() for word in words})


def config(
    *,
    annotator: Annotator,
    work: dict[str, Any],
    urls: dict[str, str],
    csrf: str,
    tour: dict[str, Any] | None,
    language: str,
    build: str,
    now: datetime,
    area: str = "work",
) -> dict[str, Any]:
    """The page's one JSON object; its type is PageConfig in frontend/src/core/wire.ts."""
    return {
        "csrf": csrf,
        "work": work,
        "urls": urls,
        "annotator": {"key": str(annotator.rater_key), "name": str(annotator.user)},
        "judged_today": judged_today(annotator=annotator, now=now),
        "guideline": guideline_json(language=RULINGS_IN.get(language, language)),
        "tour": tour,
        "language": language,
        "strings": catalogs.strings(language, area),
        "choices": account_choices.of(annotator),
        "build": build,
    }

"""What the workbench needs, as the JSON that it reads."""

import base64
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from annotation.gateways import catalogs
from annotation.gateways.tallies import Tallies
from annotation.models import Annotator, GuidelineVersion, Ruling
from annotation.queries import account_choices, ruling_examples
from annotation.rules.matchers import NEVER
from annotation.rules.views import token_views
from dataset.models import Image
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


def newest_guideline() -> int:
    """The number of the newest published guideline that has rulings; 0 when there is none."""
    published = GuidelineVersion.objects.filter(published_at__isnull=False, rulings__isnull=False)
    return published.aggregate(newest=Max("number"))["newest"] or 0


def guideline_json(*, image_url: ImageUrl, language: str = "en", seen: int | None = None) -> dict[str, Any]:
    """The newest published guideline, in one language; with what changed since the version that was `seen`."""
    number = newest_guideline()
    rulings = [*Ruling.objects.filter(guideline__number=number).order_by("number")]
    shown = ruling_examples.pictures(example for ruling in rulings for example in ruling.examples)
    return {
        "number": number,
        "rulings": [
            {
                "number": ruling.number,
                "title": ruling.texts[language]["title"],
                "decision": ruling.decision,
                "text": ruling.texts[language]["body"],
                "words": listed_words(ruling),
                "examples": examples_json(ruling, shown, image_url),
            }
            for ruling in rulings
        ],
        "changed": [] if seen is None or seen >= number else changed(rulings, seen, language),
    }


def examples_json(ruling: Ruling, shown: Mapping[str, Image], image_url: ImageUrl) -> list[dict[str, Any]]:
    """Its examples that have a picture which everybody may see now."""
    there = [(example, shown[example["image"]]) for example in ruling.examples if example.get("image") in shown]
    return [
        {name: example[name] for name in ("prompt", "picture", "struck", "language")}
        | {"src": image_url(image.public_id, "512"), "width": image.width, "height": image.height}
        for example, image in there
    ]


def changed(rulings: list[Ruling], seen: int, language: str) -> list[str]:
    """The titles of rulings that are new, say something else, or are gone since that version."""
    before = {ruling.code: ruling for ruling in Ruling.objects.filter(guideline__number=seen).order_by("number")}
    said = {code: saying(ruling, language) for code, ruling in before.items()}
    differing = [ruling for ruling in rulings if said.get(ruling.code) != saying(ruling, language)]
    kept = {ruling.code for ruling in rulings}
    gone = [ruling for code, ruling in before.items() if code not in kept]
    return [ruling.texts[language]["title"] for ruling in [*differing, *gone]] if before else []


def saying(ruling: Ruling, language: str) -> tuple[Any, ...]:
    """What somebody who reads the ruling learns from it, and which words it speaks of."""
    return (ruling.decision, ruling.matcher, ruling.texts[language])


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
    image_url: ImageUrl,
    area: str = "work",
) -> dict[str, Any]:
    """The page's one JSON object; its type is PageConfig in frontend/src/core/wire.ts."""
    choices = account_choices.of(annotator)
    return {
        "csrf": csrf,
        "work": work,
        "urls": urls,
        "annotator": {"key": str(annotator.rater_key), "name": str(annotator.user)},
        "judged_today": judged_today(annotator=annotator, now=now),
        "guideline": guideline_json(
            image_url=image_url, language=RULINGS_IN.get(language, language), seen=choices["guideline_seen"]
        ),
        "tour": tour,
        "language": language,
        "strings": catalogs.strings(language, area),
        "choices": choices,
        "build": build,
    }

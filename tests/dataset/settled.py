"""Pairs with a published verdict and a picture in the storage, to export."""

import hashlib
from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Any

from dataset.actions import verdicts
from dataset.choices import WordSource
from dataset.gateways import storage
from dataset.models import Image, Verdict
from dataset.rules.exported_ids import exported_id, picture_path
from tests.factories import NOW, ImageFactory, TokenisationFactory

SOURCE = "test"
RATERS = ("5a6f0000-0000-4000-8000-000000000001", "5a6f0000-0000-4000-8000-000000000002")


@cache
def key(number: int) -> str:
    """A source key whose exported id begins with the number, so that the order of numbers is the order of ids."""
    keys = (f"000/{number}-{trial}.png" for trial in count())
    return next(key for key in keys if exported_id(SOURCE, key).startswith(f"{number:02x}"))


def x_id(number: int) -> str:
    return exported_id(SOURCE, key(number))


def path(number: int, picture_format: str = "png") -> str:
    return picture_path(x_id(number), picture_format)


def picture(number: int, text: str, **facts: Any) -> Image:
    """An image of that prompt, whose bytes are in the storage."""
    data = f"picture {number}".encode() * 100
    facts = {"format": "png", "source": SOURCE, "source_key": key(number)} | facts
    sums = {"sha256": hashlib.sha256(data).hexdigest(), "n_bytes": len(data)}
    image = ImageFactory(prompt__text=text, **(sums | facts))
    if image.sha256:
        storage.keep(storage.original_name(image), data)
    return image


def settled(number: int, text: str, struck: Sequence[int] = (), **facts: Any) -> Verdict:
    """A pair on which two people agreed; `facts` are of the image, or with `verdict__` of what was agreed."""
    agreed = {name.removeprefix("verdict__"): facts.pop(name) for name in list(facts) if name.startswith("verdict__")}
    return publish(picture(number, text, **facts), struck, **agreed)


def evidence(struck: Sequence[int]) -> list[dict[str, Any]]:
    """Two judgments with those strikes."""
    made = {"outcome": "judged", "struck": list(struck), "unsure": [], "asked": None}
    return [{"rater_key": key, **made} for key in RATERS]


def publish(image: Image, struck: Sequence[int] = (), **agreed: Any) -> Verdict:
    tokenisation = image.prompt.tokenisations.first() or TokenisationFactory(prompt=image.prompt)
    n_words = tokenisation.n_words
    defaults: dict[str, Any] = {
        "outcome": "judged",
        "struck": list(struck),
        "judged": [2] * n_words,
        "strikes": [2 if word in struck else 0 for word in range(n_words)],
        "word_sources": [WordSource.UNANIMOUS.value] * n_words,
        "provisional": False,
        "method": "consensus/majority-1",
        "parameters": {"wanted": 2},
        "evidence": evidence(struck),
        "evidence_hash": "e" * 64,
        "source": "street-1",
        "source_key": f"street-1/{image.pk}/1",
        "precedence": 1001,
    }
    agreement = verdicts.Agreed(image_id=image.pk, tokenisation_id=tokenisation.pk, **(defaults | agreed))
    return verdicts.publish(agreed=agreement, actor="batch street-1", now=NOW)

"""Scores of the demo's pictures: made up, and named so. No model runs here, and no picture is looked at."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from annotation.actions import scores
from annotation.actions.scores import Brought
from dataset.models import Image, Scorer
from dataset.rules.score_limits import Kind
from dataset.rules.table_lines import Row
from jdb_site.demo import people
from jdb_site.demo.knowledge import SOURCE, behind

SCORERS = {Kind.CLIP: "made-up-clip", Kind.NSFW: "made-up-nsfw"}
MODEL = "made up for the demo, from what was drawn"
FIT, LOST, SPREAD = 0.31, 0.1, 0.05
ONE_IN = 12  # pictures without a score


def make_up(now: datetime) -> int:
    """Bring in scores of both kinds, unless they are there; return how many are new."""
    there = {*Scorer.objects.filter(name__in=SCORERS.values()).values_list("name", flat=True)}
    return sum(brought(kind, name, now) for kind, name in SCORERS.items() if name not in there)


def brought(kind: Kind, name: str, now: datetime) -> int:
    what = Brought(kind, name, model=MODEL)
    run = scores.bring_in(what=what, rows=rows(kind), content=name.encode(), actor=people.ACTOR, now=now)
    return run.n_added


def rows(kind: Kind) -> Iterator[Row]:
    """A score of nearly every picture, the same on every machine."""
    images = Image.objects.present().filter(source=SOURCE).select_related("prompt").order_by("source_key")
    for number, image in enumerate(images, 1):
        if number % ONE_IN:
            yield number, {"picture": str(image.public_id), "score": score(kind, image)}


def score(kind: Kind, image: Image) -> float:
    """CLIP: the less, the more of the prompt is not drawn. NSFW: low for most, since nothing drawn is unsafe."""
    chance = int.from_bytes(hashlib.sha256(f"{kind}{image.source_key}".encode()).digest()[:4], "big") / 2**32
    if kind is Kind.NSFW:
        return round(chance**4, 4)
    pair = behind(image)
    lost = sum(len(run) for run, _ in pair.struck) / len(pair.prompt) if pair else 0.0
    return round(FIT - LOST * min(lost, 1.0) + SPREAD * (chance - 0.5), 4)

"""Exports that were asked for: how far each is, and which carry a pair."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from annotation.choices import ExportState
from annotation.gateways import bundles
from annotation.models import ExportRun
from dataset.models import Image
from dataset.rules.exported_ids import exported_id

NEWEST = 20
CARRIES = "carries it"


@dataclass(frozen=True, slots=True)
class Carried:
    """What an export says of a pair: `says` in a word or two; empty where it does not speak of it."""

    run: ExportRun
    says: str
    clean_prompt: str

    @property
    def is_in_it(self) -> bool:
        return self.says == CARRIES


def time_left(run: ExportRun, now: datetime) -> timedelta | None:
    """By the pace of the step that it is at; None while nothing can be told."""
    if run.state != ExportState.RUNNING or not run.n_done or run.step_began_at is None:
        return None
    return (now - run.step_began_at) * (run.n_total - run.n_done) / run.n_done


def carrying(image: Image) -> list[Carried]:
    """What the newest finished exports say of a picture, the newest first; one query, some lines of each's files."""
    runs = ExportRun.objects.filter(state=ExportState.DONE).order_by("-pk")[:NEWEST]
    x_id = exported_id(image.source, image.source_key)
    found = [said(run, x_id) for run in runs]
    return [one for one in found if one.says]


def said(run: ExportRun, x_id: str) -> Carried:
    place = Path(run.place)
    if (line := bundles.line_of(place / "words.jsonl", x_id)) is not None:
        return Carried(run, CARRIES, str(orjson.loads(line)["clean_prompt"]))
    if (line := bundles.line_of(place / "excluded.jsonl", x_id)) is not None:
        return Carried(run, f"left out: {orjson.loads(line)['reason'].replace('_', ' ')}", "")
    if (line := bundles.line_of(place / "unresolved.jsonl", x_id)) is not None:
        return Carried(run, f"left out, waiting for {orjson.loads(line)['waits_for']}", "")
    return Carried(run, "", "")

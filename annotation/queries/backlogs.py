"""What waits in the tables of work, whoever is to do it: counted as far as somebody would read on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Model, QuerySet

from annotation.choices import ExportState
from annotation.models import ExportRun
from annotation.queries import digests
from dataset.choices import MediaState, ReannotationState, RunState, StyleTreeState
from dataset.models import Arrival, Image, MachineRun, MachineShard, Reannotation, ScoreRun, StyleTree
from dataset.models.arrivals import AT_WORK
from dataset.models.machine_runs import OPEN
from dataset.models.shards import OVER

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Backlog:
    """So many of something wait or are under way; `place` is the page of them, "" where there is none."""

    what: str
    n: int
    place: str = ""

    @property
    def is_more(self) -> bool:
        return self.n > MOST

    @property
    def said(self) -> str:
        return f"more than {MOST:,}" if self.is_more else f"{self.n:,}"


def all_of_them(now: datetime) -> list[Backlog]:
    """One small query each; those of mails only where mails are sent."""
    return [*of_tables(), *of_mails(now)]


def of_tables() -> Iterable[Backlog]:
    images = Image.objects.filter(media_state=MediaState.WAITING, archive__isnull=True).exclude(origin="")
    exports = ExportRun.objects.filter(state__in=[ExportState.WAITING, ExportState.RUNNING])
    yield Backlog("runs of models", counted(MachineRun.objects.filter(state__in=OPEN)), "runs")
    yield Backlog("files of a sweep", counted(MachineShard.objects.exclude(state__in=OVER)), "runs")
    yield Backlog("style trees", counted(StyleTree.objects.filter(state=StyleTreeState.BUILDING)), "styles")
    yield Backlog(
        "clean prompts to be looked at", counted(Reannotation.objects.filter(state=ReannotationState.WAITING))
    )
    yield Backlog("walks of scorers", counted(ScoreRun.objects.filter(state=RunState.RUNNING)), "scores")
    yield Backlog("imports", counted(Arrival.objects.filter(state__in=AT_WORK)), "imports")
    yield Backlog("pictures", counted(images), "imports")
    yield Backlog("exports", counted(exports), "exports")


def of_mails(now: datetime) -> Iterable[Backlog]:
    if settings.MAIL:
        yield Backlog("mails", len(digests.due(before=now - digests.EVERY, now=now)))


def counted(rows: QuerySet[Model]) -> int:
    """How many there are, or one more than the most."""
    return rows.order_by()[: MOST + 1].count()

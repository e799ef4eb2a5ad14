"""Forty made-up people at the real server for a minute, so that a visitor sees the project live."""

import threading
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from annotation.actions import batches, preparation
from annotation.choices import BatchState, SlotState
from annotation.management.simulated_people import crowd, session
from annotation.management.simulation import Plan, Somebody, Told, at_work
from annotation.models import Annotator, Batch, BatchPair, Slot
from annotation.rules.selections import Selection
from jdb_site.demo.crowd import CROWD, READS
from jdb_site.demo.knowledge import SOURCE
from jdb_site.demo.showcase import cases

N_PEOPLE, SECONDS, PACE, SEED = 40, 60.0, 6.0, 11
NAME, WANTED, AT_MOST = "forty", 3, 5


def let_work(actor: str, seconds: float = SECONDS) -> int:
    """Let them work for so long; return how many judgments came of it."""
    now = timezone.now()
    people = crowd(N_PEOPLE, READS, now)
    batch = with_work(people, actor, now)
    plan, told = plan_of(batch), Told()
    with at_work([somebody(place, one) for place, one in enumerate(people)], plan, told):
        plan.stop.wait(seconds)
    return told.n_judged


def with_work(people: Sequence[Annotator], actor: str, now: datetime) -> Batch:
    """Their newest batch while it has work for a minute, else one more, of all drawn pairs."""
    earlier = Batch.objects.filter(name__startswith=f"{NAME}-")
    batch = earlier.exclude(state=BatchState.CLOSED).order_by("-pk").first()
    if batch is None or Slot.objects.filter(batch=batch, state=SlotState.OPEN).count() < N_PEOPLE:
        batch = batches.open_batch(
            name=f"{NAME}-{earlier.count() + 1}",
            selection=Selection(source=SOURCE, unjudged=False, seed=SEED),
            wanted=WANTED,
            at_most=AT_MOST,
            annotators=people,
            actor=actor,
            now=now,
        )
    while preparation.prepare(batch=batch):
        pass
    return batch


def plan_of(batch: Batch) -> Plan:
    """How they work: by the truth of the drawn pictures, which are in every batch."""
    pictures = dict(BatchPair.objects.filter(batch=batch).values_list("pk", "image__public_id"))
    return Plan(
        server=settings.SITE_URL,
        cookies=(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME),
        thinks=PACE,
        share=0,
        seed=SEED,
        with_pictures=False,
        truths={str(pictures[pair]): frozenset(case.truth) for pair, case in cases(batch).items()},
        stop=threading.Event(),
    )


def somebody(place: int, annotator: Annotator) -> Somebody:
    return Somebody(annotator.user.username, session(annotator.user), CROWD[place % len(CROWD)].skill)

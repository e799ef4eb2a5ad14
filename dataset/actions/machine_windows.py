"""
A window of questions: jobs are leased, money is held back, a model is asked, and what it said is kept.

Nothing is written while questions are on their way. What a process had asked when it died is asked again: that costs
money, and no data.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from dataset.actions import budgets, halts, machine_replies, machine_runs
from dataset.actions.machine_questions import Asked, compose
from dataset.actions.machine_replies import Hold
from dataset.choices import JobState, MachineRunState, Transport
from dataset.gateways import machine_jobs
from dataset.gateways.language_models import Answered, Missed, Question, Server
from dataset.gateways.machine_jobs import Lane
from dataset.gateways.rate_limits import Bucket
from dataset.models import MachineJob, MachineRun, ModelProfile

SIZE = 50
LEASE = timedelta(minutes=16)  # longer than a task may take; nobody waits for the end of a dead one's
OVER_BUDGET = "a budget bears no further question"
GOING = {MachineRunState.BUILDING, MachineRunState.RUNNING}


class Asks(Protocol):
    """What asks models: `Line`."""

    def ask(
        self, server: Server, questions: Sequence[Question], bucket: Bucket, most: int
    ) -> list[Answered | Missed]: ...


@dataclass(frozen=True, slots=True)
class Outside:
    """What a window needs of the world: models, their buckets, the clock."""

    line: Asks
    bucket_of: Callable[[ModelProfile], Bucket]
    clock: Callable[[], datetime]


def work(*, run_id: int, outside: Outside, size: int = SIZE) -> int:
    """
    Ask about the next jobs of a run; return how many were asked, 0 when there is nothing to do for it now.

    Many processes may do so for one run. Where nobody can say how fast to ask, since Redis is away, the jobs wait.
    """
    now = outside.clock()
    run = MachineRun.objects.select_related("template", "profile", "stronger").get(pk=run_id)
    lane = lane_of(run) if run.state in GOING and asks_online(run) else None
    if lane is None:
        return 0
    owner = uuid4()
    machine_jobs.begin(owner)
    ids = machine_jobs.claim(run=run.pk, lane=lane, owner=owner, ends=now + LEASE, limit=size, now=now)
    try:
        if not ids:
            return 0
        window = afford(run, compose(run, ids, now), owner, now)
        if not window and not budgets.of(run, now).filter(reserved_amount__gt=0).exists():
            # else most of what others hold back comes free again
            machine_runs.pause_by_itself(run=run, reason=OVER_BUDGET, now=now)
        ask(window, outside)
        machine_replies.keep(run=run, hold=Hold(owner=owner), window=window, now=outside.clock())
    except BaseException:
        release(owner)
        raise
    finally:
        machine_jobs.let_go(owner)
    return sum(1 for one in window if machine_replies.was_asked(one))


def asks_online(run: MachineRun) -> bool:
    """Whether it asks one by one; of what goes out in files, what is to be mended, where its models are reached so."""
    models = [run.profile, *([run.stronger] if run.stronger is not None else [])]
    return run.transport == Transport.ONLINE or all(Transport.ONLINE in profile.transports for profile in models)


def lane_of(run: MachineRun) -> Lane | None:
    """Which of its jobs may be asked one by one now: those that go to a model to which questions are not stopped."""
    stopped = halts.stopped(run)
    if run.profile_id in stopped:
        return None if run.stronger_id is None or run.stronger_id in stopped else Lane.STRONGER
    if run.transport == Transport.ONLINE:
        return Lane.FIRST_PROFILE if stopped else Lane.ALL
    return Lane.TO_MEND_BY_FIRST if stopped else Lane.TO_MEND


@transaction.atomic
def afford(run: MachineRun, window: Sequence[Asked], owner: UUID, now: datetime) -> list[Asked]:
    """As many of these as the budgets bear, with the money held back; what else is leased waits again."""
    known = [one for one in window if one.from_cache]
    dear = [one for one in window if not one.from_cache]
    where = [*budgets.of(run, now).order_by("pk").values_list("pk", flat=True)]
    while dear and not budgets.reserve(budgets=where, amount=sum((one.most_amount for one in dear), Decimal(0))):
        dear = dear[: len(dear) // 2]
    for one in dear:
        one.job.reserved_amount, one.job.reserved_in = one.most_amount, where
    machine_jobs.hold(ids=[one.job.pk for one in dear], amounts=[one.most_amount for one in dear], budgets=where)
    left = [*known, *dear]
    let_go(MachineJob.objects.filter(lease_owner=owner).exclude(pk__in=[one.job.pk for one in left]))
    return left


def ask(window: Sequence[Asked], outside: Outside) -> None:
    """Ask what is not known, profile by profile."""
    unknown = [one for one in window if one.found is None]
    for profile in {one.profile.pk: one.profile for one in unknown}.values():
        its = [one for one in unknown if one.profile.pk == profile.pk]
        questions = [one.question for one in its]
        found = outside.line.ask(server_of(profile), questions, outside.bucket_of(profile), profile.at_once)
        for one, answer in zip(its, found, strict=True):
            one.found = answer


def server_of(profile: ModelProfile) -> Server:
    """Where a profile is reached, with its key from the environment."""
    return Server(profile.base_url, settings.MODEL_SECRETS.get(profile.secret_name, ""), profile.timeout_seconds)


@transaction.atomic
def release(owner: UUID) -> None:
    """Let go of all that a window leased, with the money that it held back."""
    for job in MachineJob.objects.select_for_update().filter(lease_owner=owner):
        budgets.settle(budgets=job.reserved_in, reserved=job.reserved_amount, spent=Decimal(0))
    let_go(MachineJob.objects.filter(lease_owner=owner))


def let_go(jobs: QuerySet[MachineJob]) -> None:
    jobs.update(state=JobState.PENDING, lease_owner=None, lease_ends_at=None, reserved_amount=0, reserved_in=[])

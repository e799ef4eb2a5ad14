"""What came back from models is kept: attempts with their cost, what was said, and where each job goes."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random
from uuid import UUID

from django.db import transaction

from dataset.actions import annotations, budgets, halts, machine_runs, style_steps
from dataset.actions.annotations import Statement
from dataset.actions.machine_questions import Asked, packed, prices_of
from dataset.choices import AnnotationSource, JobState, Transport
from dataset.gateways import machine_days, machine_jobs
from dataset.gateways.language_models import Answered, Missed
from dataset.gateways.machine_jobs import Moved
from dataset.models import Attempt, CachedReply, MachineJob, MachineRun, MachineShard, Reply
from dataset.rules import job_steps, style_answers
from dataset.rules.answer_checks import check
from dataset.rules.answers import read
from dataset.rules.job_steps import Move, Place, Step
from dataset.rules.prices import cost, usage_of
from dataset.rules.style_answers import Listed

LAST = 500  # jobs that the share of poison is taken of
LEAST = 50
STATES = {Move.DONE: JobState.DONE, Move.WAIT: JobState.PENDING, Move.POISON: JobState.POISON}
CURE = "asking it again would be refused again: see to the account, the key or the address, then lift this"


@dataclass(frozen=True, slots=True)
class Hold:
    """By what right jobs are moved: by the lease of a window, or since they stand in a file."""

    owner: UUID | None = None
    shard: MachineShard | None = None

    def on(self, job: MachineJob) -> bool:
        if self.shard is not None:
            return job.state == JobState.SENT and job.shard_id == self.shard.pk
        return job.lease_owner == self.owner

    def transport(self, run: MachineRun) -> str:
        """How the question went out: what is to be mended of a file goes online."""
        return run.transport if self.shard is not None else Transport.ONLINE


@transaction.atomic
def keep(*, run: MachineRun, hold: Hold, window: Sequence[Asked], now: datetime) -> dict[int, Decimal]:
    """
    Keep what came back, in a fixed number of statements; what each job cost.

    A job that somebody else leased meanwhile, since this window took too long, keeps its attempt and moves no further:
    what was asked was paid for.
    """
    held = {job.pk: job for job in MachineJob.objects.select_for_update().filter(pk__in=[one.job.pk for one in window])}
    steps = [(one, held[one.job.pk], step_of(run, one)) for one in window]
    costs = keep_attempts(run, hold, [(one, job, step) for one, job, step in steps if was_asked(one)], now)
    settle(hold, steps, costs)
    mine = [(one, job, step) for one, job, step in steps if hold.on(job)]
    said = [(one, job, step) for one, job, step in mine if step.said is not None]
    annotations.keep(
        statements=[
            Statement(job.prompt_id, step.said, AnnotationSource.MACHINE, job)
            for _, job, step in said
            if step.said and job.prompt_id is not None
        ],
        now=now,
        is_trial=run.is_trial,
    )
    style_steps.answer({job.step_id: step.said.value for _, job, step in said if step.said and job.step_id is not None})
    moves = [moved(job, step, was_asked=was_asked(one), now=now) for one, job, step in mine]
    machine_jobs.move(moves)
    states = Counter(one.state for one in moves)
    n_done, n_poison = states[JobState.DONE], states[JobState.POISON]
    machine_days.add(run=run.pk, spent=sum(costs.values(), Decimal(0)), n_done=n_done, n_poison=n_poison, now=now)
    if any(step.stops for _, _, step in mine):
        stop(run, mine, now)
    break_circuit(run, now)
    return costs


def was_asked(one: Asked) -> bool:
    """Whether the question left us, or its answer was known; else nothing was tried."""
    return not isinstance(one.found, Missed) or one.found.asked


def step_of(run: MachineRun, one: Asked) -> Step:
    """Where the job goes, by the answer."""
    job, found = one.job, one.found
    place = Place(job.round, run.stronger_id is not None, job.n_faults, one.was_cut_off)
    if isinstance(found, Missed):
        chance = Random(bytes(job.key) + bytes([job.n_attempts % 256]))  # noqa: S311  spreads waits, no secret
        return job_steps.after_fault(place, found.fault, told=found.wait, detail=found.detail, chance=chance)
    if found is None:
        raise ValueError("a window is kept once its questions were asked")
    if found.finish_reason == "length":
        return job_steps.after_cut(place)
    if found.text is None:
        return job_steps.after_refusal(place)
    checked = read(found.text, run.template.schema)
    if not checked.failures:
        if isinstance(one.subject, Listed):
            checked = style_answers.check(checked, one.subject)
        else:
            checked = check(checked, one.subject, seed=bytes(job.key))
    return job_steps.after_answer(place, checked)


def moved(job: MachineJob, step: Step, *, was_asked: bool, now: datetime) -> Moved:
    """Where the job goes; what was wrong before a fault is told again after it."""
    stays = not was_asked
    keeps = stays or (not step.failures and step.move is Move.WAIT)
    return Moved(
        pk=job.pk,
        state=STATES[step.move],
        round=step.round,
        n_attempts=job.n_attempts + (0 if stays else 1),
        n_faults=job.n_faults if stays else step.n_faults,
        failures=job.failures if keeps else step.failures,
        detail=job.detail if stays else step.detail,
        not_before=now + step.wait,
        ended_at=None if step.move is Move.WAIT else now,
    )


def keep_attempts(
    run: MachineRun, hold: Hold, steps: Sequence[tuple[Asked, MachineJob, Step]], now: datetime
) -> dict[int, Decimal]:
    """Each question that left, with its answer as it came; what it cost, by job."""
    made = [attempt_of(run, hold, (one, job, step), now) for one, job, step in steps]
    Attempt.objects.bulk_create(made)
    Reply.objects.bulk_create(
        Reply(attempt=attempt, body=packed(one.found.raw))
        for attempt, (one, _, _) in zip(made, steps, strict=True)
        if isinstance(one.found, Answered)
    )
    CachedReply.objects.bulk_create(
        (
            CachedReply(request_sha256=one.digest, body=packed(one.found.raw), usage=one.found.usage, created_at=now)
            for one, _, step in steps
            if step.said is not None and isinstance(one.found, Answered) and not one.from_cache
        ),
        ignore_conflicts=True,
    )
    return {job.pk: attempt.cost_amount for attempt, (_, job, _) in zip(made, steps, strict=True)}


def settle(hold: Hold, steps: Sequence[tuple[Asked, MachineJob, Step]], costs: Mapping[int, Decimal]) -> None:
    """Money that was held back goes free, what was spent is spent; of a job that was lost it went free before."""
    sums: defaultdict[tuple[int, ...], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for one, job, _ in steps:
        total = sums[tuple(one.job.reserved_in)]
        total[0] += job.reserved_amount if hold.on(job) else 0
        total[1] += costs.get(job.pk, Decimal(0))
    for where, (reserved, spent) in sorted(sums.items()):
        budgets.settle(budgets=where, reserved=reserved, spent=spent)


def attempt_of(run: MachineRun, hold: Hold, kept: tuple[Asked, MachineJob, Step], now: datetime) -> Attempt:
    one, job, step = kept
    found, costs = one.found, isinstance(one.found, Answered) and not one.from_cache
    usage = usage_of(dict(found.usage)) if isinstance(found, Answered) and costs else usage_of({})
    transport = hold.transport(run)
    return Attempt(
        job=job,
        number=job.n_attempts + 1,
        round=job.round,
        transport=transport,
        shard=hold.shard,
        profile=one.profile,
        request_sha256=one.digest,
        request_id=found.request_id if found is not None else "",
        fingerprint=found.fingerprint if isinstance(found, Answered) else "",
        finish_reason=found.finish_reason[:32] if isinstance(found, Answered) else "",
        outcome=step.outcome,
        from_cache=one.from_cache,
        failures=list(step.failures),
        repairs=list(step.repairs),
        detail=step.detail,
        usage=json.loads(json.dumps(found.usage)) if isinstance(found, Answered) and costs else {},
        n_input=usage.n_input,
        n_cached=usage.n_cached,
        n_output=usage.n_output,
        price=one.price if costs else None,
        cost_amount=cost(prices_of(one.price), usage, batch=transport == Transport.BATCH) if costs else Decimal(0),
        milliseconds=found.milliseconds if found is not None else 0,
        created_at=now,
    )


def stop(run: MachineRun, mine: Sequence[tuple[Asked, MachineJob, Step]], now: datetime) -> None:
    """The account is used up or the key is refused: ask that profile nothing until a person has seen to it."""
    for profile, detail in {one.profile: step.detail for one, _, step in mine if step.stops}.items():
        halts.halt_by_itself(profile=profile, reason=f"{detail}; {CURE}", actor=f"run {run.pk}", now=now)


def break_circuit(run: MachineRun, now: datetime) -> None:
    """Pause a run of whose last jobs too many were given up."""
    ended = MachineJob.objects.filter(run=run, ended_at__isnull=False).order_by("-ended_at")
    states = [*ended.values_list("state", flat=True)[:LAST]]
    share = states.count(JobState.POISON) / len(states) if states else 0.0
    if len(states) >= LEAST and share > run.poison_limit:
        reason = f"{share:.0%} of the last {len(states)} prompts got no valid answer"
        machine_runs.pause_by_itself(run=run, reason=reason, now=now)

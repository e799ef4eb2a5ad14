"""
Files of questions: jobs are put into them, with the money held back, until they are full; then they are written.

A file is made of rows alone, so that one that was lost with its machine is written again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Max

from dataset.actions import budgets, machine_replies, machine_runs, machine_windows
from dataset.actions.machine_questions import Asked, compose, price_of
from dataset.actions.machine_replies import Hold
from dataset.choices import JobState, ShardState, Transport
from dataset.gateways import machine_jobs, shard_files
from dataset.gateways.machine_jobs import Lane
from dataset.gateways.shard_files import Written
from dataset.models import MachineJob, MachineRun, MachineShard, ModelProfile, Price
from dataset.rules.batch_lines import question
from dataset.rules.portions import portions

LEASE = timedelta(minutes=10)
AT_ONCE = 1_000
NOTHING_LEFT = "every question in it was changed since it was put in"
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a file holds, and how many jobs are put in at once."""

    lines: int = 40_000
    bytes: int = 180_000_000
    tokens: int | None = None
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a file: whose jobs, which of them, at what price, how many."""

    run: MachineRun
    lane: Lane
    price: Price
    limits: Limits


def lanes(run: MachineRun) -> list[tuple[ModelProfile, Lane]]:
    """Whom the files of a run go to, and which jobs go there: what is to be mended goes online where it can."""
    if machine_windows.asks_online(run):
        return [(run.profile, Lane.FRESH)]
    stronger = [(run.stronger, Lane.STRONGER)] if run.stronger is not None else []
    return [(run.profile, Lane.FIRST_PROFILE), *stronger]


def fill(*, run: MachineRun, profile: ModelProfile, lane: Lane, limits: Limits, clock: Clock) -> MachineShard | None:
    """
    Put jobs into the file that is being filled, or a new one, until it is full or none is left; then write it.

    None when there is no job, or no money for one. Whoever does this is alone with the profile.
    """
    shard = run.shards.filter(profile=profile, state=ShardState.FILLING).first()
    price = price_of(profile, clock())
    filling = Filling(run, lane, price, limits)
    goes_on = True
    while goes_on and (shard is None or (shard.n_lines < limits.lines and shard.price_id == price.pk)):
        shard, goes_on = put_in(filling, shard, clock())
    return None if shard is None else write(shard, clock())


@transaction.atomic
def put_in(filling: Filling, shard: MachineShard | None, now: datetime) -> tuple[MachineShard | None, bool]:
    """
    Put the next jobs in: the file, None where there is none yet, and whether more may follow.

    All or nothing: who dies meanwhile has put nothing in.
    """
    run, limits, owner = filling.run, filling.limits, uuid4()
    n = min(limits.at_once, limits.lines - (0 if shard is None else shard.n_lines))
    ids = machine_jobs.claim(run=run.pk, lane=filling.lane, owner=owner, ends=now + LEASE, limit=n, now=now)
    asked = compose(run, ids, now, batch=run.transport == Transport.BATCH)
    fitting = [*fits(asked, shard, limits)]
    window = machine_windows.afford(run, fitting, owner, now)
    known = [one for one in window if one.from_cache]
    machine_replies.keep(run=run, hold=Hold(owner=owner), window=known, now=now)
    if fitting and not window and not budgets.of(run, now).filter(reserved_amount__gt=0).exists():
        # else what is held back comes free again
        machine_runs.pause_by_itself(run=run, reason=machine_windows.OVER_BUDGET, now=now)
    if new := [one for one in window if not one.from_cache]:
        shard = shard or begin(run, filling.price, now)
        add(shard, new)
    return shard, bool(window) and len(fitting) == len(asked)


def add(shard: MachineShard, new: Sequence[Asked]) -> None:
    machine_jobs.send(shard=shard.pk, ids=[one.job.pk for one in new], digests=[one.digest for one in new])
    shard.n_lines += len(new)
    shard.n_bytes += sum(map(n_bytes, new))
    shard.n_tokens += sum(map(n_tokens, new))
    shard.save(update_fields=["n_lines", "n_bytes", "n_tokens"])


def begin(run: MachineRun, price: Price, now: datetime) -> MachineShard:
    MachineRun.objects.select_for_update().get(pk=run.pk)
    last = run.shards.aggregate(Max("number"))["number__max"] or 0
    return MachineShard.objects.create(
        run=run, number=last + 1, profile=price.profile, price=price, not_before=now, created_at=now
    )


def fits(asked: Sequence[Asked], shard: MachineShard | None, limits: Limits) -> Iterator[Asked]:
    """As many as there is room for; a file has one at least, and what is known already takes no room."""
    size, tokens = (0, 0) if shard is None else (shard.n_bytes, shard.n_tokens)
    is_empty = shard is None
    for one in asked:
        if not one.from_cache:
            size, tokens = size + n_bytes(one), tokens + n_tokens(one)
            if not is_empty and (size > limits.bytes or (limits.tokens is not None and tokens > limits.tokens)):
                return
            is_empty = False
        yield one


def n_bytes(one: Asked) -> int:
    return len(question(bytes(one.job.key), one.question.body))


def n_tokens(one: Asked) -> int:
    """What servers count as enqueued: the question."""
    return one.question.n_tokens - one.question.n_output


def place(shard: MachineShard) -> Path:
    return shard_files.place(f"{shard.key}.jsonl")


def name_there(shard: MachineShard) -> str:
    """What its file is called at a server: one that was written anew has another name."""
    return f"{shard.key}-{bytes(shard.sha256).hex()[:16]}.jsonl"


def ready(shard: MachineShard, now: datetime) -> bool:
    """Whether its file lies here; one that is lost, or not what it was, is written again from the rows."""
    if not shard_files.is_whole(place(shard), bytes(shard.sha256)):
        write(shard, now)
    return shard.state == ShardState.BUILT


def write(shard: MachineShard, now: datetime) -> MachineShard:
    """Write the file; what would be asked otherwise by now than money was held back for goes back, for a later one."""
    changed: list[int] = []
    written = shard_files.write(place(shard), lines(shard, changed, now))
    return sealed(shard, written, changed, now)


@transaction.atomic
def sealed(shard: MachineShard, written: Written, changed: Sequence[int], now: datetime) -> MachineShard:
    give_back(shard, changed)
    shard.sha256, shard.n_lines, shard.n_bytes = written.sha256, written.n_lines, written.n_bytes
    shard.state = ShardState.BUILT
    if not written.n_lines:
        shard.state, shard.ended_at, shard.detail = ShardState.CANCELLED, now, NOTHING_LEFT
    shard.save(update_fields=["sha256", "n_lines", "n_bytes", "state", "ended_at", "detail"])
    return shard


def lines(shard: MachineShard, changed: list[int], now: datetime) -> Iterator[bytes]:
    """The questions of a file, by job; those that changed are noted instead."""
    run = MachineRun.objects.select_related("template", "profile", "stronger").get(pk=shard.run_id)
    number = shard.number if run.transport == Transport.FILE else None
    for ids in portions(sent(shard), AT_ONCE):
        for one in compose(run, ids, now):
            if bytes(one.job.sent_sha256 or b"") == one.digest:
                yield question(bytes(one.job.key), one.question.body, number=number)
            else:
                changed.append(one.job.pk)


def sent(shard: MachineShard) -> list[int]:
    """The jobs that stand in a file still, by number."""
    return [*MachineJob.objects.filter(shard=shard, state=JobState.SENT).order_by("pk").values_list("pk", flat=True)]


@transaction.atomic
def give_back(shard: MachineShard, ids: Sequence[int] | None = None) -> int:
    """Let go of the jobs that stand in a file still, or of these, with the money held back; how many."""
    gone = machine_jobs.give_back_sent(shard=shard.pk, ids=ids)
    budgets.free(gone)
    return len(gone)


@transaction.atomic
def end(shard: MachineShard, state: ShardState, detail: str, now: datetime) -> None:
    """A file that brings nothing: its jobs go back."""
    n = give_back(shard)
    MachineShard.objects.filter(pk=shard.pk).update(
        state=state, detail=detail, ended_at=now, n_returned=F("n_returned") + n
    )
    clear(shard)


def clear(shard: MachineShard) -> None:
    """Remove all that lies here of a file."""
    for path in place(shard).parent.glob(f"{shard.key}.*"):
        path.unlink(missing_ok=True)

"""
Files of answers, taken in by the same way as answers that came at once, and held against the questions.

Jobs move in the same transaction as the counters of their shard, so that a file may be read again and again: a job
that moved on stands in no file any more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F

from dataset.actions import budgets, machine_replies, machine_shards
from dataset.actions.machine_questions import Asked, compose, prices_of
from dataset.actions.machine_replies import Hold
from dataset.choices import JobState, Transport
from dataset.gateways import machine_days, shard_files
from dataset.gateways.language_models import Answered, Missed
from dataset.models import MachineJob, MachineRun, MachineShard
from dataset.rules.batch_lines import Line
from dataset.rules.portions import portions
from dataset.rules.prices import Usage, cost, usage_of
from dataset.rules.retries import Fault

AT_ONCE = 1_000
MISSING = "it stood in neither file of results"
Clock = Callable[[], datetime]
Results = dict[bytes, Answered | Missed]
KINDS: tuple[type[Answered], type[Missed]] = (Answered, Missed)


def take_in(*, shard: MachineShard, paths: Sequence[Path], clock: Clock, at_once: int = AT_ONCE) -> int:
    """
    Take in all that files say; how many lines said something.

    Answers first: a question that stands there twice, once answered and once not, was answered.
    """
    run = MachineRun.objects.select_related("template", "profile", "stronger").get(pk=shard.run_id)
    for kind in KINDS:
        for some in portions(said(paths, kind), at_once):
            keep(run=run, shard=shard, results=first_of_each(some), now=clock())
    return sum(1 for _, line in shard_files.read(paths) if isinstance(line, str) or shard_files.found(line) is not None)


def said(paths: Sequence[Path], kind: type[Answered] | type[Missed]) -> Iterator[tuple[Line, Answered | Missed]]:
    """The lines that say such a thing."""
    for _, line in shard_files.read(paths):
        if not isinstance(line, str) and isinstance(found := shard_files.found(line), kind):
            yield line, found


def first_of_each(some: Iterable[tuple[Line, Answered | Missed]]) -> Results:
    """By the key of the job; a question that stands there twice has its first answer."""
    results: Results = {}
    for line, found in some:
        results.setdefault(line.key, found)
    return results


@transaction.atomic
def keep(*, run: MachineRun, shard: MachineShard, results: Mapping[bytes, Answered | Missed], now: datetime) -> int:
    """Keep what was said of jobs that stand in this file still; how many."""
    here = MachineJob.objects.filter(key__in=[*results], shard=shard, state=JobState.SENT)
    window = compose(run, [*here.values_list("pk", flat=True)], now)
    for one in window:
        as_it_went_out(one, shard)
        one.found = results[bytes(one.job.key)]
    count(shard, window, keep_window(run, shard, window, now))
    return len(window)


def as_it_went_out(one: Asked, shard: MachineShard) -> None:
    """The question as it stood in the file, whatever the profile and the cache say by now."""
    one.digest, one.profile, one.price, one.from_cache = (
        bytes(one.job.sent_sha256 or b""),
        shard.profile,
        shard.price,
        False,
    )


def keep_window(run: MachineRun, shard: MachineShard, window: Sequence[Asked], now: datetime) -> list[Usage]:
    """Through the one way of all answers; the tokens of those that came."""
    machine_replies.keep(run=run, hold=Hold(shard=shard), window=window, now=now)
    return [usage_of(dict(one.found.usage)) for one in window if isinstance(one.found, Answered)]


def count(shard: MachineShard, window: Sequence[Asked], usages: Sequence[Usage]) -> None:
    MachineShard.objects.filter(pk=shard.pk).update(
        n_answered=F("n_answered") + len(usages),
        n_failed=F("n_failed") + len(window) - len(usages),
        n_input=F("n_input") + sum(usage.n_input for usage in usages),
        n_cached=F("n_cached") + sum(usage.n_cached for usage in usages),
        n_output=F("n_output") + sum(usage.n_output for usage in usages),
    )


@transaction.atomic
def charge_lost(*, shard: MachineShard, now: datetime) -> Decimal:
    """
    What the server counted beyond the answers that came is owed too; how much that is.

    Held against the budgets of the jobs that are missing, else against that of the run.
    """
    told = usage_told(shard.usage)
    lost = Usage(
        max(0, told.n_input - shard.n_input),
        max(0, min(told.n_cached - shard.n_cached, told.n_input - shard.n_input)),
        max(0, told.n_output - shard.n_output),
    )
    amount = cost(prices_of(shard.price), lost, batch=shard.run.transport == Transport.BATCH)
    if amount:
        missing = MachineJob.objects.filter(shard=shard, state=JobState.SENT).first()
        where = missing.reserved_in if missing is not None else [shard.run.budget_id]
        budgets.settle(budgets=where, reserved=Decimal(0), spent=amount)
        machine_days.add(run=shard.run_id, spent=amount, now=now)
    return amount


def usage_told(told: Mapping[str, Any]) -> Usage:
    """Tokens of a whole batch, which have other names than those of an answer."""
    return usage_of(
        {
            "prompt_tokens": told.get("input_tokens"),
            "prompt_tokens_details": told.get("input_tokens_details"),
            "completion_tokens": told.get("output_tokens"),
        }
    )


def account_for_missing(*, shard: MachineShard, why: Fault, clock: Clock) -> None:
    """What stands in neither file was asked and brought nothing."""
    run = MachineRun.objects.select_related("template", "profile", "stronger").get(pk=shard.run_id)
    for ids in portions(machine_shards.sent(shard), AT_ONCE):
        miss(run, shard, ids, why, clock())


@transaction.atomic
def miss(run: MachineRun, shard: MachineShard, ids: Iterable[int], why: Fault, now: datetime) -> None:
    window = compose(run, [*ids], now)
    for one in window:
        as_it_went_out(one, shard)
        one.found = Missed(why, MISSING)
    keep_window(run, shard, window, now)
    MachineShard.objects.filter(pk=shard.pk).update(n_missing=F("n_missing") + len(window))


@transaction.atomic
def give_back(*, shard: MachineShard) -> int:
    """What nobody asked goes back, as if it had not been sent; how many."""
    n = machine_shards.give_back(shard)
    MachineShard.objects.filter(pk=shard.pk).update(n_returned=F("n_returned") + n)
    return n

"""
Files of questions through the Batch API, step by step; each state is saved before the next step is taken.

Who dies between a step and its saving leaves a file or a batch that nobody knows of: it is looked for, by name and by
metadata, before another is made. One process at a time works for a profile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from dataset.actions import halts, machine_polls, machine_results, machine_shards
from dataset.actions.machine_polls import SKEW, is_called_off, move
from dataset.actions.machine_replies import CURE
from dataset.actions.machine_shards import Limits
from dataset.choices import MachineRunState, ShardState
from dataset.gateways import hands, shard_files
from dataset.gateways.batch_servers import Away, BatchServer, Told
from dataset.models import MachineShard, ModelProfile
from dataset.models.shards import SENT
from dataset.queries import machine_shards as shards
from dataset.rules.batch_lines import ENDED
from dataset.rules.retries import STOPPING, Fault

LIMITS = Limits()
CANCELLED = "the run was cancelled, or its questions to the profile were stopped"


@dataclass(frozen=True, slots=True)
class Outside:
    """What this needs of the world: the server, the clock, whether there is time for another step, how much at once."""

    server_of: Callable[[ModelProfile], BatchServer]
    clock: Callable[[], datetime]
    go_on: Callable[[], bool] = lambda: True
    limits: Limits = LIMITS


def work(*, profile_id: int, outside: Outside) -> str:
    """
    Take each file of a profile as far as it goes now, and make new ones; what kept the server from it, or nothing.

    Another process that does so already is left to it.
    """
    profile = ModelProfile.objects.get(pk=profile_id)
    with hands.alone(hands.PROFILE, profile.pk) as mine:
        if not mine:
            return ""
        server = outside.server_of(profile)
        try:
            machine_polls.poll(profile=profile, server=server, now=outside.clock())
            for shard in shards.open_of(profile):
                advance(shard, server, outside)
            make(profile, server, outside)
        except Away as away:
            if away.fault in STOPPING:
                reason = f"{away}; {CURE}"
                halts.halt_by_itself(profile=profile, reason=reason, actor="batches", now=outside.clock())
            return str(away)
        finally:
            server.close()
    return ""


def make(profile: ModelProfile, server: BatchServer, outside: Outside) -> None:
    """A further file for each run that has jobs for one, while there is room for another batch."""
    limits = Limits(outside.limits.lines, outside.limits.bytes, profile.enqueued_tokens, outside.limits.at_once)
    for run in shards.runs_of(profile):
        if profile.pk in halts.stopped(run) or not shards.is_worth_a_file(run, outside.clock()):
            continue
        for asked, lane in machine_shards.lanes(run):
            while asked == profile and outside.go_on() and shards.wants_more(profile):
                shard = machine_shards.fill(run=run, profile=asked, lane=lane, limits=limits, clock=outside.clock)
                if shard is None or advance(shard, server, outside).state not in SENT:
                    break


def advance(shard: MachineShard, server: BatchServer, outside: Outside) -> MachineShard:
    """Take a file as many steps as it can go now."""
    while outside.go_on() and (step := STEPS.get(shard.state)) and step(shard, server, outside):
        shard.refresh_from_db()
    return shard


def drop(shard: MachineShard, server: BatchServer, outside: Outside) -> bool:
    """End a file that was not sent, when nobody wants it any more."""
    if not is_called_off(shard):
        return False
    machine_shards.end(shard, ShardState.CANCELLED, CANCELLED, outside.clock())
    return True


def send(shard: MachineShard, server: BatchServer, outside: Outside) -> bool:
    """Upload the file, once there is room for its batch."""
    if drop(shard, server, outside):
        return True
    if shard.run.state == MachineRunState.PAUSED or not shards.has_room(shard.profile, shard.n_tokens):
        return False
    if not machine_shards.ready(shard, outside.clock()):
        return True
    path, name = machine_shards.place(shard), machine_shards.name_there(shard)
    try:
        found = server.find_file(name) or server.upload(path, name)
    except Away as away:
        return refused(shard, away, outside.clock())
    return move(shard, ShardState.UPLOADED, input_file_id=found)


def order(shard: MachineShard, server: BatchServer, outside: Outside) -> bool:
    """Order the batch, unless it was ordered by somebody who died before they could say so."""
    if shard.not_before > outside.clock():
        return False
    try:
        found = ordered(shard, server)
        if found is None and drop(shard, server, outside):
            server.delete(shard.input_file_id)
            return True
        found = found or server.create(shard.input_file_id, metadata(shard))
    except Away as away:
        return refused(shard, away, outside.clock())
    return move(shard, ShardState.CREATED, batch_id=found.batch_id, sent_at=outside.clock())


def ordered(shard: MachineShard, server: BatchServer) -> Told | None:
    """A batch of this file that nobody noted."""
    mine = metadata(shard)
    return next((told for told in server.listed(shard.created_at - SKEW) if told.metadata == mine), None)


def metadata(shard: MachineShard) -> dict[str, str]:
    """What a batch is known by: a file that was refused for want of room is tried by another."""
    return {"strikeout_shard": str(shard.key), "try": str(shard.n_tries), "sha256": bytes(shard.sha256).hex()}


def refused(shard: MachineShard, away: Away, now: datetime) -> bool:
    """
    A file or batch that the server will never take ends here.

    :raises Away: it may take it later
    """
    if away.fault is not Fault.MALFORMED:
        raise away
    machine_polls.fail(shard, str(away), now)
    return True


def fetch(shard: MachineShard, server: BatchServer, outside: Outside) -> bool:
    """Bring the results here, once the batch is over."""
    if shard.told not in ENDED:
        return False
    results(shard, server)
    return move(shard, ShardState.DOWNLOADED)


def results(shard: MachineShard, server: BatchServer) -> list[Path]:
    """The files of answers and of errors, from the server where they are not here; one that is gone says nothing."""
    paths = []
    for kind, file_id in (("output", shard.output_file_id), ("error", shard.error_file_id)):
        path = shard_files.place(f"{shard.key}.{kind}.jsonl")
        if file_id and not path.exists():
            try:
                server.download(file_id, path)
            except Away as away:
                if away.fault is not Fault.MALFORMED:
                    raise
        if path.exists():
            paths.append(path)
    return paths


def ingest(shard: MachineShard, server: BatchServer, outside: Outside) -> bool:
    """Take in what the results say."""
    paths, at_once = results(shard, server), outside.limits.at_once
    n = machine_results.take_in(shard=shard, paths=paths, clock=outside.clock, at_once=at_once)
    shard.refresh_from_db()
    with transaction.atomic():
        lost = machine_results.charge_lost(shard=shard, now=outside.clock())
        strange = max(0, n - shard.n_answered - shard.n_failed)
        return move(shard, ShardState.INGESTED, n_strange=strange, lost_amount=lost)


def reconcile(shard: MachineShard, server: BatchServer, outside: Outside) -> bool:
    """Account for what stands in neither file, remove what lies about, close."""
    if shard.told == "cancelled":
        machine_results.give_back(shard=shard)
    else:
        why = Fault.LATE if shard.told == "expired" else Fault.SERVER
        machine_results.account_for_missing(shard=shard, why=why, clock=outside.clock)
    for file_id in filter(None, (shard.input_file_id, shard.output_file_id, shard.error_file_id)):
        server.delete(file_id)
    machine_shards.clear(shard)
    return move(shard, ShardState.RECONCILED, ended_at=outside.clock())


STEPS: dict[str, Callable[[MachineShard, BatchServer, Outside], bool]] = {
    ShardState.FILLING: drop,
    ShardState.BUILT: send,
    ShardState.UPLOADED: order,
    ShardState.POLLING: fetch,
    ShardState.DOWNLOADED: ingest,
    ShardState.INGESTED: reconcile,
}

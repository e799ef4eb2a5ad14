"""How far batches are, as their server tells, and what becomes of their files then."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from dataset.actions import halts, machine_runs, machine_shards
from dataset.choices import MachineRunState, ShardState
from dataset.gateways.batch_servers import BatchServer, Told
from dataset.models import MachineShard, ModelProfile
from dataset.queries import machine_shards as shards
from dataset.rules.batch_lines import ENDED

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=10), timedelta(hours=2)
SKEW = timedelta(hours=1)  # between the server's clock and ours
CANCELLING = "cancelling"


def move(shard: MachineShard, state: ShardState, **fields: object) -> bool:
    """Save a step, unless somebody else took it."""
    return bool(MachineShard.objects.filter(pk=shard.pk, state=shard.state).update(state=state, **fields))


def is_called_off(shard: MachineShard) -> bool:
    """Whether nobody wants its answers any more."""
    return shard.run.state == MachineRunState.CANCELLED or shard.profile_id in halts.stopped(shard.run)


def poll(*, profile: ModelProfile, server: BatchServer, now: datetime) -> None:
    """See how far all batches of a profile are, by one list."""
    sent = [shard for shard in shards.sent_of(profile) if shard.told not in ENDED]
    if not sent:
        return
    since = min(shard.sent_at or shard.created_at for shard in sent) - SKEW
    listed = {told.batch_id: told for told in server.listed(since)}
    for shard in sent:
        note(shard, listed.get(shard.batch_id) or server.retrieve(shard.batch_id), server, now)
        cancel_strays(shard, listed.values(), server)


def note(shard: MachineShard, told: Told, server: BatchServer, now: datetime) -> None:
    """Save what the server tells of a batch; one that nobody wants is cancelled."""
    if told.status == "failed":
        wait_for_room(shard, told, now) if told.is_for_room else fail(shard, told.detail, now)
        return
    if not told.is_over and told.status != CANCELLING and is_called_off(shard):
        server.cancel(shard.batch_id)
    move(
        shard,
        ShardState.POLLING,
        told=told.status,
        output_file_id=told.output_file_id,
        error_file_id=told.error_file_id,
        counts=dict(told.counts),
        usage=dict(told.usage),
        detail=told.detail,
    )


def wait_for_room(shard: MachineShard, told: Told, now: datetime) -> None:
    """Refused, since too much is enqueued there: its file stays, another batch of it is ordered later."""
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(shard.n_tries, 10))
    move(
        shard,
        ShardState.UPLOADED,
        batch_id="",
        told="",
        sent_at=None,
        n_tries=shard.n_tries + 1,
        not_before=now + wait,
        detail=told.detail,
    )


def fail(shard: MachineShard, detail: str, now: datetime) -> None:
    """The server takes this file in no way: its jobs go back, and its run waits for a person."""
    machine_shards.end(shard, ShardState.FAILED, detail, now)
    reason = f"file {shard.number} was refused: {detail}"[:1000]
    machine_runs.pause_by_itself(run=shard.run, reason=reason, now=now)


def cancel_strays(shard: MachineShard, listed: Iterable[Told], server: BatchServer) -> None:
    """Another batch of the same file, which somebody ordered whom all thought dead, brings nothing but costs."""
    for told in listed:
        if told.metadata.get("strikeout_shard") != str(shard.key) or told.batch_id == shard.batch_id:
            continue
        if not told.is_over and told.status != CANCELLING:
            server.cancel(told.batch_id)

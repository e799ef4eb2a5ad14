"""Leaving out, parking and taking up again the pairs of a kind that nobody met: what nobody reads, or wants to see."""

from datetime import datetime

from django.db import transaction

from annotation.actions import audit, claims, settlement, spreads
from annotation.choices import BatchState, PairState, SieveAct
from annotation.errors import AnnotationError
from annotation.gateways import spreads as statements
from annotation.models import Batch, BatchPair, Sieve
from annotation.queries import coverage
from dataset.gateways import rests

CHUNK = 500
FROM = {
    SieveAct.EXCLUDE: [PairState.PREPARING, PairState.OPEN, PairState.SET_ASIDE],
    SieveAct.PARK: [PairState.OPEN],
    SieveAct.TAKE_UP: [PairState.SET_ASIDE],
}
TO = {SieveAct.EXCLUDE: PairState.WITHDRAWN, SieveAct.PARK: PairState.SET_ASIDE}


class SieveNeedsAReason(AnnotationError):
    """Pairs leave a batch, or wait, for a reason that is kept."""

    code = "sieve_needs_a_reason"


class SieveTooLate(AnnotationError):
    """The batch is closed for good."""

    code = "sieve_too_late"


class NobodyToAsk(AnnotationError):
    """No member may be asked about such pairs, so they cannot be taken up again."""

    code = "nobody_to_ask"


@transaction.atomic
def begin(
    *, batch: Batch, act: SieveAct, language: str, sensitive: bool, reason: str, actor: str, now: datetime
) -> Sieve:
    """
    Order it; `go_on` carries it out in chunks.

    :raises SieveNeedsAReason: no reason is given
    :raises SieveTooLate: the batch is closed
    :raises NobodyToAsk: taken up again, these pairs would wait for nobody
    """
    if not reason.strip():
        raise SieveNeedsAReason("Say why: it stays in the record.")
    if batch.state == BatchState.CLOSED:
        raise SieveTooLate("The batch is closed for good.")
    if act == SieveAct.TAKE_UP and not coverage.may_be_asked(batch, language, sensitive=sensitive):
        raise NobodyToAsk("Nobody in the batch may be asked about these pairs yet: add somebody first.")
    kind = {"language": language, "sensitive": sensitive, "reason": reason.strip()}
    audit.record(actor=actor, act=f"{act}_pairs", subject=f"batch {batch.name}", detail=kind, now=now)
    return Sieve.objects.create(batch=batch, act=act, actor=actor, created_at=now, **kind)


@rests.turn()
def go_on(*, sieve: Sieve, now: datetime, limit: int = CHUNK) -> int:
    """
    The next pairs; how many. Safe to run twice or side by side.

    What is being prepared has no words yet and cannot be parked: that waits until all of the batch is ready.
    """
    held = Sieve.objects.select_for_update(skip_locked=True, of=("self",)).select_related("batch")
    this = held.filter(pk=sieve.pk, done_at__isnull=True).first()
    if this is None or (this.act == SieveAct.PARK and is_preparing(this.batch)):
        return 0
    pairs = statements.unmet(
        batch_id=this.batch_id,
        language=this.language,
        sensitive=this.sensitive,
        states=[int(state) for state in FROM[SieveAct(this.act)]],
        reached=this.reached,
        limit=limit,
    )
    this.n_pairs += len(pairs)
    this.reached = max(pairs, default=this.reached)
    this.done_at = now if len(pairs) < limit else None
    this.save(update_fields=["n_pairs", "reached", "done_at"])
    carry_out(this, pairs, now)
    return len(pairs)


def is_preparing(batch: Batch) -> bool:
    return BatchPair.objects.filter(batch=batch, state=PairState.PREPARING).exists()


def carry_out(sieve: Sieve, pairs: list[int], now: datetime) -> None:
    """Change these locked pairs. Taken up again, each goes on as any pair does that was set aside."""
    act = SieveAct(sieve.act)
    if act in TO:
        statements.close_open(pairs=pairs, state=int(TO[act]))
    else:
        for pair in pairs:
            if (this := settlement.load(pair_id=pair)) is not None:
                settlement.settle(this=this, now=now)
    if sieve.done_at is not None:
        spreads.recount(batch=sieve.batch, now=now)
    if act == SieveAct.TAKE_UP:
        claims.wake_members(batch=sieve.batch)

"""Setting a pair aside, and having it judged anew."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from annotation.actions import audit, guidelines, preparation, settlement
from annotation.choices import BatchState, PairState, SlotState
from annotation.errors import AnnotationError
from annotation.models import BatchPair, GuidelineVersion, Slot
from annotation.queries import exports
from annotation.rules.consensus import ToDesk
from annotation.rules.outcomes import DeskReason

REPLACEABLE = (PairState.OPEN, PairState.DESK, PairState.SETTLED, PairState.SET_ASIDE)


class NotInWork(AnnotationError):
    """Only a pair in work, or at the desk, can be set aside."""

    code = "not_in_work"


class NotSetAside(AnnotationError):
    """The pair is not set aside, or somebody took it up again before."""

    code = "not_set_aside"


class NotSettled(AnnotationError):
    """Only a settled pair is reopened."""

    code = "not_settled"


class RoundOver(AnnotationError):
    """The pair was withdrawn, replaced by a newer round, or has no words yet; or its batch is closed for good."""

    code = "round_over"


@transaction.atomic
def set_aside(*, pair: BatchPair, actor: str, reason: str, now: datetime) -> None:
    """
    Ask nobody about this pair until it is taken up again. Whoever holds it may still answer: kept as surplus.

    :raises NotInWork: it is not in work
    """
    this = locked(pair, settlement.IN_WORK, NotInWork("This pair is not in work, so it cannot be set aside."))
    close(this, SlotState.OPEN)
    BatchPair.objects.filter(pk=pair.pk).update(state=PairState.SET_ASIDE)
    note("set_aside", pair, actor, reason, now, before=PairState(this.pair["state"]).name.lower())


@transaction.atomic
def take_up_again(*, pair: BatchPair, actor: str, reason: str, now: datetime) -> None:
    """
    Go on with a pair that was set aside, from the opinions that it has; surplus counts before more is asked.

    :raises NotSetAside: it is not set aside
    """
    this = locked(pair, [PairState.SET_ASIDE], NotSetAside("This pair is not set aside any more."))
    settlement.settle(this=this, now=now)
    note("take_up_again", pair, actor, reason, now)


@transaction.atomic
def new_round(
    *, pair: BatchPair, actor: str, reason: str, now: datetime, under: GuidelineVersion | None = None
) -> BatchPair:
    """
    Have the pair judged anew, by anybody in the batch; the old round is over, what was judged in it stays.

    A published verdict stands until the new round's is published.

    :param under: the guideline of the new round, where it is not that of the old

    :raises RoundOver: there is nothing to replace, or nobody to ask
    """
    this = locked(pair, REPLACEABLE, RoundOver("This pair was withdrawn or replaced, or is not ready yet."))
    old = BatchPair.objects.select_related("batch", "tokenisation__prompt").get(pk=pair.pk)
    if old.batch.state == BatchState.CLOSED:
        raise RoundOver("This batch is closed for good; open another with this pair.")
    close(this, SlotState.OPEN, SlotState.LEASED)
    BatchPair.objects.filter(pk=old.pk).update(state=PairState.REPLACED)
    new = next_round(old, under)
    this = locked(new, [PairState.OPEN], RoundOver("This pair has no words to judge."))
    settlement.settle(this=this, now=now)
    new.refresh_from_db()
    note("new_round", new, actor, reason, now, replaced=old.pk, before=PairState(old.state).name.lower())
    return new


@transaction.atomic
def reopen(*, pair: BatchPair, actor: str, reason: str, now: datetime) -> BatchPair:
    """
    A new round of a settled pair. The record names the newest exports that carry its verdict: they stay as they are.

    :raises NotSettled: it is not settled
    :raises RoundOver: its batch is closed for good
    """
    locked(pair, [PairState.SETTLED], NotSettled("This pair is not settled, so there is no verdict to reopen."))
    carried = [one.run.pk for one in exports.carrying(pair.image) if one.is_in_it]
    note("reopen_verdict", pair, actor, reason, now, exports=carried)
    return new_round(pair=pair, actor=actor, reason=reason, now=now)


def locked(pair: BatchPair, states: Collection[PairState], refusal: AnnotationError) -> settlement.Round:
    """The pair with its slots, locked, in one of these states; else the refusal."""
    this = settlement.load(pair_id=pair.pk)
    if this is None or this.pair["state"] not in states:
        raise refusal
    return this


def close(this: settlement.Round, *states: SlotState) -> None:
    """Close the slots in these states; who held one stays known."""
    slots = this.in_state(*states)
    Slot.objects.filter(pk__in=[slot["id"] for slot in slots]).update(
        state=SlotState.CLOSED, ordinal=None, lease_ends_at=None
    )
    for slot in slots:
        slot |= {"state": SlotState.CLOSED, "ordinal": None}


def next_round(old: BatchPair, under: GuidelineVersion | None) -> BatchPair:
    """The same words, under the same guideline or a newer one; as many opinions as the batch asks now."""
    return BatchPair.objects.create(
        batch=old.batch,
        image_id=old.image_id,
        purpose=old.purpose,
        round=old.round + 1,
        guideline=under or old.guideline,
        tokenisation_id=old.tokenisation_id,
        n_words=old.n_words,
        wanted=old.batch.wanted,
        at_most=old.batch.at_most,
        locked=old.locked if under is None else locked_under(old, under),
        state=PairState.OPEN,
        m=[0] * old.n_words,
        s=[0] * old.n_words,
    )


def locked_under(pair: BatchPair, version: GuidelineVersion) -> dict[int, int]:
    """The words of the pair that this version locks, each with its ruling."""
    tokenisation = pair.tokenisation
    if tokenisation is None:
        return {}
    prompt = tokenisation.prompt
    row = {"tokens": tokenisation.tokens, "text": prompt.text, "language": prompt.language}
    return preparation.locked_in(row, guidelines.locking(guideline_id=version.pk))


@transaction.atomic
def send_to_desk(
    *, pair: BatchPair, words: Collection[int], under: GuidelineVersion, actor: str, reason: str, now: datetime
) -> None:
    """
    Have an adjudicator decide these words of a settled pair under a newer guideline; the others stay as they are.

    What was locked and is asked now is locked no more. Its verdict stands until the desk has decided.

    :raises NotSettled: it is not settled
    """
    this = locked(pair, [PairState.SETTLED], NotSettled("This pair is not settled any more."))
    kept = [word for word in this.pair["desk_struck"] if word not in words]
    still = {word: ruling for word, ruling in this.pair["locked"].items() if int(word) not in words}
    BatchPair.objects.filter(pk=pair.pk).update(guideline=under, locked=still, published_at=None)
    this.pair["locked"] = still
    settlement.write(this, ToDesk(DeskReason.RULING, tuple(sorted(words)), tuple(kept)), [], now)
    note("send_to_desk", pair, actor, reason, now, guideline=under.number)


def note(act: str, pair: BatchPair, actor: str, reason: str, now: datetime, **detail: object) -> None:
    audit.record(actor=actor, act=act, subject=f"pair {pair.pk}", detail={"reason": reason, **detail}, now=now)

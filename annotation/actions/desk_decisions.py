"""Decisions of adjudicators: each is kept once, whatever became of its pair meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from annotation.actions import desk, desk_samples, settlement
from annotation.choices import LookKind, PairState
from annotation.errors import AnnotationError, PairUnknown, ReceiptTaken
from annotation.models import Adjudication, DeskHold, DeskSample, SecondLook, User
from annotation.rules.canonical import canonical
from annotation.rules.desk_cases import Became, Decision
from dataset.rules.tokens import unpack


class CaseChanged(AnnotationError):
    """An answer came in meanwhile, and other words are asked now: what was not seen is not decided."""

    code = "case_changed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a decision became; the same for every replay of its UUID."""

    uuid: UUID
    pair: int
    became: Became


def decide(*, adjudicator: User, decision: Decision, repeat_share: float, now: datetime) -> Receipt:
    """
    Settle the pair by this decision, or keep it beside the settlement when it was asked as a second look or came late.

    :param repeat_share: of the pairs that the desk settles, the share that is to be decided once more
    :raises ReceiptTaken: the same UUID came before with another decision, or from another person
    :raises PairUnknown: no such pair
    :raises CaseChanged: the pair waits at the desk, but for a decision on other words
    :raises NotAsked: it strikes words that were not asked
    """
    try:
        with transaction.atomic():
            return decide_once(adjudicator=adjudicator, decision=decision, repeat_share=repeat_share, now=now)
    except IntegrityError:
        # Two requests with one UUID: the other was first, and what it kept is there by now.
        if (receipt := earlier(adjudicator, decision)) is None:
            raise
        return receipt


def decide_once(*, adjudicator: User, decision: Decision, repeat_share: float, now: datetime) -> Receipt:
    this = settlement.load(pair_id=decision.pair_id)
    if (receipt := earlier(adjudicator, decision)) is not None:
        return receipt
    if this is None:
        raise PairUnknown("There is no such pair.")
    if not set(decision.struck) <= set(decision.asked) or not set(decision.asked) <= set(range(this.pair["n_words"])):
        raise desk.NotAsked("Only the words that were asked are decided here.")
    if this.pair["state"] == PairState.DESK:
        became = settle(this, adjudicator, decision, repeat_share, now)
    else:
        became = keep_beside(this, adjudicator, decision, now)
    DeskHold.objects.filter(pair=decision.pair_id, adjudicator=adjudicator).delete()
    return Receipt(decision.uuid, decision.pair_id, became)


def settle(this: settlement.Round, adjudicator: User, decision: Decision, repeat_share: float, now: datetime) -> Became:
    if list(decision.asked) != list(this.pair["desk_words"]):
        raise CaseChanged("An answer came in meanwhile, and other words of this pair are asked now.")
    adjudication = desk.decide(
        this=this,
        adjudicator=adjudicator,
        outcome=decision.outcome,
        struck=decision.struck,
        note=decision.note,
        uuid=decision.uuid,
        now=now,
    )
    desk_samples.draw_repeat(adjudication=adjudication, share=repeat_share, now=now)
    return Became.DECIDED


def keep_beside(this: settlement.Round, adjudicator: User, decision: Decision, now: datetime) -> Became:
    """The answer to the sample of this pair that asked these words; else it is late."""
    sample = asking(this, adjudicator, decision)
    kind = LookKind(sample.kind) if sample else LookKind.LATE
    SecondLook.objects.create(
        uuid=decision.uuid,
        kind=kind,
        pair_id=decision.pair_id,
        of=sample.of if sample else decided_alike(decision),
        adjudicator=adjudicator,
        outcome=decision.outcome,
        asked=list(decision.asked),
        struck=list(decision.struck),
        canonical=canonical_struck(this, decision),
        note=decision.note,
        created_at=now,
    )
    if sample is None:
        return Became.LATE
    sample.answered_at = now
    sample.save(update_fields=["answered_at"])
    return Became.DECIDED


def asking(this: settlement.Round, adjudicator: User, decision: Decision) -> DeskSample | None:
    """The open sample that this decision answers, if it was handed to this person."""
    is_theirs = DeskHold.objects.filter(pair=decision.pair_id, adjudicator=adjudicator).exists()
    if this.pair["state"] != PairState.SETTLED or not is_theirs:
        return None
    for sample in DeskSample.objects.filter(pair=decision.pair_id, answered_at__isnull=True).select_related("of"):
        asked = sample.of.asked if sample.of else unlocked(this)
        if list(decision.asked) == asked:
            return sample
    return None


def decided_alike(decision: Decision) -> Adjudication | None:
    """The decision that stands, if it was asked the same words."""
    newest = Adjudication.objects.filter(pair=decision.pair_id).order_by("-number").first()
    return newest if newest is not None and newest.asked == list(decision.asked) else None


def unlocked(this: settlement.Round) -> list[int]:
    return [word for word in range(this.pair["n_words"]) if word not in this.locked]


def canonical_struck(this: settlement.Round, decision: Decision) -> list[int]:
    tokens, pair = unpack(this.pair["tokens"]), this.pair
    return list(canonical(pair["prompt"], tokens, decision.struck, pair["language"], this.locked).struck)


def earlier(adjudicator: User, decision: Decision) -> Receipt | None:
    """
    What this UUID became before; None when it is new.

    :raises ReceiptTaken: it was another decision
    """
    settled = Adjudication.objects.filter(submission_uuid=decision.uuid).first()
    found: Adjudication | SecondLook | None = settled or SecondLook.objects.filter(pk=decision.uuid).first()
    if found is None:
        return None
    before = (found.adjudicator_id, found.pair_id, found.outcome, tuple(found.asked), tuple(found.struck))
    said = (adjudicator.pk, decision.pair_id, decision.outcome, decision.asked, decision.struck)
    if before != said:
        raise ReceiptTaken("This decision's UUID was used before, for another decision.")
    is_late = isinstance(found, SecondLook) and found.kind == LookKind.LATE
    return Receipt(decision.uuid, found.pair_id, Became.LATE if is_late else Became.DECIDED)

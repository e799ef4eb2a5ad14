"""Answers: kept once each, whatever happened meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from annotation.actions import flags, gold_answers, settlement, withdrawals
from annotation.choices import JUDGED, FlagReason, PairState, ReceiptOutcome, SlotState
from annotation.errors import AnnotationError
from annotation.errors import PairUnknown as PairUnknown
from annotation.errors import ReceiptTaken as ReceiptTaken
from annotation.gateways import answers
from annotation.models import Annotator
from annotation.rules.answers import Answer
from annotation.rules.canonical import CANONICAL_VERSION, canonical
from dataset.rules.tokens import unpack


class WordsUnknown(AnnotationError):
    """The answer speaks of words that the pair does not have, or that its guideline locks."""

    code = "malformed"
    status = 422


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an answer: the same for every replay of its UUID."""

    uuid: UUID
    pair: int
    outcome: str
    revision: int
    struck: list[int]

    def as_dict(self) -> dict[str, Any]:
        return {
            "uuid": str(self.uuid),
            "pair": self.pair,
            "outcome": self.outcome,
            "revision": self.revision,
            "struck": self.struck,
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: the slot, its state after, the ordinal it carries, and whether it counts."""

    slot_id: int
    state: SlotState
    ordinal: int | None
    receipt: ReceiptOutcome
    counts: bool = True


def submit(*, annotator: Annotator, answer: Answer, now: datetime) -> Receipt:
    """
    Keep the answer, once, and say what became of it: counted, surplus or withdrawn.

    A second answer to the same pair is a correction: a new revision, which counts until the pair is settled.

    :raises ReceiptTaken: the same UUID came before with another body
    :raises PairUnknown: no such pair, or never given to this annotator
    :raises WordsUnknown: word indices that the pair does not have, or that are locked
    """
    try:
        with transaction.atomic():
            return keep_once(annotator=annotator, answer=answer, now=now)
    except IntegrityError:
        # Two requests with one UUID: the other was first, and its receipt is there by now.
        if (row := answers.earlier(uuid=answer.uuid)) is None:
            raise
        return repeated(row, annotator, answer)


def keep_once(*, annotator: Annotator, answer: Answer, now: datetime) -> Receipt:
    if FlagReason.ILLEGAL in answer.flags:
        withdrawals.lock_pairs_beside(pair_id=answer.pair_id)
    pair = answers.lock_pair(pair_id=answer.pair_id, annotator_id=annotator.pk, uuid=answer.uuid)
    earlier = answers.earlier(uuid=answer.uuid) if pair is None else pair
    if earlier and earlier["earlier"]:
        return repeated(earlier, annotator, answer)
    if pair is None or not pair["met"]:
        raise PairUnknown("There is no such pair, or it was never given to you.")
    check_words(pair, answer)
    slots = answers.lock_slots(pair_id=answer.pair_id, annotator_id=annotator.pk)
    return keep(this=settlement.Round(pair, slots), annotator=annotator, answer=answer, now=now)


def repeated(row: Mapping[str, Any], annotator: Annotator, answer: Answer) -> Receipt:
    """The receipt that this UUID was given before."""
    if row["earlier_annotator"] != annotator.pk or row["earlier_hash"] != answer.body_hash():
        raise ReceiptTaken("This answer's UUID was used before, for another answer.")
    struck = list(row["earlier_struck"])
    return Receipt(answer.uuid, row["earlier_pair"], row["earlier_receipt"], row["earlier_revision"], struck)


def check_words(pair: dict[str, Any], answer: Answer) -> None:
    if answer.tokens_hash != pair["tokens_hash"]:
        raise WordsUnknown("The answer was made from another list of words than this pair has.")
    locked = {int(word) for word in pair["locked"]}
    for word in (*answer.struck, *answer.unsure):
        if word >= pair["n_words"] or word in locked:
            raise WordsUnknown(f"Word {word} cannot be struck: the pair has {pair['n_words']} words, some locked.")


def keep(*, this: settlement.Round, annotator: Annotator, answer: Answer, now: datetime) -> Receipt:
    place = place_of(this, annotator)
    struck = canonical_struck(this, answer)
    mine = this.of(annotator.pk)
    revision = ((mine or {}).get("revision") or 0) + 1
    judgment_id = answers.keep(
        {
            **answer.as_columns(),
            "slot": place.slot_id,
            "revision": revision,
            "annotator": annotator.pk,
            "guideline": this.pair["guideline_id"],
            "n_words": this.pair["n_words"],
            "canonical": struck,
            "canonical_version": CANONICAL_VERSION,
            "receipt": str(place.receipt),
            "state": int(place.state),
            "ordinal": place.ordinal,
            "counts": place.counts,
            "now": now,
        }
    )
    said = flags.said_with(answer.uuid, answer.pair_id, answer.flags, answer.note)
    if said is not None:
        flags.keep(this=this, annotator=annotator, said=said, now=now)
    if place.receipt == ReceiptOutcome.COUNTED:
        judgment: dict[str, Any] = {"outcome": answer.outcome, "canonical": struck, "unsure": list(answer.unsure)}
        judgment |= {"judgment_id": judgment_id, "annotator_id": annotator.pk}
        if this.pair["state"] == PairState.GOLD:
            gold_answers.keep(pair_id=this.pair["id"], judgment=judgment, now=now)
        else:
            count(this, place, judgment)
            settlement.settle(this=this, now=now)
    if said is not None and said.is_illegal:
        flags.block(this=this, annotator=annotator, said=said, now=now)
    return Receipt(answer.uuid, this.pair["id"], str(place.receipt), revision, struck)


def canonical_struck(this: settlement.Round, answer: Answer) -> list[int]:
    tokens = unpack(this.pair["tokens"])
    locked = {int(word) for word in this.pair["locked"]}
    form = canonical(this.pair["prompt"], tokens, answer.struck, this.pair["language"], locked)
    return list(form.struck)


def place_of(this: settlement.Round, annotator: Annotator) -> Place:
    """Where the answer goes, by what the slot and the pair have become meanwhile (docs/adr/0006-slot-states.md)."""
    mine = this.of(annotator.pk)
    if mine is not None and mine["state"] in JUDGED:
        return place_of_correction(this, mine, annotator)
    if this.pair["state"] in (PairState.WITHDRAWN, PairState.REPLACED):
        return surplus(this, mine, annotator, ReceiptOutcome.WITHDRAWN)
    if this.pair["state"] in settlement.ANSWERABLE and annotator.suspended_at is None:
        if mine is not None and mine["state"] == SlotState.LEASED:
            return Place(mine["id"], SlotState.FILLED, mine["ordinal"], ReceiptOutcome.COUNTED)
        if opened := this.in_state(SlotState.OPEN):
            return take_over(this, mine, opened[0])
    return surplus(this, mine, annotator, ReceiptOutcome.SURPLUS)


def place_of_correction(this: settlement.Round, mine: dict[str, Any], annotator: Annotator) -> Place:
    """A further revision in the same slot; it counts while the slot counts and the pair is not settled."""
    if mine["state"] != SlotState.FILLED:
        return Place(mine["id"], SlotState(mine["state"]), None, ReceiptOutcome.SURPLUS)
    counts = this.pair["state"] in settlement.ANSWERABLE and annotator.suspended_at is None
    receipt = ReceiptOutcome.COUNTED if counts else ReceiptOutcome.SURPLUS
    return Place(mine["id"], SlotState.FILLED, mine["ordinal"], receipt, counts=counts)


def take_over(this: settlement.Round, mine: dict[str, Any] | None, opened: dict[str, Any]) -> Place:
    """A late answer fills any open slot of its pair; somebody who has a dead slot there brings it back to life."""
    ordinal = opened["ordinal"]
    if mine is None:
        return Place(opened["id"], SlotState.FILLED, ordinal, ReceiptOutcome.COUNTED)
    answers.close_slot(slot_id=opened["id"])
    opened |= {"state": SlotState.CLOSED, "ordinal": None}
    return Place(mine["id"], SlotState.FILLED, ordinal, ReceiptOutcome.COUNTED)


def surplus(
    this: settlement.Round, mine: dict[str, Any] | None, annotator: Annotator, receipt: ReceiptOutcome
) -> Place:
    slot_id = (
        mine["id"]
        if mine
        else answers.new_slot(batch_id=this.pair["batch_id"], pair_id=this.pair["id"], annotator_id=annotator.pk)
    )
    return Place(slot_id, SlotState.SURPLUS, None, receipt)


def count(this: settlement.Round, place: Place, judgment: dict[str, Any]) -> None:
    """Bring the rows in hand up to what was just written."""
    slot = next(slot for slot in this.slots if slot["id"] == place.slot_id)
    slot |= {"state": place.state, "ordinal": place.ordinal, "asked": None, **judgment}

"""Proof-reading: the clean prompts of changed pairs, kept or sent back to the desk."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from annotation.actions import audit, settlement
from annotation.choices import PairState, ProofDecision, Purpose
from annotation.errors import AnnotationError, ReceiptTaken
from annotation.models import BatchPair, ProofReading, User
from annotation.rules.consensus import ToDesk
from annotation.rules.outcomes import DeskReason, PairOutcome
from dataset.models import Verdict


class ReasonMissing(AnnotationError):
    """Whoever sends a pair back says why: the desk reads it."""

    code = "reason_missing"
    status = 422


class NotToBeRead(AnnotationError):
    """Somebody read it, or what is to be read changed."""

    code = "not_to_be_read"


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody says of the clean prompt of a verdict; `uuid` is the client's for the act of saying it."""

    uuid: UUID
    pair_id: int
    verdict_id: int
    decision: ProofDecision
    reason: str = ""


def read(*, reader: User, reading: Reading, now: datetime) -> ProofReading:
    """
    Keep the reading, once; a pair that is sent back waits at the desk, and its verdict stands until the desk decided.

    :raises ReasonMissing: it is sent back without a reason
    :raises NotToBeRead: somebody was quicker, or the verdict is not the current one of this settled pair
    :raises ReceiptTaken: the same UUID came before with another reading, or from another person
    """
    if reading.decision == ProofDecision.BACK and not reading.reason:
        raise ReasonMissing("Say what is wrong with the clean prompt.")
    try:
        with transaction.atomic():
            return read_once(reader=reader, reading=reading, now=now)
    except IntegrityError:
        if (kept := earlier(reader, reading)) is None:
            raise
        return kept


def read_once(*, reader: User, reading: Reading, now: datetime) -> ProofReading:
    this = settlement.load(pair_id=reading.pair_id)
    if (kept := earlier(reader, reading)) is not None:
        return kept
    verdict = Verdict.objects.filter(pk=reading.verdict_id, superseded_at__isnull=True).first()
    if this is None or verdict is None or not is_due(this, verdict):
        raise NotToBeRead("Somebody read this clean prompt already, or it changed meanwhile.")
    kept = ProofReading.objects.create(
        uuid=reading.uuid,
        verdict=verdict,
        pair_id=reading.pair_id,
        reader=reader,
        decision=reading.decision,
        reason=reading.reason,
        struck=verdict.struck,
        created_at=now,
    )
    BatchPair.objects.filter(pk=reading.pair_id).update(proof_due=False)
    if reading.decision == ProofDecision.BACK:
        send_back(this, reader, reading, now)
    return kept


def is_due(this: settlement.Round, verdict: Verdict) -> bool:
    """Whether this verdict is of the settled pair, and nobody read it."""
    if this.pair["state"] != PairState.SETTLED or verdict.image_id != this.pair["image_id"]:
        return False
    return not ProofReading.objects.filter(verdict=verdict).exists()


def send_back(this: settlement.Round, reader: User, reading: Reading, now: datetime) -> None:
    """All words that can be struck are asked anew."""
    before = list(this.pair["desk_struck"])
    BatchPair.objects.filter(pk=reading.pair_id).update(published_at=None)
    words = tuple(word for word in range(this.pair["n_words"]) if word not in this.locked)
    settlement.write(this, ToDesk(DeskReason.PROOF, words, ()), [], now)
    detail = {"reason": reading.reason, "struck": before, "verdict": reading.verdict_id}
    subject = f"pair {reading.pair_id}"
    audit.record(actor=reader.username, act="send_back_to_desk", subject=subject, detail=detail, now=now)


def needs_reading(pair: BatchPair, verdict: Verdict) -> bool:
    """Whether somebody is to read the clean prompt: words were struck, and nobody has read it."""
    is_changed = pair.purpose == Purpose.WORK and verdict.outcome == PairOutcome.JUDGED and bool(verdict.struck)
    if not is_changed or verdict.superseded_at is not None:
        return False
    return not ProofReading.objects.filter(verdict=verdict).exists()


def earlier(reader: User, reading: Reading) -> ProofReading | None:
    """
    What was kept under this UUID before.

    :raises ReceiptTaken: it was another reading
    """
    kept = ProofReading.objects.filter(pk=reading.uuid).first()
    if kept is None:
        return None
    before = (kept.reader_id, kept.pair_id, kept.verdict_id, kept.decision, kept.reason)
    if before != (reader.pk, reading.pair_id, reading.verdict_id, reading.decision, reading.reason):
        raise ReceiptTaken("This reading's UUID was used before, for another one.")
    return kept

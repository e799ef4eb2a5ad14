"""Settling what opinions alone do not settle."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from annotation.actions import audit, settlement
from annotation.choices import PairState, SettledHow, SlotState
from annotation.errors import AnnotationError
from annotation.gateways import answers
from annotation.models import Adjudication, BatchPair, User
from annotation.rules.consensus import present_majority
from annotation.rules.opinions import DESK, PROVISIONAL, word_sources
from annotation.rules.outcomes import PairOutcome


class NotAtTheDesk(AnnotationError):
    """The pair is not waiting at the desk: somebody settled it, or a late answer did."""

    code = "not_at_the_desk"


class NotAsked(AnnotationError):
    """The desk decides the contested words only."""

    code = "word_not_asked"
    status = 422


class NothingToCount(AnnotationError):
    """No judgment counts yet, so there is no present majority."""

    code = "nothing_to_count"


@transaction.atomic
def settle(
    *, pair: BatchPair, adjudicator: User, outcome: str, struck: Sequence[int], note: str = "", now: datetime
) -> Adjudication:
    """
    Decide the contested words, or the outcome of the whole pair; `struck` names the contested words that are struck.

    :raises NotAtTheDesk: the pair is not waiting for a decision
    :raises NotAsked: a word among `struck` is not contested
    """
    this = settlement.load(pair_id=pair.pk)
    if this is None or this.pair["state"] != PairState.DESK:
        raise NotAtTheDesk("This pair is not waiting at the desk any more.")
    if outcome == PairOutcome.JUDGED and not set(struck) <= set(this.pair["desk_words"]):
        raise NotAsked("Only the contested words are decided here.")
    return decide(this=this, adjudicator=adjudicator, outcome=outcome, struck=struck, note=note, now=now)


def decide(
    *,
    this: settlement.Round,
    adjudicator: User,
    outcome: str,
    struck: Sequence[int],
    note: str = "",
    uuid: UUID | None = None,
    now: datetime,
) -> Adjudication:
    """Settle a locked pair that waits at the desk. The caller checked that all of `struck` was asked."""
    adjudication = Adjudication.objects.create(
        submission_uuid=uuid,
        pair_id=this.pair["id"],
        number=Adjudication.objects.filter(pair=this.pair["id"]).count() + 1,
        adjudicator=adjudicator,
        outcome=outcome,
        asked=this.pair["desk_words"],
        struck=sorted(set(struck)) if outcome == PairOutcome.JUDGED else [],
        note=note,
        created_at=now,
    )
    apply(this, PairOutcome(outcome), adjudication.struck, now)
    audit.record(
        actor=adjudicator.username,
        act="settle_at_desk",
        subject=f"pair {adjudication.pair_id}",
        detail={"outcome": outcome, "asked": adjudication.asked, "struck": adjudication.struck, "reason": note},
        now=now,
    )
    return adjudication


def apply(this: settlement.Round, outcome: PairOutcome, decided: Sequence[int], now: datetime) -> None:
    judged = outcome == PairOutcome.JUDGED
    struck = sorted({*this.pair["desk_struck"], *decided}) if judged else []
    locked = this.locked
    sources = word_sources(
        this.opinions(), this.pair["n_words"], locked, by_person=this.pair["desk_words"], person=DESK
    )
    finish(this, settlement.settled_facts(outcome, struck, sources, SettledHow.DESK, now))


def finish(this: settlement.Round, facts: dict[str, Any]) -> None:
    """Write the settlement; slots that nobody took yet close."""
    BatchPair.objects.filter(pk=this.pair["id"]).update(**facts, published_at=None)
    for slot in this.in_state(SlotState.OPEN):
        answers.close_slot(slot_id=slot["id"])


@transaction.atomic
def settle_provisionally(*, pair: BatchPair, actor: str, now: datetime) -> None:
    """
    Settle an unresolved pair by what the present opinions say, marked provisional; a tie keeps the word.

    :raises NothingToCount: no judgment counts yet
    """
    this = settlement.load(pair_id=pair.pk)
    if this is None or this.pair["state"] not in settlement.IN_WORK:
        return
    opinions = this.opinions()
    if not opinions:
        raise NothingToCount("Nobody has judged this pair yet.")
    outcome = prevailing([opinion.outcome for opinion in opinions])
    struck = [word for word in present_majority(opinions, this.pair["n_words"]) if word not in this.locked]
    undecided = range(this.pair["n_words"])
    sources = word_sources(opinions, this.pair["n_words"], this.locked, by_person=undecided, person=PROVISIONAL)
    judged = outcome == PairOutcome.JUDGED
    facts = settlement.settled_facts(outcome, struck if judged else [], sources, SettledHow.PROVISIONAL, now)
    finish(this, facts)
    audit.record(actor=actor, act="settle_provisionally", subject=f"pair {pair.pk}", now=now)


def prevailing(outcomes: Sequence[PairOutcome]) -> PairOutcome:
    """What most say of the whole pair; in a tie, that it was judged."""
    return max(PairOutcome, key=lambda outcome: (outcomes.count(outcome), outcome == PairOutcome.JUDGED))

"""What becomes of a pair when its counted opinions changed. The caller holds the pair's lock."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from annotation.choices import PairState, SettledHow, SlotState
from annotation.gateways import answers
from annotation.models import BatchPair
from annotation.rules.consensus import AskMore, Decision, Opinion, Policy, Settled, ToDesk, decide, votes
from annotation.rules.opinions import free_ordinals, opinion, word_sources
from annotation.rules.outcomes import BY_A_PERSON, DeskReason, PairOutcome
from annotation.rules.pair_sums import sums_of

IN_WORK = (PairState.OPEN, PairState.DESK)
# An answer that comes is counted: by the settlement, or beside what is known.
ANSWERABLE = (*IN_WORK, PairState.GOLD)


@dataclass
class Round:
    """A locked pair with its locked slots, as rows by name; `slots` is kept in step with what is written."""

    pair: dict[str, Any]
    slots: list[dict[str, Any]] = field(default_factory=list)

    @property
    def locked(self) -> frozenset[int]:
        return frozenset(int(word) for word in self.pair["locked"])

    @property
    def policy(self) -> Policy:
        return Policy(self.pair["wanted"], self.pair["at_most"], self.pair["split_to_desk"])

    def of(self, annotator_id: int) -> dict[str, Any] | None:
        return next((slot for slot in self.slots if slot["annotator_id"] == annotator_id), None)

    def in_state(self, *states: SlotState) -> list[dict[str, Any]]:
        return [slot for slot in self.slots if slot["state"] in states]

    def opinions(self) -> list[Opinion]:
        return [opinion(slot) for slot in self.in_state(SlotState.FILLED)]

    def first_opinions(self) -> list[Opinion]:
        """Those that are asked of every pair, whatever the others say: what agreement is measured on."""
        return [opinion(slot) for slot in self.in_state(SlotState.FILLED) if slot["ordinal"] <= self.pair["wanted"]]

    def ordinals(self) -> Collection[int]:
        return {slot["ordinal"] for slot in self.slots if slot["ordinal"] is not None}


def load(*, pair_id: int, annotator_id: int = 0) -> Round | None:
    """Lock a pair and its slots."""
    if (pair := answers.lock_pair(pair_id=pair_id, annotator_id=annotator_id)) is None:
        return None
    return Round(pair, answers.lock_slots(pair_id=pair_id, annotator_id=annotator_id))


def recount(*, this: Round) -> None:
    """Bring the sums up to the counted opinions, and leave what was decided, or is not to be decided now, as it is."""
    opinions, n_words = this.opinions(), this.pair["n_words"]
    m, s = votes(opinions, n_words)
    sums = sums_of(this.first_opinions(), n_words, this.pair["locked"])
    totals = {f"sum_{name}": value for name, value in sums._asdict().items()}
    BatchPair.objects.filter(pk=this.pair["id"]).update(n_counted=len(opinions), m=list(m), s=list(s), **totals)


def settle(*, this: Round, now: datetime) -> bool:
    """
    Decide anew from the counted opinions, and write it: settled, in work with the slots it needs, or at the desk.

    Return whether more should have been asked, and nobody is left to ask.
    """
    decision = decided(this)
    askable = write(this, decision, missing_ordinals(this, decision), now)
    hopeless = isinstance(decision, AskMore) and not askable and not this.in_state(SlotState.LEASED)
    if hopeless:
        give_up(this=this, now=now)
    return hopeless


def give_up(*, this: Round, now: datetime) -> None:
    """Ask nobody any more: surplus takes the open places, and what is undecided even so goes to the desk."""
    for slot in this.in_state(SlotState.OPEN):
        answers.close_slot(slot_id=slot["id"])
        slot |= {"state": SlotState.CLOSED, "ordinal": None}
    decision = decided(this)
    write(this, unreachable(this) if isinstance(decision, AskMore) else decision, [], now)


def decided(this: Round) -> Decision:
    """
    What the counted opinions lead to, with as much surplus among them as is needed and no place waits for.

    What somebody flagged is settled by the desk alone, and so is what a person, or a changed ruling, sent back to it.
    """
    if this.pair["desk_reason"] in BY_A_PERSON and this.pair["state"] != PairState.SETTLED:
        reason, words = DeskReason(this.pair["desk_reason"]), tuple(this.pair["desk_words"])
        return ToDesk(reason, words, tuple(this.pair["desk_struck"]))
    decision = decide(this.opinions(), this.pair["n_words"], this.policy, this.locked)
    while isinstance(decision, AskMore) and promoted(this, decision):
        decision = decide(this.opinions(), this.pair["n_words"], this.policy, this.locked)
    if isinstance(decision, Settled) and this.pair["flagged"]:
        return ToDesk(DeskReason.FLAG, (), decision.struck)
    return decision


def promoted(this: Round, decision: AskMore) -> bool:
    """Let a surplus opinion count before a further one is asked: it is paid already, and as independent."""
    waiting = len(this.in_state(SlotState.OPEN, SlotState.LEASED))
    surplus = this.in_state(SlotState.SURPLUS)
    if not surplus or waiting >= decision.n:
        return False
    chosen = surplus[0]
    [chosen["ordinal"]] = free_ordinals(this.ordinals(), 1)
    chosen["state"] = SlotState.FILLED
    answers.promote(slot_id=chosen["id"], ordinal=chosen["ordinal"])
    return True


def missing_ordinals(this: Round, decision: Decision) -> list[int]:
    """The ordinals of the slots that must open for what is asked."""
    if not isinstance(decision, AskMore):
        return []
    waiting = len(this.in_state(SlotState.OPEN, SlotState.LEASED))
    return free_ordinals(this.ordinals(), max(0, decision.n - waiting))


def unreachable(this: Round) -> ToDesk:
    """The case for the desk when nobody is left who may still be asked."""
    present = decide(this.opinions(), this.pair["n_words"], closing_policy(this), this.locked)
    if isinstance(present, ToDesk):
        return ToDesk(DeskReason.NOBODY_LEFT, present.words, present.struck)
    words = tuple(word for word in range(this.pair["n_words"]) if word not in this.locked)
    return ToDesk(DeskReason.NOBODY_LEFT, words, ())


def closing_policy(this: Round) -> Policy:
    """The batch's policy as if the opinions that came were all that it may ask for."""
    n = max(1, len(this.opinions()))
    return Policy(min(this.pair["wanted"], n), n, this.pair["split_to_desk"])


def write(this: Round, decision: Decision, opening: list[int], now: datetime) -> bool:
    """Write sums and decision, open slots if anybody may take them; return whether somebody may."""
    opinions = this.opinions()
    m, s = votes(opinions, this.pair["n_words"])
    sums = sums_of(this.first_opinions(), this.pair["n_words"], this.pair["locked"])
    return answers.settle(
        {
            "pair": this.pair["id"],
            "batch": this.pair["batch_id"],
            "open_ordinals": opening,
            "close": not isinstance(decision, AskMore),
            "n_counted": len(opinions),
            "m": list(m),
            "s": list(s),
            **{f"sum_{name}": value for name, value in sums._asdict().items()},
            **facts(this, decision, now),
        }
    )


def facts(this: Round, decision: Decision, now: datetime) -> dict[str, Any]:
    """The columns of a pair that follow from the decision."""
    blank: dict[str, Any] = {
        "state": int(PairState.OPEN),
        "desk_reason": "",
        "desk_words": [],
        "settled_how": "",
        "outcome": "",
        "struck": [],
        "word_sources": [],
        "settled_at": None,
    }
    match decision:
        case ToDesk():
            at_desk = {"desk_reason": str(decision.reason), "desk_words": list(decision.words)}
            return blank | at_desk | {"state": int(PairState.DESK), "struck": list(decision.struck)}
        case Settled():
            sources = word_sources(this.opinions(), this.pair["n_words"], this.locked)
            return blank | settled_facts(decision.outcome, list(decision.struck), sources, SettledHow.CONSENSUS, now)
        case _:
            return blank


def settled_facts(
    outcome: PairOutcome, struck: list[int], sources: list[int], how: SettledHow, now: datetime
) -> dict[str, Any]:
    return {
        "state": int(PairState.SETTLED),
        "settled_how": str(how),
        "outcome": str(outcome),
        "struck": struck,
        "word_sources": sources,
        "settled_at": now,
    }

"""What the database says, beside what the model says."""

from collections import Counter
from datetime import datetime

from annotation.choices import PairState, SlotState
from annotation.models import BatchPair, Judgment, Slot
from annotation.rules.consensus import AskMore, Settled, decide, votes
from annotation.rules.leases import LEASE
from annotation.rules.outcomes import PairOutcome
from annotation.rules.pair_sums import PairSums, pair_sums
from tests.annotation.stateful.model import LIVE, Pair, Place, World

STATES = {
    PairState.OPEN: "open",
    PairState.DESK: "desk",
    PairState.SETTLED: "settled",
    PairState.SET_ASIDE: "aside",
    PairState.WITHDRAWN: "withdrawn",
    PairState.REPLACED: "replaced",
}
Row = tuple[str, int | None, int | None, datetime | None]


def rows() -> dict[int, list[Row]]:
    """State, person, ordinal and end of lease of every slot, by pair, in the order in which they were made."""
    found: dict[int, list[Row]] = {}
    columns = ("pair", "state", "annotator", "ordinal", "lease_ends_at")
    for pair, state, who, ordinal, ends in Slot.objects.order_by("pk").values_list(*columns):
        found.setdefault(pair, []).append((SlotState(state).name.lower(), who, ordinal, ends))
    return found


def row(place: Place) -> Row:
    return (place.state, place.who, place.ordinal, place.ends)


def same(world: World) -> None:
    """Slots, pairs and judgments are what the model says."""
    assert rows() == {key: [row(place) for place in pair.places] for key, pair in world.pairs.items() if pair.places}
    kept = Judgment.objects.values_list("submission_uuid", "receipt", "revision")
    assert {str(uuid): (receipt, revision) for uuid, receipt, revision in kept} == world.receipts
    for stored in BatchPair.objects.all():
        sound(stored, world.pairs[stored.pk], world.n_words)


def first_sums(pair: Pair, n_words: int) -> PairSums:
    """What the pair brings to agreement, by a recount of the opinions that are asked of every pair."""
    first = range(1, pair.policy.wanted + 1)
    filled = [place.opinion for place in pair.at("filled") if place.ordinal in first]
    return pair_sums([opinion for opinion in filled if opinion is not None], n_words)


def sound(stored: BatchPair, pair: Pair, n_words: int) -> None:
    """One pair: sums by a recount, and a state that follows from the opinions."""
    m, s = votes(pair.opinions, n_words)
    assert (STATES[PairState(stored.state)], stored.round) == (pair.state, pair.round)
    assert (stored.n_counted, stored.m, stored.s) == (len(pair.opinions), list(m), list(s))
    assert {name: getattr(stored, f"sum_{name}") for name in PairSums._fields} == first_sums(pair, n_words)._asdict()
    people = Counter(place.who for place in pair.places if place.who is not None)
    assert set(people.values()) <= {1}
    assert len({place.ordinal for place in pair.at(*LIVE)}) == len(pair.at(*LIVE)) <= 5
    decision = decide(pair.opinions, n_words, pair.policy)
    if pair.state == "open":
        assert isinstance(decision, AskMore)
        assert pair.at("open", "leased")
    elif pair.state == "settled":
        assert (stored.settled_how, stored.outcome, tuple(stored.struck)) == (pair.how, pair.outcome, pair.struck)
        assert pair.how != "consensus" or decision == Settled(PairOutcome(stored.outcome), tuple(stored.struck))
    assert not (pair.state != "open" and pair.at("open"))


def take_over_claim(world: World, who: int, now: datetime) -> int:
    """
    Bring the model up to what a claim gave; how many pairs are new.

    A claim may open what expired, give what is open and fitting, and renew what this person holds: nothing else.
    """
    stored, n_new = rows(), 0
    for key, pair in world.pairs.items():
        for place, after in zip(pair.places, stored.get(key, []), strict=True):
            if place.has_expired(now) and after not in {row(place), renewed(place, who, now)}:
                pair.take_back(place)
            if place.state == "open" and after[0] == "leased":
                assert after[1] == who
                assert world.may_take(who, pair, now)
                place.state, place.who, place.ends = "leased", who, now + LEASE
                pair.met.add(who)
                n_new += 1
            if after == renewed(place, who, now):
                place.ends = now + LEASE
            assert row(place) == after
    return n_new


def renewed(place: Place, who: int, now: datetime) -> Row | None:
    mine = place.state == "leased" and place.who == who
    return ("leased", who, place.ordinal, now + LEASE) if mine else None

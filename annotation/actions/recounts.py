"""Does what was published still follow from the judgments?"""

from collections.abc import Iterator
from dataclasses import dataclass

from annotation.actions import publishing
from annotation.choices import PairState, SettledHow, SlotState
from annotation.models import Adjudication, BatchPair, Slot
from annotation.rules.consensus import Opinion, Policy, Settled, decide, votes
from annotation.rules.opinions import opinion
from annotation.rules.pair_sums import PairSums, sums_of
from dataset.actions import verdicts


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a recount finds otherwise than it stands."""

    pair: BatchPair
    what: str


def differences() -> Iterator[Difference]:
    """Recompute sums, decision and evidence of every published pair from its judgments; tell what differs."""
    published = BatchPair.objects.filter(state=PairState.SETTLED, published_at__isnull=False)
    for pair in published.select_related("batch__guideline", "guideline").order_by("pk").iterator(chunk_size=500):
        for what in of_pair(pair):
            yield Difference(pair, what)


def of_pair(pair: BatchPair) -> Iterator[str]:
    judgments = publishing.counted(pair)
    opinions = [opinion(vars(judgment)) for judgment in judgments]
    if (list(pair.m), list(pair.s)) != tuple(map(list, votes(opinions, pair.n_words))):
        yield "the votes do not follow from the judgments"
    policy = Policy(pair.wanted, pair.at_most, pair.batch.split_to_desk)
    locked = frozenset(int(word) for word in pair.locked)
    if agreement_sums(pair) != sums_of(first_opinions(pair), pair.n_words, pair.locked):
        yield "the sums of agreement do not follow from the judgments"
    decision = decide(opinions, pair.n_words, policy, locked)
    if pair.settled_how == SettledHow.CONSENSUS and decision != Settled(pair.outcome, tuple(pair.struck)):  # type: ignore[arg-type]  # the same text
        yield "the strikes do not follow from the opinions"
    if pair.settled_how == SettledHow.DESK and not follows_desk(pair):
        yield "the strikes do not follow from the desk's decision"
    if verdicts.same(publishing.agreed(pair)) is None:
        yield "no verdict was published from these judgments"


def agreement_sums(pair: BatchPair) -> PairSums:
    return PairSums(*(getattr(pair, f"sum_{name}") for name in PairSums._fields))


def first_opinions(pair: BatchPair) -> list[Opinion]:
    """Those that are asked of every pair."""
    slots = Slot.objects.filter(pair=pair, state=SlotState.FILLED, ordinal__lte=pair.wanted)
    return [opinion(vars(slot.judgment)) for slot in slots.select_related("judgment")]


def follows_desk(pair: BatchPair) -> bool:
    newest = Adjudication.objects.filter(pair=pair).order_by("-number").first()
    if newest is None or newest.outcome != pair.outcome:
        return False
    return set(newest.asked) & set(pair.struck) == set(newest.struck)

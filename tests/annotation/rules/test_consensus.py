from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.rules import consensus
from annotation.rules.consensus import AskMore, Decision, EvidenceRow, Opinion, Policy, Settled, ToDesk
from annotation.rules.outcomes import DeskReason, PairOutcome

MAJORITY = Policy(wanted=2, at_most=3, split_to_desk=False)
DESK = Policy(wanted=2, at_most=3, split_to_desk=True)
WIDE = Policy(wanted=2, at_most=5, split_to_desk=False)
ONE = Policy(wanted=1, at_most=3, split_to_desk=False)

N_WORDS = 3
J, U, M, R = PairOutcome.JUDGED, PairOutcome.UNJUDGEABLE, PairOutcome.MISMATCH, PairOutcome.REJECT


def judged(*struck: int, unsure: tuple[int, ...] = (), asked: tuple[int, ...] | None = None) -> Opinion:
    return Opinion(J, frozenset(struck), frozenset(unsure), None if asked is None else frozenset(asked))


def whole(*outcomes: PairOutcome) -> list[Opinion]:
    return [Opinion(outcome) for outcome in outcomes]


def settled(*struck: int) -> Settled:
    return Settled(J, struck)


TABLE: list[tuple[str, Policy, list[Opinion], Decision]] = [
    ("nobody yet: all wanted", MAJORITY, [], AskMore(2)),
    ("one of two: the other", MAJORITY, [judged(1)], AskMore(1)),
    ("0 of 2 keep", MAJORITY, [judged(), judged()], settled()),
    ("2 of 2 strike", MAJORITY, [judged(1), judged(1)], settled(1)),
    ("1 of 2 asks a third", MAJORITY, [judged(1), judged()], AskMore(1)),
    ("2 of 3 strike", MAJORITY, [judged(1), judged(), judged(1)], settled(1)),
    ("1 of 3 keep", MAJORITY, [judged(1), judged(), judged()], settled()),
    ("a third who differs elsewhere is outvoted", MAJORITY, [judged(1), judged(), judged(1, 2)], settled(1)),
    ("1 of 2 asks a third, desk or not", DESK, [judged(1), judged()], AskMore(1)),
    (
        "split words go to the desk if the batch says so",
        DESK,
        [judged(0, 1), judged(0), judged(0, 1)],
        ToDesk(DeskReason.SPLIT, (1,), (0,)),
    ),
    (
        "no fourth opinion when the desk decides anyway",
        Policy(wanted=2, at_most=5, split_to_desk=True),
        [judged(0, 1), judged(0), judged(0, 1)],
        ToDesk(DeskReason.SPLIT, (1,), (0,)),
    ),
    ("a third of one mind settles, desk or not", DESK, [judged(1), judged(1), judged(1)], settled(1)),
    (
        "an even count left by unsure",
        MAJORITY,
        [judged(0, 1), judged(0), judged(0, unsure=(1,))],
        ToDesk(DeskReason.EVEN, (1,), (0,)),
    ),
    ("an even count below the maximum asks on", WIDE, [judged(1), judged(), judged(unsure=(1,))], AskMore(1)),
    (
        "an even count of four at the maximum",
        Policy(wanted=2, at_most=4, split_to_desk=False),
        [judged(1), judged(1), judged(), judged()],
        ToDesk(DeskReason.EVEN, (1,), ()),
    ),
    (
        "two who differ where two are the maximum",
        Policy(wanted=2, at_most=2, split_to_desk=False),
        [judged(0, 1), judged(0)],
        ToDesk(DeskReason.EVEN, (1,), (0,)),
    ),
    ("one unsure of two asks a third", MAJORITY, [judged(1), judged(unsure=(1,))], AskMore(1)),
    ("the third replaces the unsure one", MAJORITY, [judged(1), judged(unsure=(1,)), judged(1)], settled(1)),
    (
        "too many unsure at the maximum",
        MAJORITY,
        [judged(1), judged(unsure=(1,)), judged(unsure=(1,))],
        ToDesk(DeskReason.UNSURE, (1,), ()),
    ),
    (
        "all unsure at the maximum",
        MAJORITY,
        [judged(unsure=(2,)), judged(unsure=(2,)), judged(unsure=(2,))],
        ToDesk(DeskReason.UNSURE, (2,), ()),
    ),
    (
        "a word that too few were asked, at the maximum",
        MAJORITY,
        [judged(0), judged(0, asked=(0, 1)), judged(0, asked=(0, 1))],
        ToDesk(DeskReason.MAXIMUM, (2,), (0,)),
    ),
    (
        "a third asked the contested word alone",
        MAJORITY,
        [judged(0, 1), judged(0), judged(1, asked=(1,))],
        settled(0, 1),
    ),
    ("two unjudgeable", MAJORITY, whole(U, U), Settled(U, ())),
    ("two mismatches", MAJORITY, whole(M, M), Settled(M, ())),
    ("two rejects", MAJORITY, whole(R, R), Settled(R, ())),
    ("one mismatch is not yet two", MAJORITY, whole(M), AskMore(1)),
    ("two unlike outcomes", MAJORITY, whole(M, U), ToDesk(DeskReason.UNLIKE_OUTCOMES, (0, 1, 2), ())),
    ("judged against a mismatch asks a third", MAJORITY, [judged(1), *whole(M)], AskMore(1)),
    ("a third mismatch settles", MAJORITY, [judged(1), *whole(M, M)], Settled(M, ())),
    ("a third who judged: the words of those two", MAJORITY, [judged(1), *whole(M), judged(1)], settled(1)),
    (
        "those two differ on a word at the maximum",
        MAJORITY,
        [judged(0, 1), *whole(M), judged(0)],
        ToDesk(DeskReason.EVEN, (1,), (0,)),
    ),
    ("those two differ on a word below the maximum", WIDE, [judged(1), *whole(M), judged()], AskMore(1)),
    (
        "judged, mismatch, unjudgeable",
        MAJORITY,
        [judged(1), *whole(M, U)],
        ToDesk(DeskReason.UNLIKE_OUTCOMES, (0, 1, 2), ()),
    ),
    (
        "judged against a mismatch where two are the maximum",
        Policy(wanted=2, at_most=2, split_to_desk=False),
        [judged(1), *whole(M)],
        ToDesk(DeskReason.UNLIKE_OUTCOMES, (0, 1, 2), ()),
    ),
    (
        "an even clash",
        WIDE,
        [judged(1), judged(1), *whole(M, M)],
        ToDesk(DeskReason.UNLIKE_OUTCOMES, (), (1,)),
    ),
    (
        "two mismatches against three who judged",
        WIDE,
        [judged(1), judged(1), judged(1), *whole(M, M)],
        ToDesk(DeskReason.UNLIKE_OUTCOMES, (), (1,)),
    ),
    ("two mismatches lead over one of each other kind", WIDE, [judged(1), *whole(M, U, M)], Settled(M, ())),
    (
        "two pairs of unlike outcomes",
        WIDE,
        whole(M, U, M, U),
        ToDesk(DeskReason.UNLIKE_OUTCOMES, (0, 1, 2), ()),
    ),
    ("one wanted: one suffices", ONE, [judged(1)], settled(1)),
    ("one wanted: one mismatch suffices", ONE, whole(M), Settled(M, ())),
    ("one wanted: an unsure word asks another", ONE, [judged(1, unsure=(2,))], AskMore(1)),
    ("one wanted: the other decides that word", ONE, [judged(1, unsure=(2,)), judged(1, 2)], settled(1, 2)),
    ("one wanted: judged against a mismatch asks a third", ONE, [judged(1), *whole(M)], AskMore(1)),
    (
        "one wanted of one at most, unsure",
        Policy(wanted=1, at_most=1, split_to_desk=False),
        [judged(1, unsure=(2,))],
        ToDesk(DeskReason.UNSURE, (2,), (1,)),
    ),
    (
        "three wanted: two mismatches cannot be overturned",
        Policy(3, 3, split_to_desk=False),
        whole(M, M),
        Settled(M, ()),
    ),
    ("five wanted: two mismatches can be", Policy(5, 5, split_to_desk=False), whole(M, M), AskMore(3)),
    (
        "three wanted: two who agree still lack one",
        Policy(3, 3, split_to_desk=False),
        [judged(1), judged(1)],
        AskMore(1),
    ),
]


@pytest.mark.parametrize(("policy", "opinions", "decision"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_table_of_decisions(policy: Policy, opinions: list[Opinion], decision: Decision) -> None:
    assert {consensus.decide(order, N_WORDS, policy) for order in permutations(opinions)} == {decision}


def test_a_locked_word_never_keeps_a_pair_open() -> None:
    opinions = [judged(0, unsure=(2,)), judged(0, unsure=(2,))]

    assert consensus.decide(opinions, N_WORDS, MAJORITY, locked={2}) == settled(0)


def test_a_pair_without_words_settles_by_its_outcomes() -> None:
    assert consensus.decide([judged(), judged()], 0, MAJORITY) == settled()


@pytest.mark.parametrize(("wanted", "at_most"), [(0, 3), (4, 3)])
def test_a_policy_that_cannot_be_met_is_refused(wanted: int, at_most: int) -> None:
    with pytest.raises(ValueError, match="must lie between"):
        Policy(wanted, at_most, split_to_desk=False)


def test_votes_count_those_who_were_asked_and_sure() -> None:
    opinions = [judged(0, 1), judged(0, unsure=(1,)), judged(2, asked=(2,)), Opinion(M)]

    assert consensus.votes(opinions, N_WORDS) == ((2, 1, 3), (2, 1, 1))


def test_a_strike_on_a_word_that_was_unsure_or_not_asked_is_no_vote() -> None:
    opinions = [judged(0, 1, unsure=(0,), asked=(0, 2))]

    assert consensus.votes(opinions, N_WORDS) == ((0, 0, 1), (0, 0, 0))


def test_the_present_majority_keeps_a_tied_word() -> None:
    opinions = [judged(0, 1), judged(0, 2), Opinion(M), judged(0, 1, unsure=(2,))]

    assert consensus.present_majority(opinions, N_WORDS) == (0, 1)


def test_the_hash_of_evidence_does_not_know_the_order() -> None:
    first = EvidenceRow("a", "judged", [2, 1], [], None)
    second = EvidenceRow("b", "judged", {1}, (0,), [1, 0])

    assert consensus.evidence_hash([first, second]) == consensus.evidence_hash(
        [EvidenceRow("b", J, [1], [0], {0, 1}), EvidenceRow("a", J, (1, 2), frozenset(), None)]
    )


def test_the_hash_of_evidence_is_the_digest_of_its_canonical_json() -> None:
    assert consensus.evidence_hash([EvidenceRow("a", "judged", [2, 1], [], None)]) == (
        "7b6d280a527efab945264d3f0f08dee331f6ed8bf44670cc2a711f5fe12c06e9"
    )


@pytest.mark.parametrize(
    "other",
    [
        EvidenceRow("b", "judged", [1], [], None),
        EvidenceRow("a", "reject", [1], [], None),
        EvidenceRow("a", "judged", [2], [], None),
        EvidenceRow("a", "judged", [1], [1], None),
        EvidenceRow("a", "judged", [1], [], []),
    ],
)
def test_the_hash_of_evidence_knows_every_field(other: EvidenceRow) -> None:
    assert consensus.evidence_hash([other]) != consensus.evidence_hash([EvidenceRow("a", "judged", [1], [], None)])


word_sets = st.frozensets(st.integers(0, N_WORDS - 1))
opinions_of_words = st.builds(Opinion, st.just(J), word_sets, word_sets, st.none() | word_sets)
any_opinions = opinions_of_words | st.builds(Opinion, st.sampled_from([U, M, R]))
policies = st.tuples(st.integers(1, 5), st.integers(1, 5), st.booleans()).map(
    lambda row: Policy(min(row[:2]), max(row[:2]), split_to_desk=row[2])
)


@given(st.lists(any_opinions, max_size=6), policies, st.randoms(use_true_random=False))
def test_order_never_matters(opinions: list[Opinion], policy: Policy, random: Random) -> None:
    shuffled = list(opinions)
    random.shuffle(shuffled)

    assert consensus.decide(opinions, N_WORDS, policy) == consensus.decide(shuffled, N_WORDS, policy)


@given(st.lists(any_opinions, max_size=6), policies)
def test_it_never_asks_beyond_the_maximum(opinions: list[Opinion], policy: Policy) -> None:
    decision = consensus.decide(opinions, N_WORDS, policy)

    if isinstance(decision, AskMore):
        assert 1 <= decision.n <= policy.at_most - len(opinions)


@given(st.lists(any_opinions, max_size=6), policies)
def test_a_desk_word_is_never_an_agreed_strike(opinions: list[Opinion], policy: Policy) -> None:
    decision = consensus.decide(opinions, N_WORDS, policy)

    if isinstance(decision, ToDesk):
        assert not set(decision.words) & set(decision.struck)
        assert decision.words or decision.reason is DeskReason.UNLIKE_OUTCOMES


@given(st.lists(opinions_of_words, max_size=6), policies)
def test_settled_words_are_the_present_majority(opinions: list[Opinion], policy: Policy) -> None:
    decision = consensus.decide(opinions, N_WORDS, policy)

    if isinstance(decision, Settled):
        assert decision == Settled(J, consensus.present_majority(opinions, N_WORDS))

from hypothesis import given
from hypothesis import strategies as st

from annotation.rules.agreement import histogram, sums
from annotation.rules.consensus import Opinion, votes
from annotation.rules.outcomes import PairOutcome
from annotation.rules.pair_sums import PairSums, in_full, pair_sums

N_WORDS = 6
J, U = PairOutcome.JUDGED, PairOutcome.UNJUDGEABLE
words = st.frozensets(st.integers(0, N_WORDS - 1))
opinions = st.lists(
    st.builds(Opinion, st.sampled_from([J, J, J, U]), struck=words, unsure=words, asked=st.none() | words), max_size=5
)


def judged(*struck: int, unsure: tuple[int, ...] = ()) -> Opinion:
    return Opinion(J, frozenset(struck), frozenset(unsure))


def test_two_opinions_bring_these_sums():
    found = pair_sums([judged(0, 1), judged(1, unsure=(4,))], N_WORDS, locked={5})

    assert found == PairSums(
        judgments=2,
        judged=5,  # all but the locked one
        share=30 + 60,
        paired=4,  # nor the one of which somebody was unsure
        opinions=8,
        strikes=3,
        struck_agreed=2,
        struck_possible=3,
        kept_possible=5,
        differing=60,
        disagreement=60,
    )


def test_three_opinions_weigh_a_word_by_its_pairs_of_opinions():
    found = pair_sums([judged(0), judged(0, 1), judged(0)], 2)

    assert found == PairSums(
        judgments=3,
        judged=2,
        share=60 + 20,
        paired=2,
        opinions=6,
        strikes=4,
        struck_agreed=6,
        struck_possible=8,
        kept_possible=4,
        differing=40,
        disagreement=60,
    )


def test_what_is_said_of_the_whole_pair_is_no_judgment_of_words():
    assert pair_sums([Opinion(U), judged(0)], 1) == PairSums(judgments=1, judged=1, share=60)
    assert pair_sums([Opinion(U), Opinion(U)], 1) == PairSums()
    assert pair_sums([], 0) == PairSums()


@given(opinions, words)
def test_what_is_kept_stands_for_the_sums_in_full(opinions, locked):
    m, s = votes(opinions, N_WORDS)

    assert in_full(pair_sums(opinions, N_WORDS, locked)) == sums(histogram(m, s, locked))


@given(st.lists(opinions, max_size=4))
def test_what_is_kept_of_pairs_adds_up_to_what_is_kept_of_all_their_words(pairs):
    kept = [pair_sums(opinions, N_WORDS) for opinions in pairs]
    columns = [sum(column) for column in zip(PairSums(), *kept, strict=True)]
    words = sum((histogram(*votes(opinions, N_WORDS)) for opinions in pairs), histogram([], []))

    assert in_full(PairSums(*columns)) == sums(words)

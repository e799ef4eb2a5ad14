"""What a pair keeps of its words for the figures of agreement, as whole numbers that a database can add up."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from annotation.rules.agreement import KEPT, STRUCK, Sums, Unit, histogram, sums
from annotation.rules.consensus import Opinion, votes
from annotation.rules.outcomes import PairOutcome
from annotation.rules.views import AS_A_WHOLE

# With at most five opinions every part of a sum is a whole number of sixtieths.
SIXTIETHS = 60
AT_MOST_OPINIONS = 5


class PairSums(NamedTuple):
    """
    Sums over the words that could be struck; m is the opinions on a word, s the strikes among them.

    `share`, `differing` and `disagreement` are in sixtieths: Σ s/m, Σ 2s(m−s)/(m(m−1)) and Σ s(m−s)/(m−1).
    """

    judgments: int = 0  # that judged words at all
    judged: int = 0  # words with m ≥ 1
    share: int = 0
    paired: int = 0  # words with m ≥ 2; all that follows is over them
    opinions: int = 0  # Σ m
    strikes: int = 0  # Σ s
    struck_agreed: int = 0  # Σ s(s−1)
    struck_possible: int = 0  # Σ s(m−1)
    kept_possible: int = 0  # Σ (m−s)(m−1)
    differing: int = 0
    disagreement: int = 0


def pair_sums(opinions: Sequence[Opinion], n_words: int, locked: Collection[int] = ()) -> PairSums:
    """The sums of a pair with these opinions: at most five."""
    words = histogram(*votes(opinions, n_words), locked)
    judgments = sum(opinion.outcome is PairOutcome.JUDGED for opinion in opinions)
    columns = zip(*([n * value for value in OF_A_WORD[word]] for word, n in words.items()), strict=True)
    return PairSums(judgments, *map(sum, columns)) if words else PairSums(judgments)


def outcome_sums(opinions: Sequence[Opinion]) -> PairSums:
    """The sums of a pair that is accepted or rejected: it is what is judged, and whoever does not accept rejects."""
    rejected = sum(opinion.outcome is not PairOutcome.JUDGED for opinion in opinions)
    return PairSums(len(opinions), *OF_A_WORD[len(opinions) - rejected, rejected])


def sums_of(opinions: Sequence[Opinion], n_words: int, locked: Mapping[str, int]) -> PairSums:
    """Of its words, or of the pair as a whole where no word is asked (`locked`: word → the ruling that locks it)."""
    if AS_A_WHOLE in locked.values():
        return outcome_sums(opinions)
    return pair_sums(opinions, n_words, {int(word) for word in locked})


def in_full(kept: PairSums) -> Sums:
    """The sums that these stand for, of one pair or of many."""
    share = Fraction(kept.share, SIXTIETHS)
    kept_agreed = kept.kept_possible - kept.struck_possible + kept.struck_agreed
    return Sums(
        judged=kept.judged,
        shares=(kept.judged - share, share),
        paired=kept.paired,
        chosen=(kept.opinions - kept.strikes, kept.strikes),
        agreed=(kept_agreed, kept.struck_agreed),
        possible=(kept.kept_possible, kept.struck_possible),
        differing=Fraction(kept.differing, SIXTIETHS),
        disagreement=Fraction(kept.disagreement, SIXTIETHS),
    )


def _in_sixtieths(full: Sums) -> tuple[int, ...]:
    """What is kept of these sums, after the number of judgments."""
    return (
        full.judged,
        int(SIXTIETHS * full.shares[STRUCK]),
        full.paired,
        sum(full.chosen),
        full.chosen[STRUCK],
        full.agreed[STRUCK],
        full.possible[STRUCK],
        full.possible[KEPT],
        int(SIXTIETHS * full.differing),
        int(SIXTIETHS * full.disagreement),
    )


# By (kept, struck). Looked up, since sums are taken with every answer.
OF_A_WORD: dict[Unit, tuple[int, ...]] = {
    (m - s, s): _in_sixtieths(sums({(m - s, s): 1})) for m in range(AT_MOST_OPINIONS + 1) for s in range(m + 1)
}

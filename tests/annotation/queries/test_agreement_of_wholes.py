"""Agreement where pairs are accepted or rejected: each pair is one unit."""

from fractions import Fraction

import pytest

from annotation.actions import judgments, recounts
from annotation.models import Batch
from annotation.queries import agreement, agreement_breakdowns, annotator_figures
from annotation.rules.views import AS_A_WHOLE
from tests.factories import NOW, BatchFactory, BatchPairFactory, MeetingFactory, MemberFactory, answer_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch() -> Batch:
    """Of four pairs two opinions each: accepted by both, rejected by both, and twice one of each."""
    made: Batch = BatchFactory(as_a_whole=True)
    people = [MemberFactory(batch=made).annotator for _ in range(2)]
    for outcomes in (("judged", "judged"), ("reject", "reject"), ("judged", "reject"), ("mismatch", "judged")):
        pair = BatchPairFactory(batch=made, locked={str(word): AS_A_WHOLE for word in range(6)})
        for who, outcome in zip(people, outcomes, strict=True):
            MeetingFactory(pair=pair, annotator=who)
            judgments.submit(annotator=who, answer=answer_to(pair, outcome=outcome), now=NOW)
    return made


@pytest.mark.parametrize("further", [False, True])
def test_a_pair_is_one_unit_kept_with_it_or_counted_anew(batch: Batch, *, further: bool) -> None:
    found = agreement.of_batch(batch, further=further)

    assert (found.n_pairs, found.n_words, found.n_judgments) == (4, 4, 8)
    assert (found.strike_rate, found.struck, found.kept) == (Fraction(1, 2), Fraction(1, 2), Fraction(1, 2))
    assert (found.alpha, found.raw) == (Fraction(1, 8), Fraction(1, 2))


def test_people_reject_and_pairs_differ_but_no_word_does(batch: Batch) -> None:
    people = agreement_breakdowns.by_annotator(batch)

    assert [(row.n_judgments, row.n_struck, row.n_words) for row in people] == [(4, 2, 4), (4, 2, 4)]
    assert agreement_breakdowns.contested_words(batch) == []
    assert len(agreement_breakdowns.contested_pairs(batch)) == 2
    assert annotator_figures.agreed(people[0].annotator, began=NOW).batches == []


def test_a_recount_finds_the_sums_as_they_are(batch: Batch) -> None:
    for pair in batch.pairs.all():
        assert "the sums of agreement do not follow from the judgments" not in [*recounts.of_pair(pair)]

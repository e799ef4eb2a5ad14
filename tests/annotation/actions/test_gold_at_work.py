"""Gold among the work: given like any pair, judged by its key, counted nowhere else."""

from typing import Any

import pytest

from annotation.actions import batches, claims, gold, judgments, preparation, publishing, set_asides, skips
from annotation.choices import PairState, Purpose, SkipReason, SlotState
from annotation.gateways import gold as statements
from annotation.models import Annotator, Batch, BatchPair, Gold, GoldAnswer, Meeting, Slot
from annotation.queries import agreement, annotator_figures, selections
from annotation.queries.set_asides import Meant
from annotation.rules.gold_draws import n_gold
from annotation.rules.leases import LEASE
from annotation.rules.selections import Selection
from dataset.models import Verdict
from tests.factories import (
    NOW,
    AnnotatorFactory,
    GoldFactory,
    ImageFactory,
    MeetingFactory,
    QualificationItemFactory,
    answer_to,
)

pytestmark = pytest.mark.django_db

N_WORK = 3


@pytest.fixture
def known() -> Gold:
    made: Gold = GoldFactory(struck=[1])
    return made


@pytest.fixture
def batch(known: Gold) -> Batch:
    ImageFactory.create_batch(N_WORK, prompt__text="a red pear and yellow bananas")
    made = batches.open_batch(
        name="pilot",
        selection=Selection(most=29),
        terms=batches.Terms(gold_share=20),
        annotators=AnnotatorFactory.create_batch(2),
        actor="mia",
        now=NOW,
    )
    preparation.prepare(batch=made)
    Batch.objects.update(gold_share=0)  # given by hand below
    made.refresh_from_db()
    return made


def give(batch: Batch, who: Annotator, n: int = 1) -> int:
    """Some work, and gold beside it."""
    claims.claim(annotator=who, wanted=2, now=NOW)
    place = {"batch_id": batch.pk, "reads": ["en"]}
    return statements.give(annotator_id=who.pk, place=place, n=n, now=NOW, ends=NOW + LEASE)


def gold_pair(batch: Batch) -> BatchPair:
    return BatchPair.objects.get(batch=batch, purpose=Purpose.GOLD)


def person(batch: Batch, n: int = 0) -> Annotator:
    return [member.annotator for member in batch.members.order_by("pk")][n]


def judged(batch: Batch, who: Annotator, *struck: int, outcome: str = "judged") -> judgments.Receipt:
    give(batch, who)
    answer = answer_to(gold_pair(batch), *struck, outcome=outcome)
    return judgments.submit(annotator=who, answer=answer, now=NOW)


def test_gold_lies_among_the_pairs_of_its_batch_with_the_words_of_its_key(batch: Batch, known: Gold):
    pair = gold_pair(batch)

    assert (pair.image_id, pair.tokenisation_id, pair.n_words) == (known.image_id, known.tokenisation_id, known.n_words)
    assert (pair.state, len(pair.m), len(pair.s)) == (PairState.GOLD, known.n_words, known.n_words)
    assert batch.n_pairs == BatchPair.objects.filter(batch=batch, purpose=Purpose.WORK).count() == N_WORK


def test_the_share_goes_with_what_is_claimed(batch: Batch):
    Batch.objects.filter(pk=batch.pk).update(gold_share=20)
    who = person(batch)
    place = {"seed": batch.seed, "id": batch.members.get(annotator=who).pk, "late_cursor": -1, "fresh_cursor": -1}

    work = claims.claim(annotator=who, wanted=N_WORK, now=NOW)

    n = n_gold(20, N_WORK, *place.values())
    assert sum(row["pair"] == gold_pair(batch).pk for row in work.pairs) <= n
    assert Slot.objects.filter(pair=gold_pair(batch)).count() == n


def test_it_is_given_once_in_the_form_of_any_pair(batch: Batch, known: Gold):
    who = person(batch)

    assert give(batch, who) == 1
    assert give(batch, who) == 0

    work = claims.claim(annotator=who, wanted=9, now=NOW)
    rows = {row["pair"]: row for row in work.pairs}
    given = rows[gold_pair(batch).pk]
    assert {frozenset(row) for row in rows.values()} == {frozenset(given)}
    assert given["tokens_hash"] == known.tokenisation.tokens_hash
    assert Meeting.objects.filter(pair=gold_pair(batch), annotator=who).count() == 1
    slot = Slot.objects.get(pair=gold_pair(batch))
    assert (slot.ordinal, slot.state, slot.lease_ends_at) == (0, SlotState.LEASED, NOW + LEASE)
    assert (slot.lane, slot.position) in {*Slot.objects.exclude(pk=slot.pk).values_list("lane", "position")}


def test_two_people_are_given_the_same_gold(batch: Batch):
    assert [give(batch, person(batch, n)) for n in (0, 1)] == [1, 1]


def met(batch: Batch, who: Annotator, known: Gold) -> None:
    MeetingFactory(annotator=who, pair__image=known.image, pair__slots__n=0)


def measured(batch: Batch, who: Annotator, known: Gold) -> None:
    QualificationItemFactory(qualification__annotator=who, gold=known)


def retired(batch: Batch, who: Annotator, known: Gold) -> None:
    gold.retire(image=known.image, reason="wrong", actor="mia", now=NOW)


def sensitive(batch: Batch, who: Annotator, known: Gold) -> None:
    type(known.image).objects.filter(pk=known.image_id).update(sensitivity="sensitive")


def unread(batch: Batch, who: Annotator, known: Gold) -> None:
    type(known.image.prompt).objects.filter(pk=known.image.prompt_id).update(language="ko")


@pytest.mark.parametrize("why_not", [met, measured, retired, sensitive, unread])
def test_gold_is_given_to_nobody_who_knows_it_or_may_not_be_asked(batch: Batch, known: Gold, why_not: Any):
    who = person(batch)
    why_not(batch, who, known)

    assert give(batch, who) == 0


def test_nobody_meets_as_gold_what_is_work_in_the_same_batch(batch: Batch, known: Gold):
    work = BatchPair.objects.filter(batch=batch, purpose=Purpose.WORK).first()
    assert work is not None
    BatchPair.objects.filter(pk=work.pk).update(image=known.image)

    assert give(batch, person(batch)) == 0


@pytest.mark.parametrize(
    ("struck", "outcome", "words"),
    [([1], "judged", (1, 0, 0)), ([2, 5], "judged", (0, 1, 2)), ([], "judged", (0, 1, 0)), ([], "mismatch", (0, 1, 0))],
)
def test_an_answer_is_compared_with_the_key_and_told_like_any(
    batch: Batch, struck: list[int], outcome: str, words: tuple[int, int, int]
):
    who = person(batch)

    receipt = judged(batch, who, *struck, outcome=outcome)

    found = GoldAnswer.objects.get()
    assert (found.n_hits, found.n_missed, found.n_over) == words
    assert (found.annotator, found.judgment.pair_id) == (who, gold_pair(batch).pk)
    assert (receipt.outcome, receipt.revision) == ("counted", 1)


def test_a_correction_counts_instead(batch: Batch):
    who = person(batch)
    judged(batch, who)

    receipt = judgments.submit(annotator=who, answer=answer_to(gold_pair(batch), 1), now=NOW)

    assert (receipt.outcome, receipt.revision) == ("counted", 2)
    assert [(row.n_hits, row.n_missed) for row in annotator_figures.at_work(who)] == [(1, 0)]
    assert GoldAnswer.objects.count() == 2


def test_gold_is_in_no_sum_no_verdict_and_no_selection(batch: Batch):
    judged(batch, person(batch), 1)
    judged(batch, person(batch, 1), 2)

    pair = gold_pair(batch)
    assert (pair.state, pair.n_counted, pair.sum_judgments, sum(pair.m)) == (PairState.GOLD, 0, 0, 0)
    assert agreement.of_batch(batch).n_judgments == 0
    assert publishing.publish_all(now=NOW) == 0
    assert not Verdict.objects.exists()
    assert pair.image_id in {image.pk for image in selections.picked(Selection(unjudged=True))}


def test_what_is_passed_on_or_given_back_is_not_asked_of_anybody_instead(batch: Batch):
    first, second = person(batch), person(batch, 1)
    give(batch, first)
    give(batch, second)

    skips.skip(annotator=first, pair_id=gold_pair(batch).pk, reason=SkipReason.IMAGE, now=NOW)
    claims.return_all(annotator=second, now=NOW)

    states = Slot.objects.filter(pair=gold_pair(batch)).order_by("pk").values_list("state", "ordinal")
    assert [*states] == [(SlotState.SKIPPED, None), (SlotState.CLOSED, None)]
    assert give(batch, second) == 0  # it was met


def test_setting_judgments_aside_leaves_gold_without_sums(batch: Batch):
    who = person(batch)
    judged(batch, who, 1)
    later = NOW.replace(year=NOW.year + 1)

    act = set_asides.begin(what=Meant(who, until=later), reason="asleep", actor="mia", now=later)
    set_asides.carry_on(now=later)
    set_asides.undo(act=act, reason="awake", actor="mia", now=later)
    set_asides.carry_on(now=later)

    assert (gold_pair(batch).n_counted, gold_pair(batch).state) == (0, PairState.GOLD)
    assert Slot.objects.get(pair=gold_pair(batch)).state == SlotState.SURPLUS


def test_without_gold_none_can_be_asked_for():
    ImageFactory()

    with pytest.raises(batches.NoGold):
        batches.open_batch(
            name="pilot",
            selection=Selection(),
            terms=batches.Terms(gold_share=5),
            annotators=AnnotatorFactory.create_batch(2),
            actor="mia",
            now=NOW,
        )


def test_what_is_gold_in_a_batch_is_no_work_in_it(known: Gold):
    other = ImageFactory(prompt__text="a dog")

    made = batches.open_batch(
        name="pilot",
        selection=Selection(),
        terms=batches.Terms(gold_share=5),
        annotators=AnnotatorFactory.create_batch(2),
        actor="mia",
        now=NOW,
    )

    pairs = BatchPair.objects.filter(batch=made).order_by("purpose").values_list("purpose", "image")
    assert [*pairs] == [(Purpose.WORK, other.pk), (Purpose.GOLD, known.image_id)]
    assert made.n_pairs == 1

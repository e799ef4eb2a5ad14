"""Opening batches and running them."""

from typing import Any

import pytest

from annotation.actions import batches, claims, preparation
from annotation.choices import BatchState, PairState, SlotState
from annotation.models import AuditEntry, Batch, BatchPair, Member, Slot
from annotation.rules.selections import Selection
from dataset.choices import MediaState
from tests.factories import (
    NOW,
    AnnotatorFactory,
    BatchFactory,
    BatchPairFactory,
    ImageFactory,
    MemberFactory,
    PromptFactory,
)

pytestmark = pytest.mark.django_db


def opened(name: str = "first", n_annotators: int = 2, **options: Any) -> Batch:
    selection = options.pop("selection", Selection())
    annotators = AnnotatorFactory.create_batch(n_annotators)
    return batches.open_batch(name=name, selection=selection, annotators=annotators, actor="ann", now=NOW, **options)


def images_of(batch: Batch) -> list[int]:
    return list(BatchPair.objects.filter(batch=batch).order_by("pk").values_list("image", flat=True))


def test_a_batch_freezes_its_pairs_and_waits_for_their_tokens():
    images = ImageFactory.create_batch(3)

    batch = opened()

    assert (batch.state, batch.n_pairs, batch.guideline.number) == (BatchState.OPENING, 3, 1)
    assert sorted(images_of(batch)) == sorted(image.pk for image in images)
    assert set(BatchPair.objects.values_list("state", flat=True)) == {PairState.PREPARING}


def test_preparing_brings_pairs_into_work_chunk_by_chunk():
    ImageFactory.create_batch(3)
    batch = opened()

    counts = [preparation.prepare(batch=batch, limit=2) for _ in range(3)]

    batch.refresh_from_db()
    assert (counts, batch.state) == ([2, 1, 0], BatchState.OPEN)
    slots = Slot.objects.order_by("pk").values_list("pair", "ordinal", "state", "position")
    first, second, third = BatchPair.objects.order_by("pk").values_list("pk", flat=True)
    assert list(slots) == [
        (pair, ordinal, SlotState.OPEN, pair) for pair in (first, second, third) for ordinal in (1, 2)
    ]


def test_a_batch_is_worked_on_from_its_first_chunk():
    ImageFactory.create_batch(3)
    batch = opened()
    preparation.prepare(batch=batch, limit=1)

    work = claims.claim(annotator=Member.objects.first().annotator, wanted=1, now=NOW)

    assert [row["pair"] for row in work.pairs] == [BatchPair.objects.order_by("pk")[0].pk]


def test_a_pair_pins_tokens_words_and_locks():
    ImageFactory(prompt=PromptFactory(text="a red fox, masterpiece --ar 3:2"))
    batch = opened()

    preparation.prepare(batch=batch)

    pair = BatchPair.objects.get()
    assert (pair.n_words, pair.locked, pair.m) == (4, {"3": 10}, [0, 0, 0, 0])


def test_one_prompt_on_two_images_is_tokenised_once():
    prompt = PromptFactory()
    ImageFactory.create_batch(2, prompt=prompt)
    batch = opened()

    preparation.prepare(batch=batch)

    assert BatchPair.objects.values("tokenisation").distinct().count() == 1


def test_the_same_seed_draws_the_same_sample_in_the_same_order():
    ImageFactory.create_batch(20)
    one = opened("one", selection=Selection(sample=5, seed=7))
    two = opened("two", selection=Selection(sample=5, seed=7, unjudged=False))
    other = opened("other", selection=Selection(sample=5, seed=8, unjudged=False))

    assert images_of(one) == images_of(two)
    assert images_of(one) != images_of(other)


def test_pairs_that_cannot_be_judged_or_are_judged_already_are_left_out():
    judged = BatchPairFactory().image
    ImageFactory(media_state=MediaState.WAITING, sha256=None)
    ImageFactory(withdrawn_at=NOW)
    ImageFactory(sensitivity="blocked")
    ImageFactory(prompt=PromptFactory(text="turn [SUBJECT] around", traits=["unfilled_template"]))
    fit = ImageFactory()

    batch = opened()

    assert images_of(batch) == [fit.pk]
    assert judged.pk not in images_of(batch)


def test_a_trait_may_be_asked_for():
    image = ImageFactory(prompt=PromptFactory(text="turn [SUBJECT] around", traits=["unfilled_template"]))

    batch = opened(selection=Selection(traits=("unfilled_template",)))

    assert images_of(batch) == [image.pk]


def test_source_and_language_narrow():
    ImageFactory(source="other")
    ImageFactory(prompt=PromptFactory(text="붉은 여우", language="ko"))
    fit = ImageFactory()

    batch = opened(selection=Selection(source="test", languages=("en",)))

    assert images_of(batch) == [fit.pk]


def test_a_name_is_taken_once():
    ImageFactory.create_batch(2)
    opened("first", selection=Selection(sample=1))

    with pytest.raises(batches.BatchNameTaken):
        opened("first")

    assert Batch.objects.count() == 1


def test_a_batch_without_pairs_is_refused_and_leaves_nothing():
    with pytest.raises(batches.NothingToJudge):
        opened()

    assert Batch.objects.count() == 0


def test_two_opinions_need_two_annotators():
    ImageFactory()

    with pytest.raises(batches.NotEnoughAnnotators):
        opened(n_annotators=1)


def test_a_paused_batch_gives_nothing_out_until_it_goes_on():
    member = MemberFactory()
    BatchPairFactory(batch=member.batch)
    batches.pause(batch=member.batch, actor="ann", now=NOW)
    paused = claims.claim(annotator=member.annotator, wanted=1, now=NOW)

    batches.resume(batch=member.batch, actor="ann", now=NOW)

    assert paused == claims.PAUSED
    assert claims.claim(annotator=member.annotator, wanted=1, now=NOW).state == "work"


def test_a_closed_batch_does_not_open_again():
    member = MemberFactory()
    batches.close(batch=member.batch, actor="ann", now=NOW)

    with pytest.raises(batches.BatchClosed):
        batches.resume(batch=member.batch, actor="ann", now=NOW)

    member.batch.refresh_from_db()
    assert (member.batch.state, member.batch.closed_at) == (BatchState.CLOSED, NOW)


def test_a_member_who_leaves_gives_back_what_they_hold():
    member = MemberFactory()
    pair = BatchPairFactory(batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=1, now=NOW)

    batches.remove_member(batch=member.batch, annotator=member.annotator, actor="ann", now=NOW)

    assert list(Slot.objects.filter(pair=pair).values_list("state", flat=True)) == [SlotState.OPEN, SlotState.OPEN]


def test_the_record_says_in_which_state_a_batch_was_and_is() -> None:
    batch = BatchFactory(state="open")

    for act in (batches.pause, batches.pause, batches.resume, batches.close):
        act(batch=batch, actor="mia", now=NOW)

    told = [(entry.act, entry.detail["before"], entry.detail["after"]) for entry in AuditEntry.objects.order_by("pk")]
    assert told == [
        ("pause_batch", "open", "paused"),
        ("pause_batch", "paused", "paused"),
        ("resume_batch", "paused", "opening"),
        ("close_batch", "opening", "closed"),
    ]

"""Qualifying: gold that nobody met, one answer to each picture, a retry, and what comes of it."""

import uuid
from typing import Any

import pytest

from annotation.actions import batches, claims, onboarding, qualifications
from annotation.choices import BatchState, MemberState
from annotation.models import Annotator, Onboarding, Qualification, QualificationAnswer
from annotation.queries import onboarding as places
from annotation.rules.onboarding import Step
from annotation.rules.qualifications import Given
from dataset.models import Prompt
from tests.factories import (
    NOW,
    AnnotatorFactory,
    BatchFactory,
    BatchPairFactory,
    GoldFactory,
    MeetingFactory,
    MemberFactory,
    OnboardingFactory,
)

pytestmark = pytest.mark.django_db

RED = (1,)


@pytest.fixture(autouse=True)
def _two_pictures_an_attempt(settings: Any) -> None:
    settings.QUALIFICATION_ITEMS = 2


@pytest.fixture
def learner() -> Annotator:
    """Somebody who learned all there is, with gold for two attempts."""
    GoldFactory.create_batch(4)
    found: Annotator = OnboardingFactory(learned=True).annotator
    return found


def take(annotator: Annotator, *struck: tuple[int, ...]) -> Qualification:
    """An attempt with these answers."""
    attempt = qualifications.start(annotator=annotator, now=NOW)
    for item, words in zip(attempt.items.order_by("position"), struck, strict=True):
        given = Given(item.pk, uuid.uuid4(), words)
        qualifications.submit(annotator=annotator, given=given, now=NOW)
    attempt.refresh_from_db()
    return attempt


def at(annotator: Annotator) -> Step:
    return places.place(Onboarding.objects.select_related("annotator").get(annotator=annotator))


def test_who_reaches_both_shares_has_qualified(learner: Annotator) -> None:
    attempt = take(learner, RED, RED)

    assert (attempt.passed, attempt.n_hits, attempt.n_missed, attempt.n_over) == (True, 2, 0, 0)
    assert at(learner) == Step.DONE
    assert Onboarding.objects.get(annotator=learner).qualified_how == "test"


def test_the_answer_is_compared_at_once_in_its_canonical_form(learner: Annotator) -> None:
    item = qualifications.start(annotator=learner, now=NOW).items.get(position=1)

    marked = qualifications.submit(annotator=learner, given=Given(item.pk, uuid.uuid4(), (0, 4)), now=NOW)

    assert (marked.comparison.hits, marked.comparison.missed, marked.comparison.over) == ((), (1,), (4,))
    kept = QualificationAnswer.objects.get(item=item)
    assert (kept.struck, kept.canonical, kept.n_hits, kept.n_missed, kept.n_over) == ([0, 4], [4], 0, 1, 1)


def test_who_fails_once_tries_again_on_other_pictures(learner: Annotator) -> None:
    first = take(learner, (), ())

    assert (first.passed, at(learner)) == (False, Step.QUALIFICATION)
    second = take(learner, RED, RED)
    pictures = {item.image_id for attempt in (first, second) for item in attempt.items.all()}
    assert (second.number, second.passed, len(pictures)) == (2, True, 4)


def test_who_fails_twice_waits_for_a_manager(learner: Annotator) -> None:
    take(learner, (), ())
    take(learner, (), ())

    assert at(learner) == Step.FAILED
    with pytest.raises(qualifications.NotAsked):
        qualifications.start(annotator=learner, now=NOW)


def test_a_manager_gives_another_attempt_on_gold_that_is_new_to_them(learner: Annotator) -> None:
    take(learner, (), ())
    take(learner, (), ())
    GoldFactory.create_batch(2)

    onboarding.give_another_attempt(annotator=learner, actor="ruth", now=NOW)

    assert at(learner) == Step.QUALIFICATION
    assert take(learner, RED, RED).number == 3
    with pytest.raises(onboarding.NotFailed):
        onboarding.give_another_attempt(annotator=learner, actor="ruth", now=NOW)


def test_without_fresh_gold_for_a_retry_a_manager_decides_at_once() -> None:
    GoldFactory.create_batch(3)
    learner = OnboardingFactory(learned=True).annotator

    take(learner, (), ())

    assert at(learner) == Step.FAILED


def test_an_attempt_goes_on_where_it_was_left(learner: Annotator) -> None:
    attempt = qualifications.start(annotator=learner, now=NOW)
    item = attempt.items.get(position=1)
    qualifications.submit(annotator=learner, given=Given(item.pk, uuid.uuid4(), RED), now=NOW)

    again = qualifications.start(annotator=learner, now=NOW)

    assert again == attempt
    left = places.attempt_json(again, lambda image, name: f"/{image}/{name}")
    assert (left["n_done"], left["item"]["item"]) == (1, attempt.items.get(position=2).pk)
    assert "struck" not in left["item"]


def test_the_same_answer_sent_again_is_told_the_same_and_another_is_refused(learner: Annotator) -> None:
    item = qualifications.start(annotator=learner, now=NOW).items.get(position=1)
    given = Given(item.pk, uuid.uuid4(), (3,))

    first = qualifications.submit(annotator=learner, given=given, now=NOW)
    again = qualifications.submit(annotator=learner, given=given, now=NOW)

    assert again.comparison == first.comparison
    for other in (Given(item.pk, given.uuid, RED), Given(item.pk, uuid.uuid4(), (3,))):
        with pytest.raises(qualifications.ItemAnswered):
            qualifications.submit(annotator=learner, given=other, now=NOW)
    assert QualificationAnswer.objects.count() == 1


def test_an_item_of_somebody_else_and_a_word_that_is_not_there_are_refused(learner: Annotator) -> None:
    item = qualifications.start(annotator=learner, now=NOW).items.get(position=1)

    with pytest.raises(qualifications.ItemUnknown):
        qualifications.submit(annotator=AnnotatorFactory(), given=Given(item.pk, uuid.uuid4()), now=NOW)
    with pytest.raises(qualifications.WordsUnknown):
        qualifications.submit(annotator=learner, given=Given(item.pk, uuid.uuid4(), (6,)), now=NOW)


def test_nobody_is_measured_by_a_picture_that_they_met_at_work(learner: Annotator) -> None:
    for gold in [GoldFactory() for _ in range(3)]:
        MeetingFactory(annotator=learner, pair=BatchPairFactory(image=gold.image))

    first, second = take(learner, (), ()), take(learner, RED, RED)

    assert {item.image_id for attempt in (first, second) for item in attempt.items.all()}.isdisjoint(
        learner.meetings.values_list("pair__image", flat=True)
    )


@pytest.mark.parametrize(("reads", "asked"), [(["ko"], False), (["en", "ko"], True)])
def test_gold_is_asked_in_languages_that_they_read(learner: Annotator, reads: list[str], *, asked: bool) -> None:
    Prompt.objects.update(language="en", described_at=NOW)
    learner.languages = reads

    assert places.is_asked(learner) is asked


def test_who_has_not_qualified_waits_and_passing_gives_them_work(learner: Annotator) -> None:
    batch = BatchFactory(requires_qualification=True, state=BatchState.OPEN)
    BatchPairFactory(batch=batch)
    member = batches.add_member(batch=batch, annotator=learner, actor="ruth", now=NOW)

    assert member.state == MemberState.WAITING
    assert claims.claim(annotator=learner, wanted=1, now=NOW).pairs == []
    take(learner, RED, RED)
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE
    assert len(claims.claim(annotator=learner, wanted=1, now=NOW).pairs) == 1


@pytest.mark.parametrize("requires", [True, False])
def test_without_gold_or_where_nothing_is_required_everybody_works(requires: bool) -> None:  # noqa: FBT001
    GoldFactory.create_batch(1 if requires else 4)
    batch = BatchFactory(requires_qualification=requires)

    member = batches.add_member(batch=batch, annotator=AnnotatorFactory(), actor="ruth", now=NOW)

    assert member.state == MemberState.ACTIVE


def test_who_is_let_in_works_wherever_they_waited(learner: Annotator) -> None:
    batch = BatchFactory(requires_qualification=True)
    batches.add_member(batch=batch, annotator=learner, actor="ruth", now=NOW)
    take(learner, (), ())
    take(learner, (), ())

    onboarding.let_in(annotator=learner, reason="knows the work", actor="ruth", now=NOW)

    assert (at(learner), batch.members.get().state) == (Step.DONE, MemberState.ACTIVE)
    assert Onboarding.objects.get(annotator=learner).qualified_how == "waived"
    later = BatchFactory(requires_qualification=True)
    assert batches.add_member(batch=later, annotator=learner, actor="r", now=NOW).state == MemberState.ACTIVE


def test_a_batch_waits_for_those_who_may_still_qualify() -> None:
    from annotation.actions import reachability  # noqa: PLC0415  beside what it is about

    batch = BatchFactory(wanted=1, at_most=1)
    pair = BatchPairFactory(batch=batch)
    met = MemberFactory(batch=batch).annotator
    claims.claim(annotator=met, wanted=1, now=NOW)
    pair.slots.filter(annotator=met).update(state=4, ordinal=None, lease_ends_at=None, skip_reason="expert")
    waiting = MemberFactory(batch=batch, state=MemberState.WAITING).annotator

    assert reachability.is_waited_for(batch)
    OnboardingFactory(annotator=waiting, failed_at=NOW)
    assert not reachability.is_waited_for(batch)

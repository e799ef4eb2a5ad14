"""Gold that goes while people are measured by it: attempts go on with other pictures, and nobody waits for nothing."""

import uuid
from typing import Any

import pytest

from annotation.actions import batches, onboarding, qualifications
from annotation.actions import gold as golds
from annotation.choices import MemberState
from annotation.models import Annotator, Onboarding
from annotation.queries import onboarding as places
from annotation.queries import qualifications as queries
from annotation.rules.onboarding import Step
from annotation.rules.qualifications import Given
from dataset.models import Image
from tests.factories import NOW, BatchFactory, GoldFactory, OnboardingFactory

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


def answer_both(annotator: Annotator) -> None:
    """Nothing struck on either picture."""
    attempt = qualifications.start(annotator=annotator, now=NOW)
    for item in attempt.items.order_by("position"):
        qualifications.submit(annotator=annotator, given=Given(item.pk, uuid.uuid4(), ()), now=NOW)


def at(annotator: Annotator) -> Step:
    return places.place(Onboarding.objects.select_related("annotator").get(annotator=annotator))


@pytest.mark.parametrize("now_is", [{"sensitivity": "sensitive"}, {"sensitivity": "blocked"}, {"withdrawn_at": NOW}])
def test_a_picture_that_may_not_be_shown_any_more_is_replaced_by_a_fresh_one(
    learner: Annotator, now_is: dict[str, Any]
) -> None:
    attempt = qualifications.start(annotator=learner, now=NOW)
    first, second = attempt.items.order_by("position")
    Image.objects.filter(pk=second.image_id).update(**now_is)

    qualifications.submit(annotator=learner, given=Given(first.pk, uuid.uuid4(), RED), now=NOW)

    third = queries.next_item(attempt)
    assert third is not None
    assert (third.position, third.image_id in {first.image_id, second.image_id}) == (3, False)
    shown = places.attempt_json(attempt, lambda image, rendition: f"{image}/{rendition}")
    assert (shown["n_done"], shown["item"]["item"]) == (1, third.pk)
    marked = qualifications.submit(annotator=learner, given=Given(third.pk, uuid.uuid4(), RED), now=NOW)
    assert (marked.attempt.passed, marked.attempt.n_hits) == (True, 2)


def test_an_attempt_whose_pictures_are_all_gone_goes_on_with_fresh_ones(learner: Annotator) -> None:
    attempt = qualifications.start(annotator=learner, now=NOW)
    Image.objects.filter(pk__in=attempt.items.values("image")).update(sensitivity="blocked")
    assert queries.next_item(attempt) is None

    again = qualifications.start(annotator=learner, now=NOW)

    found = queries.next_item(again)
    assert (again.pk, found and found.position) == (attempt.pk, 3)


def test_an_attempt_without_fresh_gold_ends_with_what_was_answered() -> None:
    GoldFactory.create_batch(2)
    learner = OnboardingFactory(learned=True).annotator
    attempt = qualifications.start(annotator=learner, now=NOW)
    first, second = attempt.items.order_by("position")
    Image.objects.filter(pk=second.image_id).update(sensitivity="sensitive")

    marked = qualifications.submit(annotator=learner, given=Given(first.pk, uuid.uuid4(), RED), now=NOW)

    assert (marked.attempt.passed, at(learner)) == (True, Step.DONE)


def test_nobody_passes_an_attempt_by_answering_nothing() -> None:
    GoldFactory.create_batch(2)
    learner = OnboardingFactory(learned=True).annotator
    attempt = qualifications.start(annotator=learner, now=NOW)
    Image.objects.filter(pk__in=attempt.items.values("image")).update(sensitivity="blocked")

    qualifications.start(annotator=learner, now=NOW)

    attempt.refresh_from_db()
    assert (attempt.finished_at, Onboarding.objects.get(annotator=learner).qualified_at) == (None, None)


def test_who_waits_for_a_test_whose_gold_is_gone_works_like_everybody_else() -> None:
    gold = GoldFactory.create_batch(2)
    learner = OnboardingFactory(learned=True).annotator
    batch = BatchFactory(requires_qualification=True)
    batches.add_member(batch=batch, annotator=learner, actor="ruth", now=NOW)
    member = learner.memberships.get()
    assert (member.state, at(learner)) == (MemberState.WAITING, Step.QUALIFICATION)

    golds.retire(image=gold[0].image, reason="wrong", actor="ruth", now=NOW)
    onboarding.begin(annotator=learner, now=NOW)

    member.refresh_from_db()
    assert (member.state, at(learner), places.keeps_from_work(learner)) == (MemberState.ACTIVE, Step.DONE, False)


def test_who_failed_waits_for_a_manager_also_when_the_gold_is_gone(learner: Annotator) -> None:
    batch = BatchFactory(requires_qualification=True)
    batches.add_member(batch=batch, annotator=learner, actor="ruth", now=NOW)
    answer_both(learner)
    answer_both(learner)

    onboarding.begin(annotator=learner, now=NOW)

    assert learner.memberships.get().state == MemberState.WAITING


def test_who_failed_is_told_whether_other_batches_are_open_to_them(learner: Annotator) -> None:
    asking, open_to_all = BatchFactory(requires_qualification=True), BatchFactory()
    batches.add_member(batch=asking, annotator=learner, actor="ruth", now=NOW)
    answer_both(learner)
    answer_both(learner)

    def has_work() -> bool:
        way = Onboarding.objects.select_related("annotator").get(annotator=learner)
        return bool(places.journey(way, lambda image, rendition: "")["has_work"])

    before = has_work()
    batches.add_member(batch=open_to_all, annotator=learner, actor="ruth", now=NOW)

    assert (before, has_work()) == (False, True)

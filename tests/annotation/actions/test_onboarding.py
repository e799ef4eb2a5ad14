"""Each step of the way is kept when it is done."""

import pytest

from annotation.actions import onboarding, people
from annotation.actions.people import NewPerson
from annotation.choices import Role
from annotation.models import Annotator, AuditEntry, Onboarding
from annotation.queries import onboarding as places
from annotation.rules.onboarding import N_EXAMPLES, N_KEYS, Step
from tests.factories import NOW, AnnotatorFactory, MemberFactory, OnboardingFactory

pytestmark = pytest.mark.django_db

WAY = ((Step.CONSENT, 0), (Step.RULE, 0), (Step.EXAMPLES, N_EXAMPLES), (Step.PRACTICE, N_KEYS))


def at(annotator: Annotator) -> Step:
    return places.place(Onboarding.objects.select_related("annotator").get(annotator=annotator))


def test_the_steps_are_done_in_their_order() -> None:
    annotator = OnboardingFactory().annotator

    seen = [at(annotator)]
    for done, n in WAY:
        onboarding.reach(annotator=annotator, done=done, n=n, now=NOW)
        seen.append(at(annotator))

    assert seen == [Step.CONSENT, Step.RULE, Step.EXAMPLES, Step.PRACTICE, Step.DONE]


@pytest.mark.parametrize("done", [Step.RULE, Step.EXAMPLES, Step.PRACTICE])
def test_no_step_is_jumped_over(done: Step) -> None:
    annotator = AnnotatorFactory()

    with pytest.raises(onboarding.NotYet):
        onboarding.reach(annotator=annotator, done=done, n=1, now=NOW)


def test_examples_and_keys_are_kept_one_by_one_and_never_undone() -> None:
    annotator = OnboardingFactory(consented_at=NOW, rule_read_at=NOW).annotator

    for n in (1, 4, 2):
        row = onboarding.reach(annotator=annotator, done=Step.EXAMPLES, n=n, now=NOW)

    assert row.n_examples == 4
    assert onboarding.reach(annotator=annotator, done=Step.EXAMPLES, n=99, now=NOW).n_examples == N_EXAMPLES


def test_a_new_account_begins_its_way_and_is_kept_from_work_until_it_is_done() -> None:
    person = NewPerson("mina", "Mina", "", ["en"])
    annotator = people.add_person(person=person, roles=[Role.ANNOTATOR], actor="ruth", now=NOW).annotator

    assert places.keeps_from_work(annotator)
    for done, n in WAY:
        onboarding.reach(annotator=annotator, done=done, n=n, now=NOW)
    assert not places.keeps_from_work(annotator)


def test_who_was_here_before_goes_on_working_unless_every_batch_waits_for_the_test() -> None:
    member = MemberFactory()
    assert not places.keeps_from_work(member.annotator)

    waiting = MemberFactory(annotator=member.annotator, state="waiting")
    assert not places.keeps_from_work(member.annotator)

    member.delete()
    assert places.keeps_from_work(waiting.annotator)


def test_the_way_may_be_skipped_and_the_record_says_so() -> None:
    annotator = AnnotatorFactory(user__username="visitor")

    onboarding.skip(annotator=annotator, actor="seed", now=NOW)

    assert (at(annotator), places.keeps_from_work(annotator)) == (Step.DONE, False)
    row = onboarding.reach(annotator=annotator, done=Step.RULE, n=0, now=NOW)
    assert (row.consented_at, row.rule_read_at, row.skipped_at) == (None, None, NOW)
    assert AuditEntry.objects.filter(act="skip_onboarding", subject="user visitor").count() == 1

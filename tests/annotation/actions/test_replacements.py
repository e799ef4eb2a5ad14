"""Replacing leavers by joiners: leases returned, memberships and groups moved, all or nothing."""

import pytest

from annotation.actions import claims, people, replacements
from annotation.actions.replacements import Exchange, NotAnExchange
from annotation.choices import BatchState, MemberState, SlotState
from annotation.models import Annotator, AuditEntry, Batch, GroupMember, Member, Slot, User
from tests.factories import (
    NOW,
    AnnotatorFactory,
    BatchFactory,
    BatchPairFactory,
    GoldFactory,
    GroupMemberFactory,
    ManagerFactory,
    MemberFactory,
    OnboardingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    found: User = ManagerFactory()
    return found


def replace(manager: User, *exchanges: tuple[Annotator, Annotator]) -> int:
    told = [Exchange(leaver, joiner) for leaver, joiner in exchanges]
    return replacements.replace(exchanges=told, reason="moved away", actor=manager, now=NOW)


def states(annotator: Annotator) -> dict[str, str]:
    return dict(Member.objects.filter(annotator=annotator).values_list("batch__name", "state"))


def test_two_leavers_are_replaced_in_one_act(manager: User) -> None:
    batch: Batch = BatchFactory(name="pilot")
    first, second = (MemberFactory(batch=batch).annotator for _ in range(2))
    group = GroupMemberFactory(annotator=first).group
    new, other = AnnotatorFactory.create_batch(2)
    BatchPairFactory(batch=batch)
    claims.claim(annotator=first, wanted=1, now=NOW)

    n = replace(manager, (first, new), (second, other))

    assert n == 2
    assert (states(first), states(new)) == ({"pilot": MemberState.REMOVED}, {"pilot": MemberState.ACTIVE})
    assert states(other) == {"pilot": MemberState.ACTIVE}
    assert not Slot.objects.filter(state=SlotState.LEASED).exists()
    assert [row.annotator for row in GroupMember.objects.filter(group=group)] == [new]
    first.refresh_from_db()
    assert (first.suspended_at, first.suspended_reason) == (NOW, "moved away")
    assert AuditEntry.objects.filter(act="replace_person").order_by("pk")[0].detail == {
        "reason": "moved away",
        "by": new.user.username,
        "batches": ["pilot"],
        "groups": [group.name],
    }


def test_what_was_given_back_is_given_to_the_joiner(manager: User) -> None:
    batch: Batch = BatchFactory()
    leaver = MemberFactory(batch=batch).annotator
    joiner = AnnotatorFactory()
    pair = BatchPairFactory(batch=batch)
    claims.claim(annotator=leaver, wanted=1, now=NOW)

    replace(manager, (leaver, joiner))

    claims.claim(annotator=joiner, wanted=1, now=NOW)
    assert Slot.objects.get(pair=pair, state=SlotState.LEASED).annotator == joiner


def test_a_joiner_who_has_not_qualified_waits_where_the_test_is_required(manager: User) -> None:
    GoldFactory.create_batch(30)
    batch: Batch = BatchFactory(name="strict", requires_qualification=True)
    leaver = MemberFactory(batch=batch).annotator
    joiner = OnboardingFactory().annotator

    replace(manager, (leaver, joiner))

    assert states(joiner) == {"strict": MemberState.WAITING}


def test_closed_batches_stay_as_they_were(manager: User) -> None:
    closed = MemberFactory(batch__state=BatchState.CLOSED, batch__closed_at=NOW)
    joiner = AnnotatorFactory()

    assert replace(manager, (closed.annotator, joiner)) == 0

    assert states(joiner) == {}


def test_a_suspended_leaver_keeps_the_earlier_reason(manager: User) -> None:
    leaver = MemberFactory().annotator
    people.suspend(user=leaver.user, reason="ill", lock=False, actor=manager, now=NOW)
    leaver.refresh_from_db()

    replace(manager, (leaver, AnnotatorFactory()))

    leaver.refresh_from_db()
    assert leaver.suspended_reason == "ill"


def test_nobody_stands_twice_and_a_suspended_person_joins_nothing(manager: User) -> None:
    ann, bea, cho = AnnotatorFactory.create_batch(3)
    people.suspend(user=cho.user, reason="ill", lock=False, actor=manager, now=NOW)

    for wrong in (((ann, ann),), ((ann, bea), (bea, cho)), ((ann, cho),), ()):
        with pytest.raises(NotAnExchange):
            replace(manager, *wrong)

    assert not Member.objects.exists()


def test_a_refusal_in_the_middle_changes_nothing(manager: User) -> None:
    [first] = [MemberFactory().annotator]
    of_manager = Annotator.objects.create(user=manager)

    with pytest.raises(people.OwnAccount):
        replace(manager, (first, AnnotatorFactory()), (of_manager, AnnotatorFactory()))

    first.refresh_from_db()
    assert (first.suspended_at, Member.objects.get().state) == (None, MemberState.ACTIVE)

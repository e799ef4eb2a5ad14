"""A whole group joins a batch, or leaves it."""

import pytest

from annotation.actions import memberships
from annotation.choices import MemberState, SlotState
from annotation.models import AuditEntry, Member
from tests.annotation.tables import Table
from tests.factories import NOW, AnnotatorFactory, GroupFactory, GroupMemberFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_everybody_of_a_group_who_may_work_joins_once():
    table, group = Table(n_members=1), GroupFactory(name="evening")
    inside, back = table.members[0].annotator, MemberFactory(batch=table.batch, state="removed").annotator
    new, away = AnnotatorFactory(), AnnotatorFactory(suspended_at=NOW, suspended_reason="away")
    for person in (inside, back, new, away):
        GroupMemberFactory(group=group, annotator=person)

    assert memberships.add_group(batch=table.batch, group=group, actor="mia", now=NOW) == 2

    active = Member.objects.filter(batch=table.batch, state=MemberState.ACTIVE)
    assert {*active.values_list("annotator", flat=True)} == {inside.pk, back.pk, new.pk}
    entry = AuditEntry.objects.get(act="add_group")
    assert entry.detail == {"group": "evening", "annotators": sorted([back.pk, new.pk])}


def test_everybody_of_a_group_leaves_and_what_they_hold_goes_back():
    table, group = Table(n_members=2), GroupFactory()
    stays, leaves = (member.annotator for member in table.members)
    GroupMemberFactory(group=group, annotator=leaves)
    GroupMemberFactory(group=group)
    table.claim(0)
    table.claim(1)

    assert memberships.remove_group(batch=table.batch, group=group, actor="mia", now=NOW) == 1

    states = dict(Member.objects.filter(batch=table.batch).values_list("annotator", "state"))
    assert states == {stays.pk: MemberState.ACTIVE, leaves.pk: MemberState.REMOVED}
    assert sorted(state for _, state in table.slots()) == [SlotState.LEASED.name, SlotState.OPEN.name]

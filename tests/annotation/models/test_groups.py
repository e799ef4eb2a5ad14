"""What the database refuses of groups."""

import pytest

from tests.factories import GroupFactory, GroupMemberFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_nobody_is_in_a_group_twice() -> None:
    row = GroupMemberFactory()

    with refused_by("groupmember_once"):
        GroupMemberFactory(group=row.group, annotator=row.annotator)


def test_a_group_has_its_name_alone() -> None:
    GroupFactory(name="evening")

    with refused_by("annotation_group_name_key"):
        GroupFactory(name="evening")

"""Many invitations in one act; groups and zones that come with them."""

from datetime import timedelta

import pytest

from annotation.actions import groups, invitations, links
from annotation.actions.groups import GroupTaken
from annotation.actions.invitations import RowsRefused
from annotation.actions.links import IssuedLink, LinkExpired
from annotation.actions.people import NewPerson
from annotation.choices import LinkKind
from annotation.models import AccessLink, AuditEntry, Group, GroupMember
from annotation.rules.invitations import Row
from tests.factories import NOW, AnnotatorFactory, GroupFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
MINA = Row(1, "Mina", "annotator", ("ko",), "Asia/Seoul", ("evening", "north"))
ADA = Row(2, "Ada", "adjudicator")


def invite(*rows: Row) -> list[IssuedLink]:
    return invitations.invite_all(rows=rows, actor="ruth", now=NOW, lasts=WEEK)


def test_everybody_of_a_table_gets_a_link_with_their_place() -> None:
    mina, ada = invite(MINA, ADA)

    assert (mina.row.role, mina.row.languages, mina.row.zone) == ("annotator", ["ko"], "Asia/Seoul")
    assert (ada.row.role, ada.row.groups) == ("adjudicator", [])
    assert AuditEntry.objects.filter(act="invite_person").count() == 2


def test_a_refused_row_lets_nobody_be_invited() -> None:
    with pytest.raises(RowsRefused):
        invite(MINA, Row(2, "", "annotator", refused="no name"))

    assert AccessLink.objects.count() == 0


def test_a_table_that_is_sent_twice_invites_nobody_twice() -> None:
    [first, _] = invite(MINA, ADA)
    [again, _] = invite(MINA, ADA)

    with pytest.raises(LinkExpired):
        links.find(kind=LinkKind.INVITE, token=first.token, now=NOW)
    assert links.find(kind=LinkKind.INVITE, token=again.token, now=NOW).name == "Mina"
    assert AccessLink.objects.filter(expires_at__gt=NOW).count() == 2


def test_who_joins_has_the_zone_and_the_groups_of_the_invitation() -> None:
    GroupFactory(name="north")
    [issued] = invite(MINA)

    user = links.join(token=issued.token, person=NewPerson("mina", "Mina", "a horse reads slowly"), now=NOW)

    assert user.annotator.zone == ""  # as it was made; the row has it
    user.annotator.refresh_from_db()
    assert user.annotator.zone == "Asia/Seoul"
    assert sorted(user.annotator.groups.values_list("group__name", flat=True)) == ["evening", "north"]
    assert Group.objects.get(name="evening").actor == "ruth"


def test_a_group_holds_who_is_chosen_and_nobody_else() -> None:
    group = groups.make(name="evening", actor="ruth", now=NOW)
    ann, bea, cho = AnnotatorFactory.create_batch(3)
    groups.change_members(group=group, annotators=[ann, bea], actor="ruth", now=NOW)

    groups.change_members(group=group, annotators=[bea, cho], actor="ruth", now=NOW)

    assert {row.annotator for row in GroupMember.objects.all()} == {bea, cho}
    assert AuditEntry.objects.filter(act="change_group").order_by("-pk")[0].detail == {
        "before": [ann.user.username, bea.user.username],
        "after": [bea.user.username, cho.user.username],
    }


def test_no_two_groups_have_one_name() -> None:
    groups.make(name="evening", actor="ruth", now=NOW)

    with pytest.raises(GroupTaken):
        groups.make(name="evening", actor="ruth", now=NOW)

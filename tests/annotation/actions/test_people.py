"""Accounts, roles and suspensions, each with its entry in the record."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from annotation.actions import people
from annotation.actions.people import LastManager, NewPerson, OwnAccount
from annotation.choices import Role, SlotState
from annotation.models import Annotator, AuditEntry, User
from tests.factories import AnnotatorFactory, SlotFactory

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def manager(username: str = "ruth") -> User:
    return User.objects.create_user(username=username, roles=[Role.MANAGER])


def entries() -> list[tuple[str, str, str, dict[str, object]]]:
    return [*AuditEntry.objects.order_by("pk").values_list("actor", "act", "subject", "detail")]


def test_an_annotator_joins_with_the_languages_they_read() -> None:
    person = NewPerson("Mina", "Mina Park", "a horse reads slowly", languages=["ko", "en"])

    user = people.add_person(person=person, roles=[Role.ANNOTATOR], actor="ruth", now=NOW)

    assert (user.username, user.first_name, user.roles) == ("mina", "Mina Park", ["annotator"])
    assert user.check_password("a horse reads slowly")
    assert user.annotator.languages == ["en", "ko"]
    assert entries() == [("ruth", "add_person", "user mina", {"roles": ["annotator"]})]


def test_a_manager_is_no_annotator() -> None:
    people.add_person(person=NewPerson("ruth", "Ruth", "x"), roles=[Role.MANAGER], actor="manage", now=NOW)

    assert Annotator.objects.count() == 0


def test_usernames_differ_by_more_than_case() -> None:
    manager("mina")

    with pytest.raises(IntegrityError):
        people.add_person(person=NewPerson("MINA", "Mina", "x"), roles=[], actor="ruth", now=NOW)


def test_roles_change_and_the_record_says_from_what_to_what() -> None:
    ruth, mina = manager(), User.objects.create_user(username="mina", roles=[Role.AUDITOR])

    people.change_roles(user=mina, roles=[Role.MANAGER, Role.ANNOTATOR], actor=ruth, now=NOW)

    mina.refresh_from_db()
    assert mina.roles == ["annotator", "manager"]
    assert mina.annotator.languages == []
    detail = {"before": ["auditor"], "after": ["annotator", "manager"]}
    assert entries() == [("ruth", "change_roles", "user mina", detail)]


def test_the_last_manager_stays_one() -> None:
    ruth = manager()

    with pytest.raises(LastManager):
        people.change_roles(user=ruth, roles=[], actor=ruth, now=NOW)

    ruth.refresh_from_db()
    assert ruth.roles == ["manager"]
    assert entries() == []


def test_a_suspended_manager_does_not_count_as_one() -> None:
    ruth, tom = manager(), manager("tom")
    people.suspend(user=tom, reason="on leave", lock=True, actor=ruth, now=NOW)

    with pytest.raises(LastManager):
        people.change_roles(user=ruth, roles=[Role.AUDITOR], actor=ruth, now=NOW)


def test_a_suspended_annotator_gets_no_work_but_can_still_send_what_is_on_its_way() -> None:
    ruth, mina = manager(), User.objects.create_user(username="mina", roles=[Role.ANNOTATOR])
    annotator = Annotator.objects.create(user=mina)

    people.suspend(user=mina, reason="asked to pause", lock=False, actor=ruth, now=NOW)

    annotator.refresh_from_db()
    mina.refresh_from_db()
    assert (mina.is_active, annotator.suspended_at, annotator.suspended_reason) == (True, NOW, "asked to pause")
    assert Annotator.objects.working().count() == 0


def test_what_a_suspended_annotator_holds_goes_back_to_the_queue() -> None:
    slot = SlotFactory(state=SlotState.LEASED, annotator=AnnotatorFactory(), lease_ends_at=NOW)

    people.suspend(user=slot.annotator.user, reason="asked to pause", lock=False, actor=manager(), now=NOW)

    slot.refresh_from_db()
    assert (slot.state, slot.annotator) == (SlotState.OPEN, None)


def test_a_locked_account_is_opened_again() -> None:
    ruth, mina = manager(), User.objects.create_user(username="mina", roles=[Role.ANNOTATOR])
    annotator = Annotator.objects.create(user=mina)
    people.suspend(user=mina, reason="stolen telephone", lock=True, actor=ruth, now=NOW)
    assert not User.objects.get(pk=mina.pk).is_active

    people.unsuspend(user=mina, actor=ruth, now=NOW)

    assert User.objects.get(pk=mina.pk).is_active
    assert Annotator.objects.working().get() == annotator
    assert entries() == [
        ("ruth", "suspend_person", "user mina", {"reason": "stolen telephone", "locked": True}),
        ("ruth", "unsuspend_person", "user mina", {"before": {"reason": "stolen telephone", "locked": True}}),
    ]


def test_nobody_suspends_themselves() -> None:
    ruth = manager()
    manager("tom")

    with pytest.raises(OwnAccount):
        people.suspend(user=ruth, reason="tired", lock=False, actor=ruth, now=NOW)


def test_languages_change_with_a_record() -> None:
    ruth, mina = manager(), User.objects.create_user(username="mina", roles=[Role.ANNOTATOR])
    annotator = Annotator.objects.create(user=mina, languages=["en"])

    people.change_languages(annotator=annotator, languages=["zh", "en", "zh"], actor=ruth, now=NOW)

    annotator.refresh_from_db()
    assert annotator.languages == ["en", "zh"]
    assert entries() == [("ruth", "change_languages", "user mina", {"before": ["en"], "after": ["en", "zh"]})]

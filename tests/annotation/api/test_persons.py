"""A program invites people, changes what they may do, and lets some take the places of others."""

from typing import Any

import pytest

from annotation.choices import MemberState, Role, Scope
from annotation.models import AccessLink, Annotator, AuditEntry, Group, Member, User
from tests.annotation.api.programs import Program
from tests.annotation.tables import Table
from tests.factories import AnnotatorFactory, BatchFactory, MemberFactory, OnboardingFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return Program(Scope.READ_PEOPLE, Scope.WRITE_PEOPLE)


def acts() -> list[str]:
    return [*AuditEntry.objects.exclude(act="use_token").order_by("pk").values_list("act", flat=True)]


def test_people_are_invited_all_or_none_and_sent_again_get_new_links(program: Program) -> None:
    mina = {"name": "Mina", "languages": ["ko"], "zone": "Asia/Seoul", "groups": ["evening"]}

    issued = [program.post("invitations", people=[mina, {"name": "Otto", "role": "auditor"}]) for _ in range(2)]
    refused = program.post("invitations", people=[{"name": "Zoe"}, {"name": "zoe"}, {"name": "=x()"}])
    listed = program.get("invitations")["invitations"]
    cancelled = [program.post(f"invitations/{listed[0]['id']}")["invitations"] for _ in range(2)]

    first, again = (row["invitations"][0] for row in issued)
    assert first["address"].startswith("http://testserver/join/")
    assert first["address"] != again["address"]
    link = AccessLink.objects.get(pk=again["id"])
    assert (link.languages, link.zone, link.groups) == (["ko"], "Asia/Seoul", ["evening"])
    assert refused["message"] == {
        "people": ["2: the same name as row 1", "3: a name that a spreadsheet would take for a formula"]
    }
    assert sorted(row["name"] for row in listed) == ["Mina", "Otto"]
    assert [len(row) for row in cancelled] == [1, 1]
    assert not AccessLink.objects.filter(name__iexact="zoe").exists()


def test_a_person_is_changed_as_on_their_page(program: Program) -> None:
    AnnotatorFactory(user__username="mina", languages=["en"])
    said: list[dict[str, Any]] = [
        {"act": "change_languages", "languages": ["ko", "en"]},
        {"act": "change_zone", "zone": "Asia/Seoul"},
        {"act": "suspend", "reason": "away"},
        {"act": "unsuspend"},
        {"act": "change_roles", "roles": ["annotator", "adjudicator"]},
    ]

    found = [program.post("people/mina", **one) for one in said]

    assert (found[0]["languages"], found[1]["zone"]) == (["en", "ko"], "Asia/Seoul")
    assert (found[2]["suspended_at"] is None, found[3]["suspended_at"]) == (False, None)
    assert (found[4]["roles"], program.get("people/mina")["roles"]) == (["adjudicator", "annotator"],) * 2
    assert acts() == ["change_languages", "change_zone", "suspend_person", "unsuspend_person", "change_roles"]


@pytest.mark.parametrize(
    ("said", "status", "field"),
    [
        ({"act": "suspend"}, 422, "reason"),
        ({"act": "change_zone", "zone": "Moon/Base"}, 422, "zone"),
        ({"act": "change_languages", "languages": ["klingon"]}, 422, "languages"),
        ({"act": "change_roles"}, 422, "roles"),
        ({"act": "let_in"}, 422, "reason"),
        ({"act": "promote"}, 422, "act"),
        ({"act": "give_another_attempt"}, 409, ""),
    ],
)
def test_what_cannot_be_is_refused(program: Program, said: dict[str, Any], status: int, field: str) -> None:
    OnboardingFactory(annotator__user__username="mina")

    answer = program.post("people/mina", **said)

    assert answer["status"] == status
    assert not field or [*answer["message"]] == [field]
    assert acts() == []


def test_managers_shut_nobody_out_for_good_and_open_no_payroll(program: Program) -> None:
    UserFactory(username="pay", roles=[Role.PAYROLL])

    own = program.post("people/ruth", act="suspend", reason="tired")
    last = program.post("people/ruth", act="change_roles", roles=["auditor"])
    payroll = program.post("people/ruth", act="change_roles", roles=["manager", "payroll"])
    invited = program.post("invitations", people=[{"name": "Eve", "role": "payroll"}])
    absent = program.post("people/nobody", act="unsuspend")
    roles = program.post("people/pay", act="change_zone", zone="Asia/Seoul")

    assert [(row["status"], row["code"]) for row in (own, last, payroll, invited)] == [
        (409, "own_account"),
        (409, "last_manager"),
        (403, "payroll_apart"),
        (403, "payroll_apart"),
    ]
    assert [row["status"] for row in (absent, roles)] == [404, 404]
    assert User.objects.get(username="ruth").roles == ["manager"]


def test_a_group_is_made_and_holds_who_is_named(program: Program) -> None:
    for name in ("mina", "zoe"):
        AnnotatorFactory(user__username=name)

    made = [program.post("groups", name="evening") for _ in range(2)]
    filled = program.post("groups/evening", members=["zoe", "mina"])
    fewer = program.post("groups/evening", members=["zoe"])
    unknown = program.post("groups/evening", members=["zoe", "nobody"])

    assert (made[0]["groups"], made[1]["status"], made[1]["code"]) == (
        [{"name": "evening", "members": []}],
        409,
        "group_taken",
    )
    assert [row["groups"][0]["members"] for row in (filled, fewer)] == [["mina", "zoe"], ["zoe"]]
    assert (unknown["status"], unknown["message"]) == (422, ["No annotator is named nobody."])
    assert Group.objects.get().members.count() == 1


def test_somebody_takes_the_place_of_another_once(program: Program) -> None:
    table = Table(n_members=1)
    leaver, joiner = table.members[0].annotator, AnnotatorFactory(user__username="zoe")
    said = {"exchanges": [{"leaver": leaver.user.username, "joiner": "zoe"}], "reason": "moved away"}

    done = program.post("replacements", **said)
    same = program.post("replacements", exchanges=[{"leaver": "zoe", "joiner": "zoe"}], reason="none")
    unknown = program.post("replacements", exchanges=[{"leaver": "zoe", "joiner": "nobody"}], reason="none")

    assert (done["status"], done["n_memberships"]) == (200, 1)
    assert (same["status"], same["code"], unknown["status"]) == (409, "not_an_exchange", 422)
    assert Annotator.objects.get(pk=leaver.pk).suspended_reason == "moved away"
    assert Member.objects.get(annotator=joiner).state == MemberState.ACTIVE


@pytest.mark.parametrize("address", ["people/mina", "groups", "groups/evening", "replacements", "invitations"])
def test_a_token_that_only_reads_changes_nothing(address: str) -> None:
    MemberFactory(annotator__user__username="mina", batch=BatchFactory())

    answer = Program(Scope.READ_PEOPLE).post(address)

    assert (answer["status"], answer["code"]) == (403, "permission_denied")
    assert not AuditEntry.objects.exists()

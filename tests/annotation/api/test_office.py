"""The API of the office by token: what opens, what does not, and what is kept of it."""

import json
from collections.abc import Callable

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from annotation.actions import people, tokens
from annotation.choices import BatchState, Role, Scope
from annotation.models import AuditEntry, User
from tests.annotation.api.programs import Program
from tests.factories import (
    ActiveIntervalFactory,
    BatchFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
KEY = "7f3c6f1e-8c53-4f39-9d2a-3f5d0c1f1c11"


def acts() -> list[tuple[str, str, str]]:
    return [*AuditEntry.objects.order_by("pk").values_list("actor", "act", "subject")]


def test_a_token_tells_whose_it_is_and_what_it_opens() -> None:
    program = Program(Scope.READ_FIGURES, Scope.READ_RECORD)

    found = program.get("token")

    assert (found["person"], found["token"]) == ("ruth", "nightly")
    assert found["scopes"] == ["read:figures", "read:record"]
    assert found["expires_at"][:10] == program.row.expires_at.isoformat()[:10]


def test_a_token_opens_its_scopes_alone() -> None:
    program = Program(Scope.READ_BATCHES)
    BatchFactory(name="pilot")

    found = {name: program.status(name) for name in ("batches", "figures", "people", "record", "tables", "exports")}
    refused = program.post("batches/pilot", act="close")

    assert found == {"batches": 200, "figures": 403, "people": 403, "record": 403, "tables": 403, "exports": 403}
    assert (refused["status"], refused["message"]) == (
        403,
        "This is not yours to do, or your token was not made for it.",
    )
    assert acts() == []


def test_hours_are_opened_alone_to_payroll() -> None:
    program = Program(Scope.READ_HOURS, role=Role.PAYROLL)
    ActiveIntervalFactory()

    assert [program.status(f"tables/{name}.json") for name in ("hours", "judgments", "record")] == [200, 403, 403]
    assert len(json.loads(program.client.get("/api/v1/tables/hours.json").getvalue())) == 1


@pytest.mark.parametrize(
    "end",
    [
        lambda program: people.suspend(
            user=program.owner, reason="away", lock=True, actor=UserFactory(roles=["manager"]), now=timezone.now()
        ),
        lambda program: tokens.revoke(token=program.row, actor="otto", now=timezone.now()),
    ],
    ids=["suspended", "revoked"],
)
def test_from_the_next_call_on_a_dead_token_opens_nothing(end: Callable[[Program], None]) -> None:
    program = Program(Scope.READ_BATCHES)
    before = program.status("batches")
    end(program)

    after = program.get("batches")

    assert (before, after["status"], after["code"]) == (200, 401, "token_dead")


def test_a_role_that_is_taken_away_takes_its_scopes_from_the_token() -> None:
    program = Program(Scope.READ_BATCHES, Scope.WRITE_BATCHES)
    BatchFactory(name="pilot")
    User.objects.filter(pk=program.owner.pk).update(roles=["auditor"])

    assert program.status("batches") == 200
    assert program.post("batches/pilot", act="pause")["status"] == 403


@pytest.mark.parametrize("header", ["Bearer", "Bearer none", "Basic cnV0aDpydXRo"])
def test_nothing_that_is_no_token_opens_anything(header: str) -> None:
    answer = Client(headers={"Authorization": header}).get("/api/v1/batches")

    assert answer.status_code == 401


def test_annotators_work_is_not_done_by_token() -> None:
    program = Program(*Scope)

    assert program.post("claims", want=1)["code"] == "sign_in"
    assert program.post("desk/claims", n=1)["code"] == "sign_in"


def test_each_change_is_in_the_record_with_the_token_that_made_it() -> None:
    program = Program(Scope.READ_BATCHES, Scope.WRITE_BATCHES)
    BatchFactory(name="pilot", state=BatchState.OPEN)

    paused = program.post("batches/pilot", act="pause")
    program.post("batches/pilot", act="melt")

    assert (paused["name"], paused["state"]) == ("pilot", "paused")
    token = f"token {program.row.pk}"
    assert acts() == [
        ("ruth", "use_token", token),
        ("ruth", "pause_batch", "batch pilot"),
        ("ruth", "use_token", token),
    ]
    assert AuditEntry.objects.earliest("pk").detail == {"call": "POST /api/v1/batches/pilot"}


@pytest.mark.usefixtures("_fresh_cache")
def test_too_many_calls_in_a_minute_wait(settings: Settings) -> None:
    settings.API_READS_A_MINUTE, settings.API_WRITES_A_MINUTE = 2, 1
    program = Program(Scope.READ_BATCHES, Scope.WRITE_BATCHES)
    BatchFactory(name="pilot", state=BatchState.OPEN)

    statuses = [program.status("batches") for _ in range(3)]
    last = program.client.get("/api/v1/batches")
    changed = [program.post("batches/pilot", act=act)["status"] for act in ("pause", "resume")]

    assert statuses == [200, 200, 429]
    assert (last.json()["code"], 1 <= int(last["Retry-After"]) <= 60) == ("too_many", True)
    assert changed == [200, 429]


def test_a_session_of_the_browser_opens_the_same_and_needs_its_csrf_token(signed_in: Callable[[User], Client]) -> None:
    browser = signed_in(UserFactory(roles=["manager"]))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies

    read, changed = strict.get("/api/v1/batches"), strict.post("/api/v1/exports", {}, content_type="application/json")

    assert (read.status_code, changed.status_code, changed.json()["code"]) == (200, 403, "csrf_failed")

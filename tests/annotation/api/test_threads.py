"""Programs and the office read and answer threads; annotators contest and say more by the API."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test.client import Client
from django.utils import timezone

from annotation.choices import Role, Scope
from annotation.models import AuditEntry, Message, Notice, Ruling, Thread
from dataset.models import Image
from tests.annotation.actions.test_contests import failed
from tests.annotation.api.programs import Program, told
from tests.annotation.tables import APPLE, Table
from tests.conftest import SignIn
from tests.factories import (
    FlagFactory,
    MessageFactory,
    SensitivityChangeFactory,
    ThreadFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return Program(Scope.READ_QUESTIONS, Scope.WRITE_QUESTIONS, Scope.READ_RULINGS, Scope.WRITE_RULINGS)


def post(browser: Client, address: str, **said: Any) -> Any:
    return told(browser.post(f"/api/v1/{address}", json.dumps(said, default=str), content_type="application/json"))


def question() -> Thread:
    """Of one who judged a pair, about its apple."""
    table = Table(name="pilot")
    table.judge(0)
    asker = table.members[0].annotator.user
    made: Thread = ThreadFactory(pair=table.pair, word=APPLE, asked_by=asker)
    MessageFactory(thread=made, author=asker, text="Is a drawn apple one?")
    return made


def test_a_question_is_read_and_answered_once(program: Program) -> None:
    thread = question()
    said = {"uuid": str(uuid4()), "text": "Yes."}

    [waiting] = program.get("threads")["threads"]
    answered = [program.post(f"threads/{thread.pk}", **said) for _ in range(2)]
    other = program.post(f"threads/{thread.pk}", **said | {"text": "No."})
    undecidable = program.post(f"threads/{thread.pk}", uuid=str(uuid4()), text="No.", decision="upheld")
    [done] = program.get("threads", state="answered")["threads"]

    assert (waiting["text"], waiting["batch"], waiting["word"]) == ("Is a drawn apple one?", "pilot", APPLE)
    assert waiting["asked_by"] == thread.asked_by.username
    assert [[row["text"] for row in one["messages"]] for one in answered] == [["Is a drawn apple one?", "Yes."]] * 2
    assert [row["asks"] for row in answered[0]["messages"]] == [True, False]
    assert (other["status"], other["code"]) == (409, "uuid_reused")
    assert (undecidable["status"], undecidable["code"]) == (409, "not_contested")
    assert (program.get("threads")["threads"], done["uuid"]) == ([], str(thread.pk))
    assert Message.objects.count() == 2
    assert Notice.objects.get().user == thread.asked_by
    assert AuditEntry.objects.filter(act="answer_thread").count() == 1


def test_a_ruling_is_made_of_an_answer_once(program: Program) -> None:
    thread = question()

    made = [program.post(f"threads/{thread.pk}/ruling") for _ in range(2)]
    absent = program.post(f"threads/{uuid4()}/ruling")

    assert [(row["status"], row["version"], row["code"]) for row in made] == [(200, 2, "asked-apple")] * 2
    assert absent["status"] == 404
    assert Ruling.objects.filter(guideline__number=2, code="asked-apple").count() == 1


def test_a_contested_result_is_decided_with_its_answer(program: Program, signed_in: SignIn) -> None:
    wrong = failed()
    browser = signed_in(wrong.item.annotator.user)
    contest = {"uuid": uuid4(), "thing": "test", "result": wrong.pk, "text": "It is red."}

    begun = [post(browser, "contests", **contest) for _ in range(2)]
    again = post(browser, "contests", **contest | {"uuid": uuid4()})
    answer = {"uuid": str(uuid4()), "text": "So it is.", "decision": "withdrawn"}
    decided = [program.post(f"threads/{contest['uuid']}", **answer) for _ in range(2)]

    assert [row["uuid"] for row in begun] == [str(contest["uuid"])] * 2
    assert (again["status"], again["code"]) == (409, "contested_before")
    assert [(row["kind"], row["decision"]) for row in decided] == [("gold", "withdrawn")] * 2
    assert AuditEntry.objects.filter(act="decide_contest").count() == 1
    assert Thread.objects.get().decision == "withdrawn"
    wrong.item.qualification.refresh_from_db()
    assert wrong.item.qualification.passed


def test_what_was_decided_on_a_flag_is_contested_and_taken_back_by_who_manages_alone(signed_in: SignIn) -> None:
    flag = FlagFactory(reasons=["violence"])
    early = post(signed_in(flag.annotator.user), "contests", uuid=uuid4(), thing="flag", flag=flag.pk, text="Blood.")
    SensitivityChangeFactory(image=flag.pair.image, cause="hand", after="safe")
    contest = {"uuid": uuid4(), "thing": "flag", "flag": flag.pk, "text": "Blood."}
    begun = post(signed_in(flag.annotator.user), "contests", **contest)
    answer = {"text": "You are right.", "decision": "withdrawn"}

    by_adjudicator = post(
        signed_in(UserFactory(roles=[Role.ADJUDICATOR])), f"threads/{contest['uuid']}", uuid=uuid4(), **answer
    )
    by_manager = post(
        signed_in(UserFactory(roles=[Role.MANAGER])), f"threads/{contest['uuid']}", uuid=uuid4(), **answer
    )

    assert (early["status"], early["code"], begun["status"]) == (409, "not_decided", 200)
    assert (by_adjudicator["status"], by_manager["decision"]) == (403, "withdrawn")
    assert Image.objects.get(pk=flag.pair.image_id).sensitivity == "sensitive"


@pytest.mark.parametrize(
    ("said", "status", "field"),
    [
        ({"thing": "test"}, 422, "result"),
        ({"thing": "flag", "result": 1}, 422, "flag"),
        ({"thing": "pay", "result": 1}, 422, "thing"),
        ({"thing": "test", "result": 10**12}, 404, ""),
    ],
)
def test_what_cannot_be_contested_is_refused(signed_in: SignIn, said: dict[str, Any], status: int, field: str) -> None:
    browser = signed_in(Table().members[0].annotator.user)

    answer = post(browser, "contests", uuid=uuid4(), text="It is red.", **said)

    assert answer["status"] == status
    assert not field or [*answer["message"]] == [field]
    assert not Thread.objects.exists()


def test_who_asked_says_more_once_and_the_question_waits_again(signed_in: SignIn) -> None:
    thread = question()
    Thread.objects.update(answered_at=timezone.now())
    said = {"uuid": uuid4(), "text": "And a toy?"}
    browser = signed_in(thread.asked_by)

    replies = [post(browser, f"questions/{thread.pk}/replies", **said) for _ in range(2)]
    foreign = post(signed_in(Table().members[0].annotator.user), f"questions/{thread.pk}/replies", **said)

    assert [row["status"] for row in replies] == [200, 200]
    assert foreign["status"] == 404
    assert (Message.objects.count(), Thread.objects.get().answered_at) == (2, None)


def test_adjudicators_are_told_no_names_and_auditors_answer_nothing(signed_in: SignIn) -> None:
    thread = question()

    [asked] = told(signed_in(UserFactory(roles=[Role.ADJUDICATOR])).get("/api/v1/threads"))["threads"]
    auditor = signed_in(UserFactory(roles=[Role.AUDITOR]))
    answer = post(auditor, f"threads/{thread.pk}", uuid=uuid4(), text="Yes.")

    assert (asked["asked_by"], answer["status"]) == (None, 403)
    assert Message.objects.count() == 1

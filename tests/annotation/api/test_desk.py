"""The desk on the wire: cases without names, and decisions."""

import uuid
from typing import Any

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from annotation.actions import desk
from annotation.choices import Role, SampleKind
from annotation.models import Adjudication, BatchPair, SecondLook, User
from tests.annotation.actions.test_desk_claims import adjudicator, contested
from tests.annotation.api.test_judgments import post
from tests.annotation.tables import BANANAS, RED, Table
from tests.conftest import SignIn
from tests.factories import NOW, DeskSampleFactory, FlagFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(signed_in: SignIn, client: Client) -> User:
    user: User = UserFactory(username="ada", roles=[Role.ADJUDICATOR])
    signed_in(user)
    return user


def claim(client: Client, n: int = 5, **more: object) -> dict[str, Any]:
    answer = post(client, "desk/claims", {"n": n, **more})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def decision(pair: int, *struck: int, **more: object) -> dict[str, Any]:
    return {
        "uuid": str(uuid.uuid4()),
        "pair": pair,
        "outcome": "judged",
        "asked": [RED],
        "struck": list(struck),
        **more,
    }


@pytest.mark.usefixtures("ada")
def test_a_case_has_its_words_and_every_opinion_and_no_names(client: Client) -> None:
    table = Table(split_to_desk=True)
    table.judge(0, RED, BANANAS)
    table.judge(1, BANANAS)
    table.judge(2, RED, BANANAS)
    FlagFactory(pair=table.pair, reasons=["personal"], note="a phone number")
    BatchPair.objects.filter(pk=table.pair.pk).update(flagged=True)

    answer = post(client, "desk/claims", {"n": 5})

    [case] = answer.json()["cases"]
    assert (case["pair"], case["batch"], case["reason"]) == (table.pair.pk, table.batch.name, "split")
    assert (case["asked"], case["agreed"], case["preset"]) == ([RED], [BANANAS], [RED])
    assert [opinion["letter"] for opinion in case["opinions"]] == ["A", "B", "C"]
    assert sorted(opinion["struck"] for opinion in case["opinions"]) == [[RED, BANANAS], [RED, BANANAS], [BANANAS]]
    assert (case["flags"], case["notes"]) == ([{"reason": "personal", "n": 1}], ["a phone number"])
    assert "".join(token["before"] + token["text"] for token in case["tokens"]) + case["tail"] == case["prompt"]
    names = {member.annotator.user.username for member in table.members}
    keys = {str(member.annotator.rater_key) for member in table.members}
    assert [told for told in names | keys if told in answer.content.decode()] == []


@pytest.mark.usefixtures("ada")
def test_a_repeated_case_is_told_as_it_was_the_first_time(client: Client) -> None:
    table = contested(RED)
    [before] = claim(client)["cases"]
    made = desk.settle(pair=table.pair, adjudicator=adjudicator(), outcome="judged", struck=[RED], now=NOW)
    DeskSampleFactory(of=made)

    assert claim(client)["cases"] == [before]


@pytest.mark.usefixtures("ada")
def test_a_third_opinion_is_asked_all_words_that_can_be_struck_and_told_nobodys(client: Client) -> None:
    table = Table()
    table.judge(0)
    table.judge(1)
    BatchPair.objects.filter(pk=table.pair.pk).update(locked={"0": 10})
    DeskSampleFactory(pair=table.pair, of=None, kind=SampleKind.THIRD)

    [case] = claim(client)["cases"]

    assert (case["reason"], case["asked"], case["agreed"]) == ("", [1, 2, 3, 4, 5], [])
    assert (case["preset"], case["about_the_whole"], case["opinions"]) == ([], False, [])


@pytest.mark.usefixtures("ada")
def test_opinions_that_differ_about_the_whole_pair_ask_for_its_outcome_first(client: Client) -> None:
    table = Table()
    table.judge(0, outcome="unjudgeable")
    table.judge(1, outcome="mismatch")

    [case] = claim(client)["cases"]

    assert case["about_the_whole"]
    assert sorted(opinion["outcome"] for opinion in case["opinions"]) == ["mismatch", "unjudgeable"]


def test_a_decision_is_answered_with_what_it_became_and_the_next_case(ada: User, client: Client) -> None:
    first, second = contested(RED), contested(RED)
    claim(client, n=1)
    body = decision(first.pair.pk, RED, more={"n": 1}, note="plainly red")

    answer = post(client, "desk/decisions", body).json()

    assert (answer["pair"], answer["became"]) == (first.pair.pk, "decided")
    assert ([case["pair"] for case in answer["work"]["cases"]], answer["work"]["n_waiting"]) == ([second.pair.pk], 1)
    kept = Adjudication.objects.get()
    assert (kept.adjudicator, kept.note, str(kept.submission_uuid)) == (ada, "plainly red", body["uuid"])
    assert post(client, "desk/decisions", {**body, "more": None}).json() == {**answer, "work": None}


@pytest.mark.usefixtures("ada")
def test_marks_on_words_say_nothing_when_the_whole_pair_is_set_apart(client: Client) -> None:
    table = contested(RED)

    post(client, "desk/decisions", decision(table.pair.pk, RED, outcome="mismatch"))

    assert (table.now().outcome, Adjudication.objects.get().struck) == ("mismatch", [])


@pytest.mark.usefixtures("ada")
def test_who_is_late_is_told_so_and_kept(client: Client) -> None:
    table = contested(RED)
    desk.settle(pair=table.pair, adjudicator=adjudicator(), outcome="judged", struck=[], now=NOW)

    assert post(client, "desk/decisions", decision(table.pair.pk, RED)).json()["became"] == "late"
    assert SecondLook.objects.get().struck == [RED]


@pytest.mark.usefixtures("ada")
def test_the_share_that_is_repeated_is_a_setting(client: Client, settings: Settings) -> None:
    settings.DESK_REPEAT_SHARE = 1.0
    table = contested(RED)

    post(client, "desk/decisions", decision(table.pair.pk, RED))

    assert table.pair.desk_samples.get().kind == SampleKind.REPEAT


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"asked": [RED, BANANAS]}, 409, "case_changed"),
        ({"struck": [BANANAS]}, 422, "word_not_asked"),
        ({"pair": 10**9}, 404, "not_found"),
        ({"outcome": "maybe"}, 422, "malformed"),
        ({"more": {"n": 0, "batch": "none"}}, 404, "not_found"),
    ],
)
def test_what_cannot_be_a_decision_is_refused(client: Client, body: dict[str, Any], status: int, code: str) -> None:
    table = contested(RED)

    answer = post(client, "desk/decisions", decision(table.pair.pk) | body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("n", [1, 3])
def test_a_claim_takes_ten_statements_however_many_cases_come(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for _ in range(n):
        contested(RED)

    with django_assert_num_queries(10):
        assert len(claim(client)["cases"]) == n


@pytest.mark.usefixtures("ada")
def test_the_page_asks_for_the_order_and_the_batch_of_its_address(client: Client) -> None:
    table = contested(RED)

    config = client.get("/desk/disputes/", {"batch": table.batch.name, "order": "age"}).context["config"]

    assert (config["batch"], config["order"], config["choices"]["exposure"]) == (table.batch.name, "age", "blur")
    assert config["urls"]["leave"] == f"/desk/?batch={table.batch.name}"
    assert config["strings"]["desk.title"] == "Disputes"
    assert client.get("/desk/disputes/", {"batch": "none"}).status_code == 404

"""The list of clean prompts to be read, and who read what."""

import uuid
from datetime import timedelta

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import PairState, ProofDecision, Role
from annotation.models import ProofReading, User
from dataset.models import Verdict
from tests.annotation.actions.test_proofs import changed
from tests.annotation.pages.conftest import Somebody
from tests.annotation.tables import RED, Table
from tests.conftest import SignIn
from tests.factories import NOW, ProofReadingFactory

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def said(table: Table, decision: str, reason: str = "") -> dict[str, str]:
    verdict = Verdict.objects.get(image=table.pair.image_id)
    return {"uuid": str(uuid.uuid4()), "verdict": str(verdict.pk), "decision": decision, "reason": reason}


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_three_queries_however_much_is_to_be_read(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    tables = [changed(RED) for _ in range(n)]

    with django_assert_num_queries(3):  # pairs, their verdicts, how many
        page = by_manager.get("/proof-reading/")

    assert [shown.result.pair for shown, _ in page.context["rows"]] == [table.pair for table in tables]
    assert page.context["rows"][0][0].result.clean_text == "an apple and yellow bananas"
    assert "an apple and yellow bananas" in page.content.decode()


def test_the_list_goes_on_after_its_last_pair(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.pages.proofs.PAGE", 1)
    first, second = changed(RED), changed(RED)

    page = by_manager.get("/proof-reading/")
    more = by_manager.get("/proof-reading/", {"after": page.context["next"]})

    assert [shown.result.pair for shown, _ in page.context["rows"]] == [first.pair]
    assert [shown.result.pair for shown, _ in more.context["rows"]] == [second.pair]
    assert (more.context["next"], by_manager.get(f"/proof-reading/?batch={second.batch.name}").context["n_due"]) == (
        None,
        1,
    )


def test_a_form_keeps_and_leads_back_to_the_list(by_manager: Client, manager: User) -> None:
    table = changed(RED)

    answer = by_manager.post(f"/proof-reading/{table.pair.pk}/?batch={table.batch.name}", said(table, "kept", "fine"))

    assert answer["Location"] == f"/proof-reading/?batch={table.batch.name}"
    kept = ProofReading.objects.get()
    assert (kept.reader, kept.decision, kept.reason) == (manager, ProofDecision.KEPT, "")


def test_a_script_is_told_what_came_of_it(signed_in: SignIn, somebody: Somebody) -> None:
    table = changed(RED)
    address = f"/proof-reading/{table.pair.pk}/"
    client = signed_in(somebody("ada", Role.ADJUDICATOR))

    silent = client.post(address, said(table, "back"), headers=JSON)
    back = client.post(address, said(table, "back", "no article"), headers=JSON)
    late = client.post(address, said(table, "kept"), headers=JSON)
    garbled = client.post(address, {}, headers=JSON)

    assert (silent.status_code, silent.json()) == (409, {"problem": "Say what is wrong with the clean prompt."})
    assert (back.status_code, back.json(), table.now().state) == (200, {"problem": ""}, PairState.DESK)
    assert late.json() == {"problem": "Somebody read this clean prompt already, or it changed meanwhile."}
    assert garbled.json() == {"problem": "That could not be read."}


def test_without_a_script_the_list_says_what_is_wrong(by_manager: Client) -> None:
    table = changed(RED)

    page = by_manager.post(f"/proof-reading/{table.pair.pk}/", said(table, "back"), follow=True)

    assert "Say what is wrong with the clean prompt." in page.content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_who_read_what_takes_one_query(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for _ in range(n):
        ProofReadingFactory()

    with django_assert_num_queries(1):
        assert len(by_manager.get("/proof-reading/read/").context["readings"]) == n


def test_who_read_what_is_told_the_newest_first_by_pages_and_by_person(
    by_manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotation.pages.proofs.PAGE", 1)
    old = ProofReadingFactory(created_at=NOW - timedelta(days=1))
    new = ProofReadingFactory(decision=ProofDecision.BACK, reason="no article")

    page = by_manager.get("/proof-reading/read/")
    older = by_manager.get("/proof-reading/read/", {"before": page.context["next"]})
    hers = by_manager.get("/proof-reading/read/", {"by": old.reader.username})

    assert (page.context["readings"], older.context["readings"]) == ([new], [old])
    assert (older.context["next"], hers.context["readings"]) == (None, [old])
    assert "no article" in page.content.decode()

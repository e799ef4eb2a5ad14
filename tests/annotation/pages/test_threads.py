"""Pages of questions: for the office, and for those whom an answer concerns."""

from uuid import uuid4

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import Role
from annotation.models import Message, Thread
from tests.annotation.pages.conftest import Somebody
from tests.annotation.tables import APPLE, RED, Table
from tests.conftest import SignIn
from tests.factories import MessageFactory, NoticeFactory, ThreadFactory

pytestmark = pytest.mark.django_db

TEXT = "a red apple and yellow bananas"
WRITE = "Is a toy dog a dog?"


def asked(**fields: object) -> Thread:
    thread: Thread = MessageFactory(thread__word=APPLE, **fields).thread
    NoticeFactory(thread=thread)
    return thread


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_three_queries_however_many_wait(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for _ in range(n):
        asked()

    with django_assert_num_queries(3):  # waiting; how many; answered
        page = by_manager.get("/questions/")

    assert [thread.text for thread in page.context["waiting"]] == [WRITE] * n


def test_a_manager_answers_once_and_sees_who_asked(by_manager: Client) -> None:
    thread = asked()
    place = f"/questions/{thread.pk}/"
    page = by_manager.get(place)
    assert thread.asked_by.username in page.content.decode()
    said = {"uuid": page.context["form"].initial["uuid"], "text": "Yes: ruling 3."}

    for _ in range(2):
        assert by_manager.post(place, said).status_code == 302

    assert [message.text for message in Message.objects.order_by("created_at")] == [WRITE, "Yes: ruling 3."]
    thread.refresh_from_db()
    assert thread.answered_at is not None


def test_a_question_on_the_whole_pair_names_no_word(by_manager: Client) -> None:
    of_all, of_one = MessageFactory(thread__word=None).thread, asked()

    assert by_manager.get(f"/questions/{of_all.pk}/").context["told"].word == ""
    assert by_manager.get(f"/questions/{of_one.pk}/").context["told"].word == "apple"


def test_who_asked_reads_the_answer_and_it_is_no_longer_new(signed_in: SignIn, somebody: Somebody) -> None:
    mina = somebody("mina", Role.ANNOTATOR)
    thread = asked(thread__asked_by=mina)
    browser = signed_in(mina)
    assert browser.get("/me/").context["n_unread"] == 1

    page = browser.get(f"/questions/{thread.pk}/")

    assert "is due by" in page.content.decode()
    assert browser.get("/me/").context["n_unread"] == 0
    assert [notice.text for notice in browser.get("/me/questions/").context["notices"]] == [WRITE]


def test_somebody_who_was_told_reads_it_without_the_name_and_says_nothing(
    signed_in: SignIn, somebody: Somebody
) -> None:
    mina, lin = somebody("mina", Role.ANNOTATOR, first_name="Mina Park"), somebody("lin", Role.ANNOTATOR)
    thread = asked(thread__asked_by=mina)
    NoticeFactory(thread=thread, user=lin)
    browser = signed_in(lin)

    page = browser.get(f"/questions/{thread.pk}/")

    assert page.context["form"] is None
    assert "Mina" not in page.content.decode()
    browser.post(f"/questions/{thread.pk}/", {"uuid": uuid4(), "text": "Me too"})
    assert Message.objects.count() == 1


def test_somebody_who_was_not_told_does_not_find_it(signed_in: SignIn, somebody: Somebody) -> None:
    assert signed_in(somebody("lin", Role.ANNOTATOR)).get(f"/questions/{asked().pk}/").status_code == 404


def test_an_auditor_reads_and_says_nothing(signed_in: SignIn, somebody: Somebody) -> None:
    thread, browser = asked(), signed_in(somebody("theo", Role.AUDITOR))

    assert browser.get(f"/questions/{thread.pk}/").context["form"] is None
    browser.post(f"/questions/{thread.pk}/", {"uuid": uuid4(), "text": "Hm"})
    assert Message.objects.count() == 1


def test_older_ones_are_on_further_pages(by_manager: Client) -> None:
    for minute in range(51):
        MessageFactory(thread=ThreadFactory(answered_at=f"2026-11-22T10:{minute:02}:00Z"))

    first = by_manager.get("/questions/")
    assert len(first.context["answered"]) == 50
    older = by_manager.get("/questions/", {"before": first.context["older"].isoformat()})

    assert [row.answered_at.minute for row in older.context["answered"]] == [0]
    assert len(by_manager.get("/questions/", {"before": "soon"}).context["answered"]) == 50


def test_an_annotator_asks_through_the_api_once(signed_in: SignIn) -> None:
    table = Table()
    table.claim(0)
    browser = signed_in(table.members[0].annotator.user)
    body = {"uuid": str(uuid4()), "pair": table.pair.pk, "word": RED, "text": " Red? "}

    answers = [browser.post("/api/v1/questions", body, content_type="application/json") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert Message.objects.values_list("thread", "text").get() == (Thread.objects.get().pk, "Red?")


@pytest.mark.parametrize(("fields", "status"), [({"pair": 10**12}, 404), ({"word": 6}, 422), ({"text": " "}, 422)])
def test_what_cannot_be_asked_is_refused(signed_in: SignIn, fields: dict[str, object], status: int) -> None:
    table = Table()
    table.claim(0)
    body = {"uuid": str(uuid4()), "pair": table.pair.pk, "word": RED, "text": "Red?"} | fields

    browser = signed_in(table.members[0].annotator.user)

    assert browser.post("/api/v1/questions", body, content_type="application/json").status_code == status
    assert Thread.objects.count() == 0


def test_an_annotator_asks_below_their_judgment_about_a_word_of_it(signed_in: SignIn) -> None:
    table = Table()
    table.judge(0, RED)
    browser = signed_in(table.members[0].annotator.user)
    place = f"/me/questions/about/{table.pair.pk}/"
    page = browser.get(place)
    assert [text for _, text in page.context["form"].fields["word"].choices][1:] == TEXT.split()
    assert place in browser.get("/me/figures/").content.decode()

    said = {"uuid": page.context["form"].initial["uuid"], "word": RED, "text": "Is pink red?"}
    for _ in range(2):
        browser.post(place, said)

    assert Thread.objects.values_list("pair", "word").get() == (table.pair.pk, RED)
    assert Message.objects.get().text == "Is pink red?"


def test_a_pair_that_was_never_given_is_not_asked_about(signed_in: SignIn) -> None:
    table = Table()

    browser = signed_in(table.members[0].annotator.user)

    assert browser.get(f"/me/questions/about/{table.pair.pk}/").status_code == 404

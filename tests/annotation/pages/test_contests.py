"""Pages of contested results; and rulings that come from questions."""

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.actions import rulings
from annotation.choices import Role
from annotation.models import Notice, Ruling, Thread
from tests.annotation.actions.test_contests import contest, failed
from tests.annotation.pages.conftest import Somebody
from tests.annotation.tables import APPLE, Table, put_in_place
from tests.conftest import SignIn
from tests.factories import (
    NOW,
    AnnotatorFactory,
    FlagFactory,
    GoldAnswerFactory,
    MessageFactory,
    QualificationAnswerFactory,
    QualificationFactory,
    SensitivityChangeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_ones_tests_takes_four_queries(
    signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    attempt = QualificationFactory()
    for place in range(n):
        QualificationAnswerFactory(item__qualification=attempt, item__position=place + 1)
    browser = signed_in(attempt.annotator.user)

    with django_assert_num_queries(4):  # their language; the annotator; their answers; what is contested of them
        page = browser.get("/me/tests/")

    assert len(page.context["results"]) == n
    assert "(missed: it should be struck)" in page.content.decode()


def test_a_result_is_contested_with_its_evidence_and_withdrawn_by_the_answer(
    signed_in: SignIn, somebody: Somebody
) -> None:
    answer = failed()
    asker = answer.item.annotator.user
    browser = signed_in(asker)
    place = f"/me/tests/{answer.pk}/contest/"
    said = {"uuid": browser.get(place).context["form"].initial["uuid"], "text": "The apple is red."}
    thread = f"/questions/{said['uuid']}/"
    assert browser.post(place, said)["Location"] == thread
    assert browser.get(place)["Location"] == thread
    assert "contested" in browser.get("/me/tests/").content.decode()

    by_manager = signed_in(somebody("ruth", Role.MANAGER))
    assert ">a test<" in by_manager.get("/questions/").content.decode()
    page = by_manager.get(thread)
    assert [(piece.kind, piece.text) for piece in page.context["pieces"]][1] == ("missed", "red")
    reply = {"uuid": page.context["form"].initial["uuid"], "text": "You are right.", "decision": "withdrawn"}
    by_manager.post(thread, reply)

    told = signed_in(asker).get(thread)
    assert Thread.objects.get().decision == "withdrawn"
    assert "Withdrawn: it counts no more" in told.content.decode()
    assert told.context["form"].fields.keys() == {"uuid", "text"}


def test_an_adjudicator_reads_a_contest_but_a_foreign_annotator_does_not(signed_in: SignIn, somebody: Somebody) -> None:
    answer = failed()
    thread = contest(answer)

    assert signed_in(somebody("ada", Role.ADJUDICATOR)).get(f"/questions/{thread.pk}/").status_code == 200
    browser = signed_in(somebody("lin", Role.ANNOTATOR))
    assert browser.get(f"/questions/{thread.pk}/").status_code == 404
    assert browser.get(f"/me/tests/{answer.pk}/contest/").status_code == 404


def test_a_question_becomes_a_ruling_of_the_draft_and_its_asker_is_told_when_it_is_published(
    by_manager: Client,
) -> None:
    table = Table()
    table.judge(0)
    mina = table.members[0].annotator.user
    thread = MessageFactory(thread__pair=table.pair, thread__word=APPLE, thread__asked_by=mina, text="Drawn?").thread
    by_manager.post(f"/questions/{thread.pk}/", {"uuid": "7" * 32, "text": "Drawn fruit is fruit."})

    for _ in range(2):
        answer = by_manager.post(f"/questions/{thread.pk}/ruling/")

    assert answer["Location"] == "/rulings/2/rulings/asked-apple/"
    ruling = Ruling.objects.get(code="asked-apple")
    assert (ruling.origin, ruling.matcher, ruling.texts["en"]) == (
        "Drawn?",
        {"words": {"en": ["apple"]}},
        {"title": "apple", "body": "Drawn fruit is fruit."},
    )
    assert ruling.examples[0]["image"] == str(table.pair.image.public_id)
    assert f'/images/{table.pair.image.public_id}/512"' in by_manager.get(answer["Location"]).content.decode()

    Ruling.objects.filter(pk=ruling.pk).update(texts=dict.fromkeys(("en", "ko", "zh"), ruling.texts["en"]))
    rulings.publish(version=ruling.guideline, reason="asked", actor="ruth", now=NOW)
    assert Notice.objects.get(guideline=ruling.guideline).user == mina


@pytest.mark.parametrize("n", [1, 3])
def test_lists_of_gold_at_work_and_of_flags_take_four_queries(
    signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    who = AnnotatorFactory()
    for _ in range(n):
        answer = GoldAnswerFactory(judgment__annotator=who)
        put_in_place(answer.judgment)
        FlagFactory(annotator=who)
    browser = signed_in(who.user)

    with django_assert_num_queries(4):  # their language; the annotator; their answers; what is contested of them
        gold = browser.get("/me/gold/")
    with django_assert_num_queries(4):
        flags = browser.get("/me/flags/")

    assert (len(gold.context["results"]), len(flags.context["flags"])) == (n, n)
    assert "waits for a decision" in flags.content.decode()


def test_a_decision_on_a_flag_is_contested_and_taken_back_by_a_manager(signed_in: SignIn, somebody: Somebody) -> None:
    flag = FlagFactory()
    SensitivityChangeFactory(image=flag.pair.image, cause="hand", after="safe")
    browser = signed_in(flag.annotator.user)
    place = f"/me/flags/{flag.pk}/contest/"
    said = {"uuid": browser.get(place).context["form"].initial["uuid"], "text": "There is blood."}
    thread = browser.post(place, said)["Location"]
    assert "Decided: everybody may see the picture." in browser.get(thread).content.decode()

    adjudicator = signed_in(somebody("ada", Role.ADJUDICATOR)).get(thread)
    assert adjudicator.context["form"].fields.keys() == {"uuid", "text"}
    by_manager = signed_in(somebody("ruth", Role.MANAGER))
    reply = {"uuid": by_manager.get(thread).context["form"].initial["uuid"], "text": "Yes.", "decision": "withdrawn"}
    by_manager.post(thread, reply)

    assert "Taken back: your flag holds" in signed_in(flag.annotator.user).get("/me/flags/").content.decode()
    flag.pair.image.refresh_from_db()
    assert flag.pair.image.sensitivity == "sensitive"

"""Who reads what in which language."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test.client import Client
from django.utils import translation
from django.utils.formats import date_format

from annotation.actions import account_choices
from annotation.choices import Role
from annotation.models import Annotator, User
from tests.conftest import SignIn
from tests.factories import AnnotatorFactory

pytestmark = pytest.mark.django_db

KOREAN = {"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.5"}
CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9"}
FRENCH = {"Accept-Language": "fr-FR,fr;q=0.9"}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def config(answer: Any) -> Any:
    [found] = re.findall(r'<script id="page-config" type="application/json">(.*?)</script>', text(answer))
    return json.loads(found)


@pytest.mark.parametrize(
    ("headers", "tag", "button"),
    [(KOREAN, "ko", "로그인"), (CHINESE, "zh-hans", "登录"), (FRENCH, "en", "Sign in"), ({}, "en", "Sign in")],
)
def test_a_stranger_is_spoken_to_as_the_browser_asks(
    client: Client, headers: dict[str, str], tag: str, button: str
) -> None:
    answer = client.get("/accounts/login/", headers=headers)

    assert f'<html lang="{tag}">' in text(answer)
    assert f'<button class="button button--primary">{button}</button>' in text(answer)
    assert "Accept-Language" in answer["Vary"]


def test_what_is_not_there_is_said_in_the_language_of_the_browser(client: Client) -> None:
    assert "아무것도 없어요" in text(client.get("/join/", headers=KOREAN))


def test_an_account_that_chose_a_language_is_spoken_to_in_it_whatever_the_browser_asks(signed_in: SignIn) -> None:
    annotator = AnnotatorFactory()
    account_choices.save(annotator=annotator, chosen={"interface": "zh-hans"})

    answer = signed_in(annotator.user).get("/me/", headers=KOREAN)

    assert "你的账号" in text(answer)
    assert '<html lang="zh-hans">' in text(answer)


def test_what_an_annotator_reads_of_their_time_is_in_their_language_too(signed_in: SignIn) -> None:
    answer = signed_in(AnnotatorFactory().user).get("/me/time/", headers=KOREAN)

    assert '<html lang="ko">' in text(answer)
    assert "무엇을 세나요" in text(answer)


@pytest.mark.parametrize(
    ("theme", "tag"),
    [("system", '<html lang="en">'), ("contrast", '<html lang="en" data-theme="contrast">')],
)
def test_pages_wear_the_colours_that_the_account_chose_before_any_script_runs(
    signed_in: SignIn, theme: str, tag: str
) -> None:
    annotator = AnnotatorFactory()
    account_choices.save(annotator=annotator, chosen={"theme": theme})
    client = signed_in(annotator.user)

    pages = ("/me/", "/me/time/", "/me/figures/", "/me/stored/", "/me/recorded/", "/work/")
    assert [page for page in pages if tag not in text(client.get(page))] == []


@pytest.mark.parametrize(
    ("headers", "language", "submit", "ruling"),
    [({}, "en", "Submit", "Objects"), (KOREAN, "ko", "제출", "사물"), (CHINESE, "zh-hans", "提交", "物体")],
)
def test_the_workbench_gets_its_texts_and_the_rulings_in_one_language(
    signed_in: SignIn, headers: dict[str, str], language: str, submit: str, ruling: str
) -> None:
    found = config(signed_in(AnnotatorFactory().user).get("/work/", headers=headers))

    assert found["language"] == language
    assert found["strings"]["acts.submit"] == submit
    assert found["guideline"]["rulings"][0]["title"] == ruling


def test_the_office_and_the_api_are_english(signed_in: SignIn) -> None:
    ruth = User.objects.create_user("ruth", roles=[Role.MANAGER])

    office = signed_in(ruth).get("/people/", headers=KOREAN)
    api = signed_in(AnnotatorFactory().user).put(
        "/api/v1/choices", {"interface": "tlh"}, content_type="application/json", headers=KOREAN
    )

    assert '<html lang="en">' in text(office)
    assert "Sign out" in text(office)
    assert api.json()["message"] == {"interface": ['"tlh" is not a valid choice.']}


def test_an_annotator_chooses_the_language_on_their_own_page(signed_in: SignIn) -> None:
    annotator: Annotator = AnnotatorFactory()
    client = signed_in(annotator.user)

    answer = client.post("/me/", {"interface": "ko"})

    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    assert "내 계정" in text(client.get("/me/"))
    client.post("/me/", {"interface": ""})
    assert "Your account" in text(client.get("/me/"))


def test_a_language_that_we_do_not_have_is_refused(signed_in: SignIn) -> None:
    annotator = AnnotatorFactory()

    answer = signed_in(annotator.user).post("/me/", {"interface": "tlh"})

    assert answer.status_code == 200
    assert "tlh is not one of the available choices" in text(answer)


def test_every_page_of_ones_own_speaks_the_language_that_was_chosen(signed_in: SignIn) -> None:
    annotator = AnnotatorFactory()
    account_choices.save(annotator=annotator, chosen={"interface": "ko"})
    browser = signed_in(annotator.user)
    places = ("", "pay/", "pay/2026-11-02/", "tests/", "gold/", "flags/", "questions/", "time/", "figures/", "stored/")

    tags = {place: re.findall(r'<html lang="([^"]*)"', text(browser.get(f"/me/{place}"))) for place in places}

    assert tags == {place: ["ko"] for place in places}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "3 November 2026, 18:05"), ("ko", "2026년 11월 3일 18:05"), ("zh-hans", "2026年11月3日 18:05")],
)
def test_a_moment_is_told_by_the_clock_of_24_hours(language: str, said: str) -> None:
    with translation.override(language):
        assert date_format(datetime(2026, 11, 3, 18, 5, tzinfo=UTC), "DATETIME_FORMAT") == said

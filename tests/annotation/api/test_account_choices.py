"""What a person chose for themselves, kept for their account."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from annotation.models import AccountChoices, Annotator
from tests.conftest import SignIn
from tests.factories import AccountChoicesFactory, AnnotatorFactory

pytestmark = pytest.mark.django_db

UNCHOSEN: dict[str, Any] = {
    "exposure": "blur",
    "interface": None,
    "keys": {},
    "single_keys": True,
    "enter": "submits",
    "font_px": 19,
    "keep_zoom": False,
    "theme": "system",
    "clause_lines": None,
    "clean_preview": True,
    "fold_arguments": False,
    "progress": True,
    "goal": None,
    "guideline_seen": None,
}
ALL = {
    "exposure": "never",
    "interface": "zh-hans",
    "keys": {"submit": "NumpadEnter", "undo": ""},
    "single_keys": False,
    "enter": "toggles",
    "font_px": 28,
    "keep_zoom": True,
    "theme": "contrast",
    "clause_lines": False,
    "clean_preview": False,
    "fold_arguments": True,
    "progress": False,
    "goal": 10_000,
    "guideline_seen": 3,
}


@pytest.fixture
def annotator(signed_in: SignIn) -> Annotator:
    found: Annotator = AnnotatorFactory()
    signed_in(found.user)
    return found


def put(client: Client, body: object) -> Any:
    return client.put("/api/v1/choices", body, content_type="application/json")


def config(client: Client) -> Any:
    [found] = re.findall(
        r'id="page-config" type="application/json">(.*?)</script>', client.get("/work/").content.decode()
    )
    return json.loads(found)


def test_the_page_carries_what_holds_while_nothing_was_chosen(annotator, client):
    assert config(client)["choices"] == UNCHOSEN


def test_all_choices_are_kept_and_carried_by_the_page(annotator, client):
    answer = put(client, ALL)

    assert (answer.status_code, answer.json()) == (200, ALL)
    assert config(client)["choices"] == ALL


def test_a_choice_leaves_the_others_as_they_were(annotator, client):
    put(client, {"theme": "dark", "exposure": "show"})

    answer = put(client, {"theme": "light"})

    assert answer.json() == {**UNCHOSEN, "exposure": "show", "theme": "light"}
    assert AccountChoices.objects.get().chosen == {"theme": "light"}


def test_choices_are_of_one_account(annotator, client, signed_in):
    put(client, ALL)

    signed_in(AnnotatorFactory().user)

    assert config(client)["choices"] == UNCHOSEN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("exposure", "sometimes"),
        ("interface", "fr"),
        ("keys", {"submit": 3 * ["KeyX"]}),
        ("keys", {"submit": "x" * 101}),
        ("keys", {"x" * 101: "KeyX"}),
        ("keys", {"submit\0": "KeyX"}),
        ("keys", {"submit\ud823": "KeyX"}),
        ("keys", {str(n): "KeyX" for n in range(101)}),
        ("keys", []),
        ("single_keys", "perhaps"),
        ("single_keys", None),
        ("enter", "explodes"),
        ("font_px", 15),
        ("font_px", 29),
        ("theme", "sepia"),
        ("goal", 0),
        ("goal", 10_001),
        ("progress", None),
        ("guideline_seen", -1),
        ("guideline_seen", 2**31),
    ],
)
def test_what_cannot_be_chosen_is_refused_and_changes_nothing(annotator, client, name, value):
    answer = put(client, {"keep_zoom": True, name: value})

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    assert list(answer.json()["message"]) == [name]
    assert config(client)["choices"] == UNCHOSEN


def test_what_another_version_kept_is_passed_over(annotator, client):
    AccountChoicesFactory(annotator=annotator, chosen={"sound": "loud", "font_px": 24})

    assert config(client)["choices"] == {**UNCHOSEN, "font_px": 24}


def test_every_answer_names_the_build_that_the_page_came_with(annotator, client, settings: Settings):
    settings.BUILD = "0123456789ab"

    answers = [
        put(client, {}),
        put(client, {"theme": "sepia"}),
        client.get("/api/v1/claims"),
        Client().put("/api/v1/choices"),
    ]

    assert config(client)["build"] == "0123456789ab"
    assert [(answer.status_code, answer["X-Build"]) for answer in answers] == [
        (status, "0123456789ab") for status in (200, 422, 405, 401)
    ]

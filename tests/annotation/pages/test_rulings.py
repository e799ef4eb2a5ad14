"""The guideline as pages: versions, the editor, differences, publishing."""

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import Role
from annotation.models import GuidelineVersion, Ruling
from tests.annotation.pages.conftest import Somebody
from tests.conftest import SignIn
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(by_manager: Client) -> GuidelineVersion:
    by_manager.post("/rulings/draft/")
    return GuidelineVersion.objects.get(number=2)


def fields(client: Client, code: str = "objects") -> dict[str, str]:
    """The form as it is shown."""
    form = client.get(f"/rulings/2/rulings/{code}/").context["form"]
    return {name: form[name].value() or "" for name in form.fields}


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_one_query_however_many_versions(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for number in range(2, n + 1):
        GuidelineVersion.objects.create(number=number, published_at="2026-11-22T09:00Z")

    with django_assert_num_queries(1):
        answer = by_manager.get("/rulings/")

    assert len(answer.context["versions"]) == n


def test_the_editor_keeps_what_it_shows(by_manager: Client, draft: GuidelineVersion) -> None:
    for code in ("objects", "artists", "boosters", "style-medium"):
        ruling = Ruling.objects.filter(guideline=draft, code=code).first()
        if ruling is None:
            continue
        by_manager.post(f"/rulings/2/rulings/{code}/", fields(by_manager, code))
        again = Ruling.objects.get(pk=ruling.pk)

        assert (again.matcher, again.texts, again.examples) == (ruling.matcher, ruling.texts, ruling.examples)
    assert by_manager.get("/rulings/2/").context["changed"] == []


def test_a_change_is_shown_as_a_difference_and_published_with_a_reason(
    by_manager: Client, draft: GuidelineVersion
) -> None:
    picture = ImageFactory()
    said = fields(by_manager) | {"title_en": "Things", "words_en": "cat\ndog", "image_0": str(picture.public_id)}
    by_manager.post("/rulings/2/rulings/objects/", said)

    page = by_manager.get("/rulings/2/").content.decode()
    assert "<del>Objects</del><ins>Things</ins>" in page
    assert f'/images/{picture.public_id}/512"' in by_manager.get("/rulings/2/rulings/objects/").content.decode()

    by_manager.post("/rulings/2/publish/", {"reason": " "})
    draft.refresh_from_db()
    assert draft.published_at is None
    by_manager.post("/rulings/2/publish/", {"reason": "asked by Mina"})

    draft.refresh_from_db()
    assert draft.published_at is not None
    assert not by_manager.get("/rulings/2/rulings/objects/").context["is_open"]


def test_a_missing_translation_is_shown_and_the_button_is_off(by_manager: Client, draft: GuidelineVersion) -> None:
    by_manager.post("/rulings/2/rulings/objects/", fields(by_manager) | {"body_ko": ""})

    answer = by_manager.get("/rulings/2/")

    assert answer.context["problems"] == ["objects: no ko body"]
    assert '<button class="button button--primary" disabled>Publish version 2</button>' in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"rest": "{"}, "rest", "This is not JSON"),
        ({"rest": "[]"}, "rest", "An object without words is wanted"),
        ({"rest": '{"pattern": "(a+)+"}'}, "rest", "a pattern is a short expression"),
        ({"image_0": "../../etc"}, "image_0", "This is not the id of a picture."),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    by_manager: Client, draft: GuidelineVersion, changed: dict[str, str], field: str, why: str
) -> None:
    answer = by_manager.post("/rulings/2/rulings/objects/", fields(by_manager) | changed)

    assert answer.context["form"].errors[field][0].startswith(why)


def test_a_new_ruling_is_written_and_taken_out(by_manager: Client, draft: GuidelineVersion) -> None:
    answer = by_manager.post("/rulings/2/add/", {"code": "drones"})
    assert answer["Location"] == "/rulings/2/rulings/drones/"
    assert len(by_manager.get("/rulings/2/").context["problems"]) == 1

    by_manager.post("/rulings/2/rulings/drones/remove/")

    assert not Ruling.objects.filter(code="drones").exists()


def test_an_auditor_reads_and_changes_nothing(somebody: Somebody, signed_in: SignIn, draft: GuidelineVersion) -> None:
    client = signed_in(somebody("aud", Role.AUDITOR))

    page = client.get("/rulings/2/rulings/objects/")
    client.post("/rulings/2/rulings/objects/", {"decision": "never"})

    assert not page.context["is_open"]
    assert Ruling.objects.get(guideline=draft, code="objects").decision != "never"

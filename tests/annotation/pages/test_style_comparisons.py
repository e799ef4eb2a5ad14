"""Two versions of style trees side by side, on their page and for programs."""

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import Scope
from dataset.actions import style_versions
from tests.annotation.api.programs import Program
from tests.annotation.style_trees import WORDS, drafted
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_what_leads_from_one_version_to_another_is_shown(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    before = drafted([*WORDS, *(f"further {number}" for number in range(n))])
    after = style_versions.draw_up(version=before, actor="ruth", now=NOW)
    for act, given in (
        ("rename", {"number": 2, "name": "Paint"}),
        ("place", {"styles": [*range(5, 6 + n)], "into": 4}),
    ):
        style_versions.operate(version=after, act=act, arguments=given, actor="ruth", now=NOW)

    with django_assert_num_queries(9):  # the versions and those to choose from; categories, places, styles of each
        page = by_manager.get(f"/styles/{after.pk}/against/", {"other": before.pk})

    found = page.context["difference"]
    assert [(one.name, one.before, one.after) for one in found.styles][:1] == [("odd thing", (), ("Weather",))]
    assert (len(found.styles), [one.name for one in found.changed]) == (n + 1, ["Paint"])
    assert "adjusted Rand, over 5 styles" in page.content.decode()


def test_a_version_is_chosen_first_and_is_not_held_against_itself(by_manager: Client) -> None:
    version = drafted()
    draft = style_versions.draw_up(version=version, actor="ruth", now=NOW)

    page = by_manager.get(f"/styles/{draft.pk}/against/").content.decode()

    assert f'<option value="{version.pk}" selected>' in page
    for other in (draft.pk, 99, "x"):
        assert by_manager.get(f"/styles/{draft.pk}/against/", {"other": other}).status_code == 404


def test_programs_are_told_the_same() -> None:
    program = Program(Scope.READ_MODELS, Scope.WRITE_MODELS)
    version = drafted()
    draft = style_versions.draw_up(version=version, actor="ruth", now=NOW)
    program.post(f"styles/{draft.pk}", act="merge", arguments={"numbers": [2], "into": 3})

    told = program.get(f"styles/{draft.pk}/against/{version.pk}")

    assert (told["n_shared"], told["new"], told["gone"]) == (5, [], [["Media", "Painting"]])
    assert told["styles"] == [
        {"name": "oil painting", "before": ["Media", "Painting"], "after": ["Media", "Comics"]},
        {"name": "watercolor", "before": ["Media", "Painting"], "after": ["Media", "Comics"]},
    ]

"""A version of a style tree against people, on its page and for programs."""

import csv
import io

import pytest
from django.test.client import Client

from annotation.choices import Scope
from tests.annotation.api.programs import Program
from tests.annotation.style_trees import drafted

pytestmark = pytest.mark.django_db

FILLED = """\
style,other,same,category
oil painting,watercolor,yes,
anime,haze,no,
oil painting,anime,yes,
manga,haze,,
anime,,,Comics
haze,,,Media > Painting
"""


def test_a_sheet_asks_for_pairs_and_styles_without_what_the_tree_says(by_manager: Client) -> None:
    answer = by_manager.get(f"/styles/{drafted().pk}/people/sheet.csv", {"seed": 3})

    rows = [*csv.DictReader(io.StringIO(answer.content.decode()))]
    assert "seed-3.csv" in answer["Content-Disposition"]
    assert {(row["same"], row["category"]) for row in rows} == {("", "")}
    pairs = {frozenset((row["style"], row["other"])) for row in rows if row["other"]}
    assert {frozenset(("oil painting", "watercolor")), frozenset(("anime", "manga"))} <= pairs
    assert len([row for row in rows if not row["other"]]) == 6


@pytest.mark.parametrize("between", [";", "\t"])
def test_what_a_table_program_puts_between_columns_does_not_matter(by_manager: Client, between: str) -> None:
    page = by_manager.post(f"/styles/{drafted().pk}/people/", {"rows": FILLED.replace(",", between)})

    assert page.context["held"].pairs.n == 3


def test_what_is_no_such_sheet_says_so(by_manager: Client) -> None:
    page = by_manager.post(f"/styles/{drafted().pk}/people/", {"rows": "style,same\nfox,yes\n"})

    assert page.context["form"].errors["rows"] == ["line 1: the columns are style, other, same, category"]


def test_what_people_filled_in_is_held_against_the_version(by_manager: Client) -> None:
    page = by_manager.post(f"/styles/{drafted().pk}/people/", {"rows": FILLED})

    held = page.context["held"]
    assert (held.pairs.n, round(held.pairs.share, 3), held.singles.n, held.singles.accuracy) == (3, 0.667, 2, 0.5)
    assert "66.7 %" in page.content.decode()


def test_a_row_that_cannot_be_read_is_named(by_manager: Client) -> None:
    rows = FILLED.replace("haze,no", "haze,perhaps")

    page = by_manager.post(f"/styles/{drafted().pk}/people/", {"rows": rows})

    assert page.context["form"].errors["rows"] == ["line 3: perhaps is neither yes nor no"]
    assert "held" not in page.context


def test_programs_are_asked_and_told_the_same() -> None:
    program, version = Program(Scope.READ_MODELS), drafted()
    rows = [*csv.DictReader(io.StringIO(FILLED))]

    asked = program.get(f"styles/{version.pk}/people", seed=3)["rows"]
    told = program.post(f"styles/{version.pk}/people", rows=rows)
    wrong = program.post(f"styles/{version.pk}/people", rows=[{"style": "fox", "category": "Comics"}])

    assert asked[-1] == {"style": asked[-1]["style"], "other": "", "same": "", "category": ""}
    assert (told["n_pairs"], told["n_styles"], told["accuracy"]) == (3, 2, 0.5)
    assert (wrong["status"], wrong["code"], wrong["message"]) == (
        422,
        "sheet_not_read",
        "line 2: the tree knows no style fox",
    )

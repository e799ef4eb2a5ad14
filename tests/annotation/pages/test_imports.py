"""Imports: counts, reasons, and the rows that stayed out as a table."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from dataset.choices import RowVerdict
from dataset.models import ImportRun
from tests.factories import ImageFactory, ImportRowFactory, ImportRunFactory, PromptFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> ImportRun:
    """Two rows in, three out for two reasons; the languages are two."""
    found: ImportRun = ImportRunFactory(n_rows=5, n_added=2, n_refused=3, source="pilot")
    ImageFactory(run=found, prompt=PromptFactory(language="ko"))
    ImageFactory(run=found, prompt=PromptFactory(traits=["instruction"]))
    for number, reason in enumerate(["not_json", "no_prompt", "not_json"], start=3):
        ImportRowFactory(run=found, number=number, verdict=RowVerdict.REFUSED, reason=reason, detail=f"=cmd({number})")
    return found


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_one_query_however_many_imports(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    runs = ImportRunFactory.create_batch(n)

    with django_assert_num_queries(1):  # the runs
        answer = by_manager.get("/imports/")

    assert answer.context["runs"] == runs[::-1]


def test_an_import_takes_six_queries(
    by_manager: Client, run: ImportRun, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):  # the run; rows, pictures, languages, traits, reasons
        answer = by_manager.get(f"/imports/{run.pk}/")

    assert [(row.language, row.n_pairs, row.traits) for row in answer.context["languages"]] == [
        ("en", 1, {"instruction": 1}),
        ("ko", 1, {}),
    ]
    assert [(reason.code, reason.n) for reason in answer.context["reasons"]] == [("not_json", 2), ("no_prompt", 1)]
    assert [row.number for row, _ in answer.context["rows"]] == [3, 4, 5]


def test_rows_are_shown_by_reason_page_by_page(
    by_manager: Client, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotation.pages.imports.PAGE", 1)
    address = f"/imports/{run.pk}/"

    first = by_manager.get(address, {"reason": "not_json"})
    second = by_manager.get(address, {"reason": "not_json", "after": first.context["next"]})

    assert [(row.number, sentence) for row, sentence in first.context["rows"]] == [(3, "The line is not JSON.")]
    assert [row.number for row, _ in second.context["rows"]] == [5]
    assert second.context["next"] is None


def test_the_rows_that_stayed_out_are_a_table_without_formulas(by_manager: Client, run: ImportRun) -> None:
    answer: Any = by_manager.get(f"/imports/{run.pk}/report.csv")

    assert answer["Content-Disposition"] == f'attachment; filename="import-{run.pk}.csv"'
    rows = [*csv.DictReader(StringIO(b"".join(answer.streaming_content).decode()))]
    assert [(row["number"], row["reason"], row["detail"], row["sentence"]) for row in rows] == [
        ("3", "not_json", "'=cmd(3)", "The line is not JSON."),
        ("4", "no_prompt", "'=cmd(4)", "There is no prompt, or it is not a text."),
        ("5", "not_json", "'=cmd(5)", "The line is not JSON."),
    ]

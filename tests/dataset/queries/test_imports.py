from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from dataset.choices import MediaState
from dataset.models import Image
from dataset.queries import imports
from dataset.queries.imports import ReasonCount, ReportRow
from tests.dataset.collected import bring_in, row, tree
from tests.factories import ImageFactory, ImportRunFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n_runs", [1, 3])
def test_the_latest_runs_come_first_in_two_queries(
    n_runs: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    runs = ImportRunFactory.create_batch(n_runs)
    ImageFactory(run=runs[-1], media_state=MediaState.WAITING)
    ImageFactory(run=runs[-1], media_state=MediaState.REFUSED, media_reason="truncated")
    ImageFactory(run=runs[-1])

    with django_assert_num_queries(2):
        found = imports.recent()

    assert [summary.run for summary in found] == runs[::-1]
    assert (found[0].n_pictures_waiting, found[0].n_pictures_refused) == (1, 1)


def test_only_so_many_runs_are_shown() -> None:
    ImportRunFactory.create_batch(3)

    assert len(imports.recent(limit=2)) == 2


def test_rows_that_something_is_to_be_said_of_are_listed_in_their_order(tmp_path: Path) -> None:
    run = bring_in(tree(tmp_path, [row(1), b"{", row(2), row(1), row(3, Task1=["x"])]))
    Image.objects.filter(source_key="000/2.png").update(
        media_state=MediaState.REFUSED, media_reason="truncated", media_detail="at byte 3"
    )

    found = list(imports.rows(run))

    json = "Expecting property name enclosed in double quotes: line 2 column 1 (char 2)"
    assert found == [
        ReportRow(2, "refused", "not_json", "", json, "", "", ""),
        ReportRow(3, "added", "", "000/2.png", "", "refused", "truncated", "at byte 3"),
        ReportRow(4, "refused", "duplicate_key", "000/1.png", "", "", "", ""),
        ReportRow(5, "added", "texts_skipped", "000/3.png", "Task1", "waiting", "", ""),
    ]
    assert [r.number for r in imports.rows(run, reason="truncated")] == [3]
    assert [r.number for r in imports.rows(run, reason="duplicate_key")] == [4]
    assert [r.number for r in imports.rows(run, everything=True)] == [1, 2, 3, 4, 5]


def test_rows_and_pictures_are_counted_by_reason(tmp_path: Path) -> None:
    run = bring_in(tree(tmp_path, [row(1), row(2), b"{"]))
    Image.objects.filter(source_key="000/2.png").update(media_state=MediaState.REFUSED, media_reason="animated")

    assert imports.by_reason(run) == [ReasonCount("added", "", 2), ReasonCount("refused", "not_json", 1)]
    assert imports.pictures_by_reason(run) == [
        ReasonCount("refused", "animated", 1),
        ReasonCount("waiting", "", 1),
    ]

"""Imports that were stopped, run again, or run side by side."""

from pathlib import Path

import pytest
from django.db import connections

from dataset.actions import imports
from dataset.actions.imports import ImportBusy
from dataset.choices import MediaState, RunState
from dataset.gateways import chunks, sources, tables
from dataset.gateways.chunks import Chunk
from dataset.models import Image, ImportRow, ImportRun, Prompt
from tests.dataset.collected import NOW, begin, bring_in, counts, keep, row, tree, verdicts

pytestmark = pytest.mark.django_db


def test_an_import_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(n) for n in range(1, 8)])
    first = bring_in(path, at_most=4, size=2)
    ImportRun.objects.filter(pk=first.pk).update(state=RunState.STOPPED)

    run = bring_in(path, size=2)

    assert run.pk == first.pk
    assert verdicts(run) == [(n, "added", "") for n in range(1, 8)]
    assert (counts(run), run.cursor, run.state) == ((7, 0, 0), 7, RunState.DONE)


def test_an_import_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(n) for n in range(1, 6)])
    killed = bring_in(path, at_most=3, size=3)
    ImportRun.objects.filter(pk=killed.pk).update(state=RunState.RUNNING, finished_at=None)

    run = bring_in(path)

    assert (run.pk, counts(run), run.cursor) == (killed.pk, (5, 0, 0), 5)


def test_a_changed_table_is_a_new_run_and_ends_the_old_one(tmp_path: Path) -> None:
    old = begin(tree(tmp_path, [row(1)]))

    new = begin(tree(tmp_path, [row(1), row(2)]))

    old.refresh_from_db()
    assert new.pk != old.pk
    assert (old.state, old.finished_at) == (RunState.STOPPED, NOW)


def test_a_chunk_goes_in_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1), row(2)])
    run = begin(path)
    ImportRun.objects.filter(pk=run.pk).update(cursor=1)
    found = sources.find(path)

    with tables.opened(found.table) as table:
        [chunk] = chunks.chunks(table.rows, sources.ImagePlaces(found.folder), size=10)
    with pytest.raises(ImportBusy):
        keep(run, chunk)

    assert (Image.objects.count(), ImportRow.objects.count()) == (0, 0)


def test_an_empty_chunk_moves_nothing_but_the_cursor(tmp_path: Path) -> None:
    run = begin(tree(tmp_path, [row(1)]))

    keep(run, Chunk(last=9))

    assert (run.cursor, run.n_rows) == (9, 0)


def test_a_known_pair_whose_picture_was_missing_or_refused_is_tried_again(tmp_path: Path) -> None:
    rows = [row(1), row(2), row(3)]
    bring_in(tree(tmp_path, rows, {"000/2.png": b"", "000/3.png": b""}), wait=True)
    Image.objects.filter(source_key="000/2.png").update(
        media_state=MediaState.REFUSED, media_reason="truncated", n_media_attempts=3
    )
    tree(tmp_path, rows)

    run = bring_in(tmp_path)

    assert verdicts(run) == [
        (1, "known", "picture_retried"),
        (2, "known", "picture_retried"),
        (3, "known", "already_in"),
    ]
    assert list(
        Image.objects.waiting().order_by("pk").values_list("source_key", "media_reason", "n_media_attempts")
    ) == [
        ("000/1.png", "", 0),
        ("000/2.png", "", 0),
        ("000/3.png", "", 0),
    ]


def test_a_withdrawn_image_does_not_come_back(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1)])
    bring_in(path)
    Image.objects.update(withdrawn_at=NOW, media_state=MediaState.REFUSED, media_reason="truncated")

    assert verdicts(bring_in(path)) == [(1, "known", "already_in")]


def test_two_sources_may_have_the_same_paths(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1)])

    assert counts(bring_in(path, source="one")) == (1, 0, 0)
    assert counts(bring_in(path, source="two")) == (1, 0, 0)
    assert Prompt.objects.count() == 1


def test_one_import_of_a_source_runs_at_a_time() -> None:
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended('import/test', 0))")
            with pytest.raises(ImportBusy), imports.alone("test"):
                pass
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended('import/test', 0))")
            with imports.alone("test"), imports.alone("another"):
                cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('import/test', 0))")
                assert cursor.fetchone() == (False,)
    finally:
        other.close()

from pathlib import Path

import pytest
from django.db import connection

from dataset.actions import rehearsals
from dataset.actions.rehearsals import Sample, Tally
from dataset.gateways import chunks, sources, tables
from tests.dataset.collected import Row, bring_in, row, tree

pytestmark = pytest.mark.django_db

WRITTEN = "SELECT relname, pg_relation_size(relid) FROM pg_stat_user_tables WHERE relname LIKE 'dataset%' ORDER BY 1"


def rehearse(path: Path, size: int = 100) -> Tally:
    found = sources.find(path)
    with tables.opened(found.table) as table:
        cut = chunks.chunks(table.rows, sources.ImagePlaces(found.folder), size=size)
        return list(rehearsals.rehearse(source="test", chunks=cut))[-1]


def sizes() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return list(cursor.fetchall())


def test_a_dry_run_says_what_an_import_would_and_writes_nothing(tmp_path: Path) -> None:
    bring_in(tree(tmp_path / "before", [row(1), row(2, prompt="another")]))
    rows: list[Row] = [row(1), row(2), row(3), b"{", row(4), row(3), row(5, Task1=["x"])]
    path = tree(tmp_path / "now", rows, {f"000/{n}.png": b"" for n in (1, 2, 3, 5)})
    before = sizes()

    tally = rehearse(path, size=2)

    assert sizes() == before
    assert dict(tally.counts) == {
        ("known", "already_in"): 1,
        ("refused", "other_prompt"): 1,
        ("added", ""): 1,
        ("refused", "not_json"): 1,
        ("refused", "image_missing"): 1,
        ("refused", "duplicate_key"): 1,
        ("added", "texts_skipped"): 1,
    }
    assert (tally.n("added"), tally.n("known"), tally.n("refused")) == (2, 1, 4)
    assert tally.samples["added", ""] == [Sample(3, "000/3.png", "a red fox and 3 apples")]


def test_a_dry_run_says_the_same_as_the_import_after_it(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1), row(1), b"[]", row(2), row(1)])

    tally = rehearse(path, size=2)
    run = bring_in(path, size=2)

    assert [tally.n(verdict) for verdict in ("added", "known", "refused")] == [run.n_added, run.n_known, run.n_refused]


def test_a_few_samples_of_each_kind_are_kept(tmp_path: Path) -> None:
    tally = rehearse(tree(tmp_path, [row(n) for n in range(9)]))

    assert [sample.number for sample in tally.samples["added", ""]] == [1, 2, 3, 4, 5]


def test_an_empty_table_has_an_empty_tally(tmp_path: Path) -> None:
    assert rehearse(tree(tmp_path, [])) == Tally()

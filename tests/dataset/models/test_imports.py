"""What the database refuses of import runs and their rows."""

from typing import Any

import pytest

from dataset.choices import RowVerdict, RunState
from tests.factories import NOW, ImportRowFactory, ImportRunFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("importrun_state_known", {"state": "lost", "finished_at": NOW}),
        ("importrun_counts_add_up", {"n_rows": 1}),
        ("importrun_counts_add_up", {"n_rows": 5, "n_added": 2, "n_known": 2, "n_refused": 2}),
        ("importrun_finished_when_not_running", {"finished_at": NOW}),
        ("importrun_finished_when_not_running", {"state": RunState.DONE}),
        ("importrun_finished_when_not_running", {"state": RunState.STOPPED}),
        ("importrun_finished_when_not_running", {"state": RunState.FAILED}),
    ],
)
def test_a_run_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        ImportRunFactory(**row)


def test_a_finished_run_accounts_for_every_row() -> None:
    run = ImportRunFactory(state=RunState.DONE, finished_at=NOW, n_rows=6, n_added=1, n_known=2, n_refused=3)

    assert (run.n_rows, run.finished_at) == (6, NOW)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("importrow_verdict_known", {"verdict": "lost", "reason": "too_long"}),
        ("importrow_says_why", {"verdict": RowVerdict.ADDED, "reason": ""}),
        ("importrow_says_why", {"verdict": RowVerdict.KNOWN, "reason": ""}),
        ("importrow_says_why", {"verdict": RowVerdict.REFUSED, "reason": ""}),
    ],
)
def test_a_row_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        ImportRowFactory(**row)


def test_a_row_of_a_run_is_told_once() -> None:
    row = ImportRowFactory()

    with refused_by("importrow_once"):
        ImportRowFactory(run=row.run, number=row.number)

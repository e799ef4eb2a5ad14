"""What the database keeps of exports."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import NOW, ExportRunFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("exportrun_state_known", {"state": "lost"}),
        ("exportrun_way_known", {"way": "guess"}),
        ("exportrun_lease_fits_state", {"state": "running"}),
        ("exportrun_lease_fits_state", {"lease_ends_at": NOW + timedelta(seconds=1)}),
        ("exportrun_over_is_dated", {"state": "stopped"}),
        ("exportrun_over_is_dated", {"finished_at": NOW}),
        ("exportrun_done_has_its_files", {"state": "done", "finished_at": NOW}),
    ],
)
def test_a_run_is_what_its_state_says(rule: str, wrong: dict[str, Any]) -> None:
    with refused_by(rule):
        ExportRunFactory(**wrong)


def test_what_was_asked_once_is_one_run() -> None:
    run = ExportRunFactory()

    with refused_by("exportrun_asked_once"):
        ExportRunFactory(key=run.key)

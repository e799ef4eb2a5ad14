"""What the database keeps of tallies and pulses."""

from typing import Any

import pytest

from tests.factories import BatchTallyFactory, PaceFactory, PulseFactory, RunTallyFactory, WorkTallyFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("parts", [{"n_contested": 1}, {"n_more": 1}, {"n_contested": -1}, {"n_more": -1}])
def test_the_parts_of_a_tally_fit_into_it(parts: dict[str, int]) -> None:
    with refused_by("batchtally_parts_fit"):
        BatchTallyFactory(**parts)


@pytest.mark.parametrize("kept", [{"n_judgments_kept": 1}, {"n_judged_kept": 1}])
def test_what_is_counted_for_good_is_a_part_of_what_is_counted(kept: dict[str, int]) -> None:
    with refused_by("worktally_keeps_a_part"):
        WorkTallyFactory(**kept)


def test_the_work_of_somebody_on_a_batch_is_one_row() -> None:
    row = WorkTallyFactory()

    with refused_by("worktally_once"):
        WorkTallyFactory(batch=row.batch, annotator=row.annotator)


@pytest.mark.parametrize(
    ("rule", "wrong"), [("pace_is_one_row", {"id": 2}), ("pace_hours_fit_a_week", {"n_week_hours": 170})]
)
def test_the_pace_is_one_row_of_one_week(rule: str, wrong: dict[str, Any]) -> None:
    with refused_by(rule):
        PaceFactory(**wrong)


def test_a_process_has_one_pulse_of_a_known_kind() -> None:
    PulseFactory(name="default@here")

    with refused_by("pulse_once"):
        PulseFactory(name="default@here")
    with refused_by("pulse_kind_known"):
        PulseFactory(kind="cron")


def test_of_the_words_of_an_import_no_more_are_struck_than_there_are() -> None:
    with refused_by("runtally_strikes_fit"):
        RunTallyFactory(n_words=1, n_struck=2)

"""What the database refuses of what machine work did by itself."""

from typing import Any

import pytest

from tests.factories import MachineDayFactory, MachineEventFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("machineevent_is_of_its_kind", {"kind": "gossip"}),
        ("machineevent_is_of_its_kind", {"kind": "ended", "run": None}),
        ("machineevent_is_of_its_kind", {"kind": "halted"}),
        ("machineevent_is_of_its_kind", {"kind": "budget"}),
        ("machineevent_says_what", {"says": ""}),
    ],
)
def test_an_event_is_refused(rule: str, fields: dict[str, Any]) -> None:
    with refused_by(rule):
        MachineEventFactory(**fields)


def test_an_event_is_kept_once() -> None:
    event = MachineEventFactory()

    with refused_by("dataset_machineevent_key_key"):
        MachineEventFactory(key=event.key)


def test_a_day_of_a_run_is_kept_once_and_is_not_negative() -> None:
    day = MachineDayFactory()

    with refused_by("machineday_once"):
        MachineDayFactory(run=day.run)
    with refused_by("machineday_is_not_negative"):
        MachineDayFactory(spent_amount=-1)

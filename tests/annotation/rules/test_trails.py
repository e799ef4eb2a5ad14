"""Which trails are let through, and how much of one is kept."""

import json
from typing import Any

import pytest

from annotation.rules.trails import MOST_EVENTS, read

TRAIL: dict[str, Any] = {
    "version": 1,
    "shown": 1_795_341_600_000,
    "painted": 40,
    "first": 900,
    "answered": 4_000,
    "device": "keyboard",
    "zoomed": False,
    "hidden_ms": 0,
    "build": "0123456789ab",
    "events": [[900, "toggle", 3, None, "key"], [1500, "toggle", 3, 5, "drag"]],
}


def test_a_trail_is_kept_as_it_was_told() -> None:
    assert json.loads(read(TRAIL)) == TRAIL


def test_what_does_not_belong_in_a_trail_is_left_out() -> None:
    assert json.loads(read({**TRAIL, "mouse_path": [[1, 2], [3, 4]]})) == TRAIL


def test_what_did_not_happen_is_null() -> None:
    told = {name: value for name, value in TRAIL.items() if name != "first"}

    assert json.loads(read(told))["first"] is None


def test_a_clock_that_was_set_back_costs_no_answer() -> None:
    told = {**TRAIL, "painted": -400, "events": [[-300, "toggle", 3, None, "key"]]}

    assert json.loads(read(told)) == told


def test_the_first_events_are_kept_of_too_many() -> None:
    events = [[ms, "toggle", 1, None, "key"] for ms in range(MOST_EVENTS + 1)]

    assert json.loads(read({**TRAIL, "events": events}))["events"] == events[:-1]


@pytest.mark.parametrize(
    "told",
    [
        None,
        "a trail",
        {},
        {**TRAIL, "version": 2},
        {**TRAIL, "painted": -(2**53)},
        {**TRAIL, "painted": 1.5},
        {**TRAIL, "painted": True},
        {**TRAIL, "first": 2**53},
        {**TRAIL, "device": "pen"},
        {**TRAIL, "device": ["mouse"]},
        {**TRAIL, "zoomed": 1},
        {**TRAIL, "build": "b" * 33},
        {**TRAIL, "build": "\x00"},
        {**TRAIL, "events": None},
        {**TRAIL, "events": "toggle"},
        {**TRAIL, "events": [[1, "toggle", 1, None]]},
        {**TRAIL, "events": [["soon", "toggle", 1, None, "key"]]},
        {**TRAIL, "events": [[1, 7, 1, None, "key"]]},
        {**TRAIL, "events": [[1, "toggle", -1, None, "key"]]},
        {**TRAIL, "events": [[1, "toggle", 1, 32_768, "key"]]},
        {**TRAIL, "events": [[1, "toggle", 1, None, None]]},
        {**TRAIL, "events": ["toggl"]},
    ],
)
def test_what_is_no_trail_is_refused(told: object) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read(told)

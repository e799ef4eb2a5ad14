"""What the database refuses of what a changed guideline touches."""

from typing import Any

import pytest

from tests.factories import (
    NOW,
    GoldFactory,
    GuidelineVersionFactory,
    MachineEventFactory,
    NoticeFactory,
    ReachFactory,
    TouchedFactory,
)
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("reach_stage_known", {"stage": 9}),
        ("reach_remedy_known", {"remedy": "burn", "reason": "so", "ordered_at": NOW}),
        ("reach_ordered_says_why", {"remedy": "desk", "ordered_at": NOW}),
        ("reach_finished_was_ordered", {"finished_at": NOW}),
        ("reach_parts_fit", {"n_closed": 1}),
    ],
)
def test_a_reach_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        ReachFactory(**row)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("touched_kind_known", {"kind": 9}),
        ("touched_names_a_word", {"words": []}),
        ("touched_words_are_word_indices", {"words": [2, 1]}),
    ],
)
def test_a_touched_pair_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        TouchedFactory(**row)


def test_a_pair_is_touched_once() -> None:
    kept = TouchedFactory()

    with refused_by("touched_once"):
        TouchedFactory(reach=kept.reach, pair=kept.pair)


def test_suspended_gold_is_not_in_use() -> None:
    with refused_by("gold_suspended_is_not_in_use"):
        GoldFactory(suspended_by=GuidelineVersionFactory())


def test_a_notice_is_of_one_thing_and_once() -> None:
    version = GuidelineVersionFactory()
    told = NoticeFactory(thread=None, guideline=version, user=NoticeFactory().user)

    with refused_by("notice_of_a_guideline_once"):
        NoticeFactory(thread=None, guideline=version, user=told.user)
    with refused_by("notice_of_one_thing"):
        NoticeFactory(thread=None, user=told.user)
    event = MachineEventFactory()
    with refused_by("notice_of_one_thing"):
        NoticeFactory(thread=None, guideline=GuidelineVersionFactory(), event=event, user=told.user)
    NoticeFactory(thread=None, event=event, user=told.user)
    with refused_by("notice_of_an_event_once"):
        NoticeFactory(thread=None, event=event, user=told.user)


def test_a_guideline_has_one_reach() -> None:
    kept = ReachFactory()

    with refused_by("annotation_reach_guideline_id_key"):
        ReachFactory(guideline=kept.guideline)

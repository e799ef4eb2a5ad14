"""What the database refuses of judgments set aside."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import NOW, SetAsideFactory, SetAsideJudgmentFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("setaside_has_a_reason", {"reason": ""}),
        ("setaside_begins_before_it_ends", {"since": NOW}),
        ("setaside_of_what_is_past", {"until": NOW + timedelta(seconds=1)}),
    ],
)
def test_an_act_is_refused(rule: str, fields: dict[str, Any]) -> None:
    with refused_by(rule):
        SetAsideFactory(**fields)


def test_an_act_is_undone_once() -> None:
    act = SetAsideFactory()
    SetAsideFactory(undoes=act)

    with refused_by("annotation_setaside_undoes_id_key"):
        SetAsideFactory(undoes=act)


def test_an_act_sets_a_judgment_aside_once() -> None:
    row = SetAsideJudgmentFactory()

    with refused_by("setasidejudgment_once"):
        SetAsideJudgmentFactory(act=row.act, judgment=row.judgment, slot=row.slot)

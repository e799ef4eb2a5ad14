"""What the database refuses of threads."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import (
    NOW,
    FlagFactory,
    GoldAnswerFactory,
    MessageFactory,
    NoticeFactory,
    QualificationAnswerFactory,
    ThreadFactory,
)
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("thread_about_its_kind", {"kind": "gossip"}),
        ("thread_due_after_it_began", {"due_at": NOW - timedelta(seconds=1)}),
    ],
)
def test_a_thread_is_refused(rule: str, fields: dict[str, Any]) -> None:
    with refused_by(rule):
        ThreadFactory(**fields)


def test_a_message_says_something() -> None:
    with refused_by("message_says_something"):
        MessageFactory(text="")


def test_somebody_has_one_notice_of_a_thread() -> None:
    notice = NoticeFactory()

    with refused_by("notice_once"):
        NoticeFactory(thread=notice.thread)


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("thread_about_its_kind", {"kind": "gold"}),
        ("thread_about_its_kind", {"kind": "pay"}),
        ("thread_about_its_kind", {"local_date": "2026-11-02"}),
        ("thread_about_its_kind", {"kind": "flag"}),
        ("thread_decision_fits", {"decision": "upheld"}),
    ],
)
def test_what_is_contested_is_of_an_answer_and_decided(rule: str, fields: dict[str, Any]) -> None:
    with refused_by(rule):
        ThreadFactory(**fields)


def test_an_answer_is_contested_once() -> None:
    answer = QualificationAnswerFactory()
    ThreadFactory(kind="gold", pair=None, answer=answer)

    with refused_by("thread_contests_once"):
        ThreadFactory(kind="gold", pair=None, answer=answer)


def test_a_day_of_pay_has_one_thread() -> None:
    about = {"kind": "pay", "pair": None, "local_date": "2026-11-02"}
    asked_by = ThreadFactory(**about).asked_by

    with refused_by("thread_of_a_day_once"):
        ThreadFactory(**about, asked_by=asked_by)


def test_an_answer_at_work_and_a_flag_are_contested_once_each() -> None:
    for kind, column, made, rule in (
        ("gold", "at_work", GoldAnswerFactory(), "thread_contests_gold_at_work_once"),
        ("flag", "flag", FlagFactory(), "thread_contests_a_flag_once"),
    ):
        ThreadFactory(kind=kind, pair=None, **{column: made})
        with refused_by(rule):
            ThreadFactory(kind=kind, pair=None, **{column: made})


def test_a_contest_is_about_one_thing_and_decided_by_a_known_word() -> None:
    with refused_by("thread_about_its_kind"):
        ThreadFactory(kind="gold", pair=None, at_work=GoldAnswerFactory(), answer=QualificationAnswerFactory())
    with refused_by("thread_decision_fits"):
        ThreadFactory(kind="flag", pair=None, flag=FlagFactory(), decision="lost")

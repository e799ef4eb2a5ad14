"""What the database refuses of threads."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import NOW, MessageFactory, NoticeFactory, QualificationAnswerFactory, ThreadFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("thread_kind_known", {"kind": "gossip"}),
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
        ("thread_decision_fits", {"decision": "upheld"}),
        ("thread_decision_fits", {"decision": "lost", "kind": "flag"}),
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

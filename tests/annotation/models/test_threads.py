"""What the database refuses of threads."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import NOW, MessageFactory, NoticeFactory, ThreadFactory
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

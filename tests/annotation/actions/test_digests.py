"""The inbox by mail: what waits, once a day, to who has an address."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from annotation import tasks
from annotation.actions import digests
from annotation.models import Digest
from tests.factories import NOW, AnnotatorFactory, ManagerFactory, MessageFactory, NoticeFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def letters() -> list[tuple[str, list[str]]]:
    return [(str(one.subject), one.to) for one in mail.outbox]


def test_who_answers_hears_of_questions_and_who_asked_of_answers_once_a_day() -> None:
    ManagerFactory(email="ruth@example.org")
    ManagerFactory(email="")
    mina = AnnotatorFactory(user__email="mina@example.org").user
    thread = MessageFactory(thread__asked_by=mina, thread__due_at=NOW).thread
    NoticeFactory(thread=thread)

    assert digests.send_due(now=NOW + DAY) == 2
    assert digests.send_due(now=NOW + DAY) == 0

    assert letters() == [
        ("Strikeout: Questions that wait for an answer: 1", ["ruth@example.org"]),
        ("Strikeout: New answers and rulings for you: 1", ["mina@example.org"]),
    ]
    assert "Of these late: 1" in mail.outbox[0].body
    assert "/questions/" in mail.outbox[0].body
    assert not any("toy dog" in str(one.body) for one in mail.outbox)
    assert digests.send_due(now=NOW + 2 * DAY) == 1  # the question waits still; the answer was told of


def test_nothing_that_waits_is_no_mail() -> None:
    ManagerFactory(email="ruth@example.org")
    NoticeFactory(thread=MessageFactory(thread__answered_at=NOW).thread, read_at=NOW)

    assert digests.send_due(now=NOW) == 0
    assert (letters(), Digest.objects.count()) == ([], 0)


def test_without_a_mail_server_nobody_is_written_to(settings: Any) -> None:
    ManagerFactory(email="ruth@example.org")
    MessageFactory()
    tasks.tick_digests()
    assert letters() == []

    settings.MAIL = "smtp://mail.example.org"
    tasks.tick_digests()
    assert len(letters()) == 1

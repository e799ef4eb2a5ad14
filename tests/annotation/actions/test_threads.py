"""Questions: asked once, answered once, told to whom they concern."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from annotation.actions import threads
from annotation.errors import PairUnknown, ReceiptTaken
from annotation.models import AuditEntry, Message, Notice, Thread, User
from tests.annotation.tables import APPLE, RED, Table
from tests.factories import NOW, AnnotatorFactory, ManagerFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
LATER = NOW + timedelta(hours=2)


def asked_at(table: Table, who: int = 0, **fields: object) -> Thread:
    said = threads.Asked(**({"uuid": uuid4(), "pair_id": table.pair.pk, "text": "Is it one?", "word": APPLE} | fields))
    return threads.ask(annotator=table.members[who].annotator, asked=said, within=DAY, now=NOW)


def reply(thread: Thread, author: User, uuid: UUID | None = None) -> None:
    threads.answer(thread=thread, author=author, uuid=uuid or uuid4(), text="Yes, it is.", now=LATER)


def unread(table: Table) -> set[int]:
    """Who of the table was told of something new."""
    users = [member.annotator.user_id for member in table.members]
    return {users.index(user) for user in Notice.objects.filter(read_at=None).values_list("user", flat=True)}


def test_a_question_waits_for_its_answer_until_it_is_due():
    table = Table()
    table.claim(0)

    thread = asked_at(table)

    assert (thread.kind, thread.word, thread.due_at, thread.answered_at) == ("question", APPLE, NOW + DAY, None)
    assert Message.objects.values_list("thread", "author", "text").get() == (
        thread.pk,
        table.members[0].annotator.user_id,
        "Is it one?",
    )
    assert unread(table) == set()


def test_asked_twice_with_one_uuid_it_is_one_question():
    table = Table()
    table.claim(0)
    uuid = uuid4()

    assert asked_at(table, uuid=uuid) == asked_at(table, uuid=uuid)
    assert Message.objects.count() == 1
    for other in ({"text": "Another?"}, {"word": RED}):
        with pytest.raises(ReceiptTaken):
            asked_at(table, uuid=uuid, **other)


def test_nobody_asks_under_the_uuid_of_somebody_else():
    table = Table()
    table.claim(0)
    table.claim(1)
    thread = asked_at(table)

    with pytest.raises(ReceiptTaken):
        asked_at(table, 1, uuid=thread.pk)


def test_only_a_pair_that_was_given_is_asked_about_and_only_a_word_of_it():
    table = Table()
    with pytest.raises(PairUnknown):
        asked_at(table)

    table.claim(0)
    with pytest.raises(threads.WordUnknown):
        asked_at(table, word=6)


def test_the_answer_is_told_to_who_asked_and_to_whoever_met_the_pair():
    table = Table()
    table.judge(0, RED)
    table.claim(1)
    thread = asked_at(table)
    ruth = ManagerFactory()

    reply(thread, ruth)

    thread.refresh_from_db()
    assert thread.answered_at == LATER
    assert unread(table) == {0, 1}
    assert AuditEntry.objects.filter(act="answer_thread").values_list("actor", "subject").get() == (
        ruth.username,
        f"pair {table.pair.pk}",
    )


def test_an_answer_sent_twice_is_said_once():
    table = Table()
    table.claim(0)
    thread, uuid, manager = asked_at(table), uuid4(), ManagerFactory()

    for _ in range(2):
        reply(thread, manager, uuid)

    assert thread.messages.count() == 2


def test_who_asked_may_go_on_and_it_waits_again():
    table = Table()
    table.claim(0)
    thread = asked_at(table)
    reply(thread, ManagerFactory())
    asker, more = table.members[0].annotator.user, uuid4()

    for _ in range(2):
        threads.go_on(thread=thread, author=asker, uuid=more, text="And a toy?", within=DAY, now=LATER)

    thread.refresh_from_db()
    assert (thread.answered_at, thread.due_at) == (None, LATER + DAY)
    assert [message.text for message in thread.messages.order_by("created_at")][2:] == ["And a toy?"]


def test_what_is_said_before_an_answer_puts_off_nothing():
    table = Table()
    table.claim(0)
    thread = asked_at(table)

    threads.go_on(
        thread=thread, author=table.members[0].annotator.user, uuid=uuid4(), text="Well?", within=DAY, now=LATER
    )

    thread.refresh_from_db()
    assert thread.due_at == NOW + DAY


def test_what_was_read_is_new_again_when_more_is_answered():
    table = Table()
    table.claim(0)
    thread = asked_at(table)
    reply(thread, ManagerFactory())
    threads.read(thread=thread, user=table.members[0].annotator.user, now=LATER)
    assert unread(table) == set()

    reply(thread, ManagerFactory())

    assert unread(table) == {0}


def test_nobody_else_is_told():
    table = Table()
    table.claim(0)
    AnnotatorFactory()
    reply(asked_at(table), ManagerFactory())

    assert Notice.objects.count() == 1

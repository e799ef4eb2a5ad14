"""A batch while it runs: its terms, and what people hold of it."""

from datetime import date, timedelta

import pytest

from annotation.actions import batches, claims, running
from annotation.choices import SlotState
from annotation.models import AuditEntry, Meeting, Slot
from annotation.rules.leases import LEASE
from tests.annotation.tables import RED, Table
from tests.factories import NOW, AnnotatorFactory, BatchFactory, answer_to

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def move(table: Table, giver: int, taker: int) -> int:
    people = [table.members[who].annotator for who in (giver, taker)]
    return running.hand_over(batch=table.batch, giver=people[0], taker=people[1], actor="mia", now=LATER)


def holders(table: Table) -> list[int | None]:
    return [*Slot.objects.filter(pair=table.pair).order_by("pk").values_list("annotator", flat=True)]


def test_terms_are_changed_with_what_they_were_and_once():
    batch = BatchFactory(name="pilot")

    for _ in range(2):
        running.change_terms(batch=batch, priority=3, deadline=date(2026, 12, 24), actor="mia", now=NOW)

    batch.refresh_from_db()
    assert (batch.priority, batch.deadline) == (3, date(2026, 12, 24))
    [entry] = AuditEntry.objects.all()
    assert (entry.act, entry.subject) == ("change_terms", "batch pilot")
    assert entry.detail == {
        "before": {"priority": 0, "deadline": None, "gold_share": 0},
        "after": {"priority": 3, "deadline": "2026-12-24", "gold_share": 0},
    }


def test_a_closed_batch_has_no_terms_to_change():
    batch = BatchFactory(state="closed", closed_at=NOW)

    with pytest.raises(running.BatchOver):
        running.change_terms(batch=batch, priority=1, deadline=None, actor="mia", now=NOW)


def test_the_batch_of_the_highest_priority_is_given_first():
    low, high = Table(n_members=1), Table(n_members=1)
    person = low.members[0].annotator
    batches.add_member(batch=high.batch, annotator=person, actor="mia", now=NOW)
    running.change_terms(batch=high.batch, priority=1, deadline=None, actor="mia", now=NOW)

    work = claims.claim(annotator=person, wanted=1, now=NOW)

    assert [row["pair"] for row in work.pairs] == [high.pair.pk]


def test_what_somebody_holds_goes_back_and_their_late_answer_counts():
    table = Table(n_members=2)
    table.claim(0)

    n = running.give_back(batch=table.batch, annotator=table.members[0].annotator, actor="mia", now=LATER)

    assert (n, holders(table)) == (1, [None, None])
    assert table.send(0, answer_to(table.pair, RED)).outcome == "counted"


def test_what_somebody_holds_is_handed_to_another_with_a_lease_of_its_own():
    table = Table(n_members=3)
    table.claim(0)

    assert move(table, 0, 1) == 1

    taker = table.members[1].annotator
    slot = Slot.objects.get(pair=table.pair, annotator=taker)
    assert (slot.state, slot.lease_ends_at) == (SlotState.LEASED, LATER + LEASE)
    assert Meeting.objects.filter(pair=table.pair, annotator=taker).exists()
    assert table.send(1, answer_to(table.pair, RED)).outcome == "counted"
    assert AuditEntry.objects.get().detail == {
        "from": table.members[0].annotator_id,
        "to": taker.pk,
        "pairs": 1,
        "given_back": 0,
    }


@pytest.mark.parametrize("why", ["judged it", "reads it not", "never wants it", "left", "is suspended", "is the same"])
def test_who_may_not_be_given_a_pair_is_not_handed_it_and_it_goes_back(why: str):
    table = Table(n_members=3)
    if why == "judged it":
        table.judge(1, RED)
    table.claim(0)
    taker = table.members[1]
    if why == "reads it not":
        taker.annotator.languages = ["ko"]
    if why == "never wants it":
        taker.annotator.exposure = "never"
        table.pair.image.sensitivity = "sensitive"
        table.pair.image.save()
    if why == "left":
        taker.state = "removed"
    if why == "is suspended":
        taker.annotator.suspended_at, taker.annotator.suspended_reason = NOW, "rest"
    taker.annotator.save()
    taker.save()

    assert move(table, 0, 0 if why == "is the same" else 1) == 0

    leased = Slot.objects.filter(pair=table.pair, state=SlotState.LEASED)
    assert not leased.exists()


def test_nothing_is_moved_of_another_batch():
    table, other = Table(n_members=2), Table(n_members=1)
    person = table.members[0].annotator
    batches.add_member(batch=other.batch, annotator=person, actor="mia", now=NOW)
    table.claim(0)

    assert running.give_back(batch=other.batch, annotator=person, actor="mia", now=LATER) == 0
    assert person.pk in holders(table)


def test_who_is_in_no_batch_takes_nothing_over():
    table = Table(n_members=1)
    table.claim(0)

    giver, taker = table.members[0].annotator, AnnotatorFactory()
    assert running.hand_over(batch=table.batch, giver=giver, taker=taker, actor="mia", now=LATER) == 0
    assert holders(table) == [None, None]

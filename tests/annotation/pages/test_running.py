"""Changing a batch while it runs, by its page."""

from datetime import date, timedelta

import pytest
from django.test.client import Client
from django.utils import timezone

from annotation.actions import tallies
from annotation.models import BatchTally, Slot
from dataset.models import Withdrawal
from tests.annotation.tables import RED, Table
from tests.factories import BatchFactory, BatchPairFactory, ImageFactory, PaceFactory

pytestmark = pytest.mark.django_db


def username(table: Table, who: int) -> str:
    return str(table.members[who].annotator.user.username)


def test_priority_and_deadline_are_changed_and_nonsense_is_refused(by_manager: Client) -> None:
    batch = BatchFactory(name="pilot")

    by_manager.post("/batches/pilot/terms/", {"priority": "7", "deadline": "2026-12-24"})
    answer = by_manager.post("/batches/pilot/terms/", {"priority": "high"}, follow=True)

    batch.refresh_from_db()
    assert (batch.priority, batch.deadline) == (7, date(2026, 12, 24))
    assert "A priority is a whole number from -100 to 100" in answer.content.decode()


def test_a_closed_batch_says_that_its_terms_stand(by_manager: Client) -> None:
    BatchFactory(name="pilot", state="closed", closed_at=timezone.now())

    answer = by_manager.post("/batches/pilot/terms/", {"priority": "7"}, follow=True)

    assert "The batch is closed for good." in answer.content.decode()


def test_what_somebody_holds_is_moved_to_another_or_to_the_queue(by_manager: Client) -> None:
    table = Table(n_members=2, name="pilot")
    table.claim(0)

    said = by_manager.post(
        "/batches/pilot/leases/", {"annotator": username(table, 0), "to": username(table, 1)}, follow=True
    )
    assert "Handed over: 1." in said.content.decode()
    assert Slot.objects.get(annotator__isnull=False).annotator == table.members[1].annotator

    said = by_manager.post("/batches/pilot/leases/", {"annotator": username(table, 1)}, follow=True)
    assert "Back in the queue: 1." in said.content.decode()
    assert not Slot.objects.filter(annotator__isnull=False).exists()


def test_nobody_named_moves_nothing(by_manager: Client) -> None:
    BatchFactory(name="pilot")

    answer = by_manager.post("/batches/pilot/leases/", {}, follow=True)

    assert "Say whose pairs, and to whom." in answer.content.decode()


def test_the_page_says_when_the_batch_ends_and_that_it_is_after_the_deadline(by_manager: Client) -> None:
    now = timezone.now()
    batch = BatchFactory(name="pilot", deadline=now.date() + timedelta(days=1))
    BatchTally.objects.create(batch=batch, n_open=100, n_missing=200, counted_at=now)
    PaceFactory(n_week=10, n_week_hours=1, week_seconds=3600, counted_at=now, week_counted_at=now)

    answer = by_manager.get("/batches/pilot/")

    # 250 opinions at 10 an hour, eight hours a day
    assert answer.context["forecast"].ends_on == now.date() + timedelta(days=3)
    assert "At this pace it ends after its deadline" in answer.content.decode()


def test_a_batch_within_its_deadline_says_so_without_alarm(by_manager: Client) -> None:
    table = Table(name="pilot", deadline=timezone.now().date())
    for who in (0, 1):
        table.judge(who, RED)
    tallies.count_batch(batch=table.batch, now=timezone.now())

    answer = by_manager.get("/batches/pilot/")

    assert not answer.context["late"]
    assert "Deadline: " in answer.content.decode()


def test_many_pictures_are_named_looked_at_and_withdrawn_with_one_reason(by_manager: Client) -> None:
    batch = BatchFactory(name="pilot")
    first, second, kept = (BatchPairFactory(batch=batch) for _ in range(3))
    elsewhere = ImageFactory()
    names = [str(first.image.public_id), second.image.source_key, str(elsewhere.public_id), "nonsense", "", "nonsense"]
    said = {"pictures": "\n".join(names), "reason": "their maker asked"}

    looked = by_manager.post("/batches/pilot/withdraw/", said)

    found = looked.context["found"]
    assert found.images == [first.image, second.image]
    assert found.unknown == [str(elsewhere.public_id), "nonsense"]
    assert not Withdrawal.objects.exists()

    done = by_manager.post("/batches/pilot/withdraw/", said | {"seen": "on"}, follow=True)

    assert "Out of use: 2 pictures. Pairs taken out of work: 2." in done.content.decode()
    assert [*Withdrawal.objects.order_by("image").values_list("image", "reason")] == [
        (first.image_id, "their maker asked"),
        (second.image_id, "their maker asked"),
    ]
    kept.refresh_from_db()
    assert kept.state == 1


def test_more_than_five_hundred_are_not_withdrawn_at_once(by_manager: Client) -> None:
    BatchFactory(name="pilot")

    said = {"pictures": "\n".join(str(n) for n in range(501)), "reason": "all", "seen": "on"}
    answer = by_manager.post("/batches/pilot/withdraw/", said)

    assert answer.context["form"].errors == {"pictures": ["501 are named; at most 500 at once."]}

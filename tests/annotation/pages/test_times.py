"""An annotator's own working time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from annotation.models import Annotator
from annotation.templatetags.humanized import spelled
from tests.conftest import SignIn
from tests.factories import ActiveIntervalFactory, AnnotatorFactory, WorkSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def annotator(signed_in: SignIn) -> Annotator:
    found: Annotator = AnnotatorFactory()
    signed_in(found.user)
    return found


def text_of(client: Client, address: str = "/me/time/") -> str:
    return " ".join(client.get(address).content.decode().split())


def test_a_day_without_work_says_so_and_what_is_recorded(annotator, client):
    shown = text_of(client)

    assert "No time counted that day" in shown
    assert "What is recorded" in shown


def test_a_day_shows_its_intervals_in_the_persons_zone_and_each_activity_together(annotator, client):
    WorkSessionFactory(annotator=annotator, zone="Asia/Seoul")
    nine = timezone.now().replace(year=2026, month=11, day=20, hour=0, minute=0, second=0, microsecond=0)
    for minute, activity in ((0, "judging"), (65, "guideline"), (70, "judging")):
        span = (nine + timedelta(minutes=minute), nine + timedelta(minutes=minute + 5))
        ActiveIntervalFactory(
            annotator=annotator, span=span, activity=activity, zone="Asia/Seoul", local_date="2026-11-20"
        )

    shown = text_of(client, "/me/time/?day=2026-11-20")

    assert '20 November 2026, zone <bdi>Asia/Seoul</bdi>: <strong class="num">15 min 00 s</strong>' in shown
    assert '<dt>Judging</dt><dd class="num">10 min 00 s</dd>' in shown
    assert '<dt>Reading the guideline</dt><dd class="num">5 min 00 s</dd>' in shown
    times = "".join(f'<td class="num">{at}</td>' for at in ("10:05:00", "10:10:00"))
    assert f'{times}<td>Reading the guideline</td><td class="num">5 min 00 s</td>' in shown


def test_nobody_sees_the_time_of_another(annotator, client):
    ActiveIntervalFactory(local_date="2026-11-20")

    assert "No time counted that day" in text_of(client, "/me/time/?day=2026-11-20")


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "%00"])
def test_what_is_no_day_is_today(annotator, client, day):
    assert "No time counted that day" in text_of(client, f"/me/time/?day={day}")


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_asks_as_much_for_many_intervals_as_for_one(annotator, client, django_assert_num_queries, n):
    today = timezone.now()
    for minute in range(n):
        at = today + timedelta(minutes=2 * minute)
        ActiveIntervalFactory(annotator=annotator, span=(at, at + timedelta(minutes=1)), local_date=today.date())

    with django_assert_num_queries(5):
        client.get("/me/time/")


def test_lengths_are_spelled_by_their_two_largest_parts():
    lengths = [timedelta(seconds=9), timedelta(seconds=750), timedelta(hours=7, minutes=5, seconds=59)]

    assert [spelled(length) for length in lengths] == ["9 s", "12 min 30 s", "7 h 05 min"]

"""Heartbeats over the wire."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from annotation.choices import SlotState
from annotation.models import ActiveInterval, Annotator, Heartbeat, Member, Slot
from dataset.models import Image
from tests.conftest import SignIn
from tests.factories import NOW, BatchPairFactory, MemberFactory, NoticeFactory, RulingFactory

pytestmark = pytest.mark.django_db


def post(client: Client, body: object) -> Any:
    return client.post("/api/v1/heartbeats", body, content_type="application/json")


def midday(now: datetime) -> str:
    """A zone in which it is noon now, so that no midnight parts what is reported."""
    return f"Etc/GMT{now.hour - 12:+d}"


def body(**more: object) -> dict[str, Any]:
    span = {"from_ms_ago": 60_000, "to_ms_ago": 0, "activity": "judging", "pair": None, "n_words": 0}
    now = timezone.now()
    plain = {"session": str(uuid.uuid4()), "seq": 1, "zone": midday(now), "sent_at": now.isoformat()}
    return {**plain, "spans": [span], "inputs": 3, "visible": True, **more}


@pytest.fixture
def member(signed_in: SignIn) -> Member:
    found = MemberFactory()
    signed_in(found.annotator.user)
    return found


def test_a_heartbeat_answers_with_todays_time_and_the_end_of_the_first_lease(member, client):
    BatchPairFactory(batch=member.batch)
    client.post("/api/v1/claims", {"want": 1}, content_type="application/json")
    lease = Slot.objects.get(state=SlotState.LEASED)

    before = timezone.now()
    answer = post(client, body(spans=[]))
    after = timezone.now()

    at = lease.lease_ends_at.isoformat().replace("+00:00", "Z")
    left = answer.json()["lease_ms"]
    assert answer.status_code == 200
    nothing: dict[str, object] = {"active_today_ms": 0, "withdrawn": [], "spared": [], "guideline": 1, "unread": 0}
    assert answer.json() == {**nothing, "lease_ends_at": at, "lease_ms": left}
    assert lease.lease_ends_at - after <= timedelta(milliseconds=left + 1)
    assert timedelta(milliseconds=left) <= lease.lease_ends_at - before


def test_who_holds_nothing_is_told_of_no_lease(member, client):
    told = post(client, body(spans=[])).json()

    assert (told["lease_ends_at"], told["lease_ms"]) == (None, None)


def held_by(client: Client) -> list[int]:
    """The slots that whoever is signed in holds, by the order of their pairs."""
    work = client.post("/api/v1/claims", {"want": 10}, content_type="application/json").json()
    return [pair["slot"] for pair in sorted(work["pairs"], key=lambda pair: int(pair["pair"]))]


@pytest.mark.parametrize("exposure", ["never", "blur"])
def test_a_page_is_told_which_of_its_pairs_are_shown_no_more(member, client, exposure):
    pairs = BatchPairFactory.create_batch(5, batch=member.batch)
    slots = held_by(client)
    Annotator.objects.update(exposure=exposure)
    for pair, sensitivity in zip(pairs, ("sensitive", "blocked", "safe", "unknown"), strict=False):
        Image.objects.filter(pk=pair.image_id).update(sensitivity=sensitivity)
    Image.objects.filter(pk=pairs[3].image_id).update(withdrawn_at=NOW)

    told = post(client, body(held=slots)).json()

    assert told["withdrawn"] == [slots[1], slots[3]]
    assert told["spared"] == ([slots[0]] if exposure == "never" else [])


def test_nobody_learns_of_pairs_that_were_never_given_to_them(member, client):
    other = BatchPairFactory(image__sensitivity="blocked")
    slots = [*Slot.objects.filter(pair=other).values_list("pk", flat=True)]

    told = post(client, body(held=[*slots, 2**40])).json()

    assert slots
    assert (told["withdrawn"], told["spared"]) == ([], [])


def test_a_page_is_told_the_number_of_the_newest_guideline_that_is_published(member, client):
    RulingFactory(guideline__number=7)
    RulingFactory(guideline__number=8, guideline__published_at=None)

    assert post(client, body(spans=[])).json()["guideline"] == 7


@pytest.mark.parametrize("n", [1, 3])
def test_a_heartbeat_tells_how_many_answers_are_unread_in_thirteen_statements(member, client, statements, n):
    NoticeFactory.create_batch(n, user=member.annotator.user)
    NoticeFactory(user=member.annotator.user, read_at=NOW)
    NoticeFactory()

    with statements:
        told = post(client, body(spans=[])).json()

    assert (told["unread"], len(statements)) == (n, 13)


def test_the_time_that_counts_is_that_of_whole_seconds_once(member, client):
    once = body()
    post(client, once)

    post(client, once)

    one = ActiveInterval.objects.get(annotator=member.annotator)
    assert timedelta(seconds=60) <= one.span.upper - one.span.lower <= timedelta(seconds=61)
    assert Heartbeat.objects.count() == 1


def test_a_session_of_another_person_is_refused(member, client, signed_in):
    first = body()
    post(client, first)
    signed_in(MemberFactory().annotator.user)

    answer = post(client, first | {"seq": 2})

    assert (answer.status_code, answer.json()["code"]) == (409, "uuid_reused")


@pytest.mark.parametrize(
    "wrong",
    [
        {"seq": -1},
        {"session": "mine"},
        {"sent_at": "1900-01-01T00:00:00Z"},
        {"spans": [{"from_ms_ago": 60_000, "to_ms_ago": 0, "activity": "sleeping"}]},
        {"spans": [{"from_ms_ago": -1, "to_ms_ago": 0, "activity": "judging"}]},
        {"spans": [{"from_ms_ago": 1, "to_ms_ago": 0, "activity": "judging"}] * 1001},
    ],
)
def test_what_is_no_report_is_malformed(member, client, wrong):
    answer = post(client, body(**wrong))

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")

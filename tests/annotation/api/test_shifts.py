"""Packs, parkings and ends of shifts over the wire."""

import uuid
from typing import Any

import pytest
from django.test import Client

from annotation.choices import SlotState
from annotation.models import Member, ShiftEnd, Slot
from tests.conftest import SignIn
from tests.factories import BatchPairFactory, MemberFactory

pytestmark = pytest.mark.django_db


def post(client: Client, name: str, body: object) -> Any:
    return client.post(f"/api/v1/{name}", body, content_type="application/json")


@pytest.fixture
def member(signed_in: SignIn) -> Member:
    found = MemberFactory()
    signed_in(found.annotator.user)
    return found


def test_a_pack_answers_with_all_its_pairs(member, client):
    BatchPairFactory.create_batch(3, batch=member.batch)

    answer = post(client, "packs", {"want": 80})

    held = Slot.objects.filter(annotator=member.annotator, state=SlotState.LEASED).order_by("pair")
    assert answer.status_code == 200
    assert [(pair["slot"], pair["lease_ends_at"]) for pair in answer.json()["pairs"]] == [
        (slot.pk, slot.lease_ends_at.isoformat()) for slot in held
    ]


@pytest.mark.parametrize("want", [0, 81, "many"])
def test_a_pack_has_one_to_eighty_pairs(member, client, want):
    assert post(client, "packs", {"want": want}).status_code == 422


def test_a_page_that_is_left_parks_what_is_held(member, client):
    BatchPairFactory.create_batch(2, batch=member.batch)
    post(client, "claims", {"want": 2})

    answer = post(client, "parkings", {})

    assert (answer.status_code, answer.json()) == (200, {"parked": 2})


def test_a_beacon_parks_by_a_form_that_carries_the_token(member):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member.annotator.user)
    BatchPairFactory.create_batch(2, batch=member.batch)
    token = browser.get("/work/").context["csrf_token"]
    slot = Slot.objects.filter(state=SlotState.LEASED).first()
    form = "application/x-www-form-urlencoded"

    parked = browser.post("/api/v1/parkings", f"csrfmiddlewaretoken={token}&slots={slot.pk}", content_type=form)
    unsigned = browser.post("/api/v1/parkings", f"slots={slot.pk}", content_type=form)

    assert (parked.status_code, parked.json()) == (200, {"parked": 1})
    assert unsigned.status_code == 403


def test_the_end_of_a_shift_answers_with_its_receipt(member, client):
    key = str(uuid.uuid4())

    answer = post(client, "shift-ends", {"uuid": key})

    ended = ShiftEnd.objects.get(uuid=key)
    at = ended.ended_at.isoformat().replace("+00:00", "Z")
    assert (answer.status_code, answer.json()) == (
        200,
        {"receipt": {"from": at, "to": at, "judged": 0, "skipped": 0, "active_ms": 0}},
    )
    assert post(client, "shift-ends", {"uuid": key}).json() == answer.json()


def test_a_uuid_of_another_persons_shift_end_is_refused(member, client, signed_in):
    body = {"uuid": str(uuid.uuid4())}
    post(client, "shift-ends", body)
    signed_in(MemberFactory().annotator.user)

    answer = post(client, "shift-ends", body)

    assert (answer.status_code, answer.json()["code"]) == (409, "uuid_reused")

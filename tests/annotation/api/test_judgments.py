"""The wire between workbench and server."""

import uuid
from typing import Any

import pytest
from django.test import Client

from annotation.choices import SlotState
from annotation.models import Judgment, Member, Slot
from tests.conftest import SignIn
from tests.factories import BatchPairFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def post(client: Client, name: str, body: object) -> Any:
    return client.post(f"/api/v1/{name}", body, content_type="application/json")


def body_for(pair: dict[str, Any], *struck: int, **more: object) -> dict[str, Any]:
    return {
        "uuid": str(uuid.uuid4()),
        "pair": pair["pair"],
        "slot": pair["slot"],
        "tokens_hash": pair["tokens_hash"],
        "outcome": "judged",
        "struck": list(struck),
        "unsure": [],
        "active_ms": 1200,
        "refill": 0,
        **more,
    }


@pytest.fixture
def member(signed_in: SignIn) -> Member:
    found = MemberFactory()
    signed_in(found.annotator.user)
    return found


def test_a_claim_answers_with_all_that_a_screen_needs(member, client):
    pair = BatchPairFactory(batch=member.batch, text="a red fox::2 --ar 3:2 ")

    answer = post(client, "claims", {"want": 1})

    assert answer.status_code == 200
    [shown] = answer.json()["pairs"]
    slot = Slot.objects.get(state=SlotState.LEASED)
    image = f"/images/{pair.image.public_id}"
    assert {name: shown[name] for name in shown if name != "tokens"} == {
        "pair": pair.pk,
        "slot": slot.pk,
        "batch": {"id": member.batch_id, "name": member.batch.name},
        "lease_ends_at": slot.lease_ends_at.isoformat(),
        "language": "en",
        "tokens_hash": pair.tokenisation.tokens_hash,
        "prompt": "a red fox::2 --ar 3:2 ",
        "n_words": 3,
        "tail": " ",
        "image": {
            "id": str(pair.image.public_id),
            "width": 1024,
            "height": 1024,
            "thumbhash": "",
            "sensitivity": "unknown",
            "renditions": {"512": f"{image}/512", "1024": f"{image}/1024", "original": f"{image}/original"},
        },
        "draft": None,
    }
    assert [(token["before"], token["text"], token["word"], token["locked"]) for token in shown["tokens"]] == [
        ("", "a", 0, None),
        (" ", "red", 1, None),
        (" ", "fox", 2, None),
        ("", "::2", None, "weight"),
        (" ", "--ar 3:2", None, "parameter"),
    ]


def test_an_answer_brings_its_receipt_and_the_next_pairs(member, client):
    first, second = BatchPairFactory.create_batch(2, batch=member.batch)
    [shown] = post(client, "claims", {"want": 1}).json()["pairs"]
    body = body_for(shown, 1, refill=1)

    answer = post(client, "judgments", body).json()

    assert answer["receipt"] == {
        "uuid": body["uuid"],
        "pair": first.pk,
        "outcome": "counted",
        "revision": 1,
        "struck": [1],
    }
    assert answer["judged_today"] == 1
    assert [pair["pair"] for pair in answer["work"]["pairs"]] == [second.pk]


def test_a_replay_gets_the_same_receipt(member, client):
    BatchPairFactory(batch=member.batch)
    [shown] = post(client, "claims", {"want": 1}).json()["pairs"]
    body = body_for(shown, 1)

    receipts = [post(client, "judgments", body).json()["receipt"] for _ in range(2)]

    assert receipts[0] == receipts[1]
    assert Judgment.objects.count() == 1


def test_a_uuid_used_again_for_something_else_is_a_conflict(member, client):
    BatchPairFactory(batch=member.batch)
    [shown] = post(client, "claims", {"want": 1}).json()["pairs"]
    body = body_for(shown, 1)
    post(client, "judgments", body)

    answer = post(client, "judgments", body | {"struck": []})

    assert (answer.status_code, answer.json()["code"]) == (409, "uuid_reused")


def test_marks_say_nothing_when_the_whole_pair_is_set_apart(member, client):
    BatchPairFactory(batch=member.batch)
    [shown] = post(client, "claims", {"want": 1}).json()["pairs"]

    answer = post(client, "judgments", body_for(shown, 1, outcome="mismatch")).json()

    assert answer["receipt"]["struck"] == []
    assert Judgment.objects.get().outcome == "mismatch"


@pytest.mark.parametrize(
    "wrong",
    [
        {"struck": [-1]},
        {"struck": "1"},
        {"struck": [99]},
        {"outcome": "fine"},
        {"uuid": "7"},
        {"refill": 11},
        {"pair": None},
    ],
    ids=str,
)
def test_a_malformed_answer_is_told_what_is_wrong_and_keeps_nothing(member, client, wrong):
    BatchPairFactory(batch=member.batch)
    [shown] = post(client, "claims", {"want": 1}).json()["pairs"]

    answer = post(client, "judgments", body_for(shown) | wrong)

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")
    assert Judgment.objects.count() == 0


def test_a_body_that_is_not_json_is_malformed(member, client):
    answer = client.post("/api/v1/claims", "{", content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


def test_a_pair_of_somebody_else_is_not_found(member, client):
    pair = BatchPairFactory()

    answer = post(client, "judgments", body_for({"pair": pair.pk, "slot": 1, "tokens_hash": "x"}))

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_skip_brings_the_next_pair(member, client):
    first, second = BatchPairFactory.create_batch(2, batch=member.batch)
    [shown] = post(client, "claims", {"want": 1}).json()["pairs"]
    body = {"uuid": str(uuid.uuid4()), "pair": first.pk, "slot": shown["slot"], "reason": "language", "refill": 1}

    answer = post(client, "skips", body).json()

    assert [pair["pair"] for pair in answer["work"]["pairs"]] == [second.pk]
    assert Slot.objects.get(state=SlotState.SKIPPED).skip_reason == "language"


def test_leases_are_given_back(member, client):
    BatchPairFactory(batch=member.batch)
    [shown] = post(client, "claims", {"want": 1}).json()["pairs"]

    assert post(client, "releases", {"slots": [shown["slot"], 10**9]}).json() == {"released": 1}
    assert Slot.objects.filter(state=SlotState.LEASED).count() == 0


@pytest.mark.parametrize("name", ["claims", "judgments", "corrections", "skips", "releases"])
def test_a_stranger_is_asked_to_sign_in(client, name):
    answer = post(client, name, {})

    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")


@pytest.mark.parametrize("name", ["claims", "judgments", "corrections", "skips", "releases"])
def test_somebody_who_does_not_annotate_is_refused(signed_in, client, name):
    signed_in(UserFactory())

    assert post(client, name, {}).status_code == 403


def test_a_suspended_annotator_gets_no_work_and_loses_none(member, client):
    BatchPairFactory.create_batch(2, batch=member.batch)
    [shown] = post(client, "claims", {"want": 1}).json()["pairs"]
    member.annotator.suspended_at, member.annotator.suspended_reason = "2026-11-22T10:00Z", "left"
    member.annotator.save()

    answer = post(client, "judgments", body_for(shown, refill=5)).json()

    assert (answer["receipt"]["outcome"], answer["work"]) == ("surplus", None)
    assert post(client, "claims", {"want": 1}).status_code == 403


def test_the_csrf_token_is_asked_for_and_its_want_has_a_name_of_its_own(member):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member.annotator.user, backend="jdb_site.backends.Accounts")

    answer = post(strict, "claims", {"want": 1})

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_what_the_page_of_one_person_sends_is_never_taken_as_anothers(member, signed_in):
    BatchPairFactory(batch=member.batch)
    other = MemberFactory(batch=member.batch).annotator
    client = signed_in(other.user)
    pair = post(client, "claims", {"want": 1}).json()["pairs"][0]
    by = {key: {"X-Annotator": str(who.rater_key)} for key, who in (("member", member.annotator), ("other", other))}
    body = body_for(pair, 1)

    refused = client.post("/api/v1/judgments", body, content_type="application/json", headers=by["member"])
    assert (refused.status_code, Judgment.objects.count()) == (403, 0)

    taken = client.post("/api/v1/judgments", body, content_type="application/json", headers=by["other"])
    assert (taken.status_code, Judgment.objects.get().annotator) == (200, other)

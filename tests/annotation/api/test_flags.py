"""Flags and trails on the wire."""

import uuid
from typing import Any

import pytest

from annotation.models import Flag, Judgment, Member, SkipNote, Slot, Trail
from tests.annotation.api.test_judgments import body_for, post
from tests.annotation.rules.test_trails import TRAIL
from tests.conftest import SignIn
from tests.factories import BatchPairFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(signed_in: SignIn) -> Member:
    found: Member = MemberFactory()
    signed_in(found.annotator.user)
    return found


@pytest.fixture
def pair(member: Member, client: Any) -> dict[str, Any]:
    """A pair in hand, as the wire shows it."""
    BatchPairFactory(batch=member.batch)
    shown: dict[str, Any] = post(client, "claims", {"want": 1}).json()["pairs"][0]
    return shown


def flag_on(pair: dict[str, Any], *reasons: str) -> dict[str, Any]:
    return {"uuid": str(uuid.uuid4()), "pair": pair["pair"], "slot": pair["slot"], "reasons": list(reasons)}


@pytest.mark.parametrize(("reasons", "blocked"), [(["violence", "nsfw", "nsfw"], False), (["illegal"], True)])
def test_a_flag_without_an_answer_is_told_what_it_did(pair, client, reasons, blocked):
    body = flag_on(pair, *reasons)

    answers = [post(client, "flags", body) for _ in range(2)]

    told = {"uuid": body["uuid"], "pair": pair["pair"], "reasons": sorted(set(reasons)), "blocked": blocked}
    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, told)] * 2
    assert Flag.objects.count() == 1


@pytest.mark.parametrize("reasons", [[], ["ugly"], "nsfw", None])
def test_a_flag_without_a_known_reason_is_refused(pair, client, reasons):
    answer = post(client, "flags", {**flag_on(pair), "reasons": reasons})

    assert (answer.status_code, list(answer.json()["message"])) == (422, ["reasons"])
    assert not Flag.objects.exists()


def test_an_answer_carries_flags_and_its_trail(pair, client):
    body = body_for(pair, 1, flags=["personal"], trail=TRAIL)

    answers = [post(client, "judgments", body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    judgment, trail, flag = Judgment.objects.get(), Trail.objects.get(), Flag.objects.get()
    assert judgment.submission_uuid == trail.uuid == flag.uuid == uuid.UUID(body["uuid"])
    assert (trail.told, trail.slot_id, flag.reasons) == (TRAIL, judgment.slot_id, ["personal"])


def test_each_revision_has_a_trail_of_its_own(pair, client):
    post(client, "judgments", body_for(pair, 1, trail=TRAIL))

    post(client, "corrections", body_for(pair, trail={**TRAIL, "first": 12}))

    told = {trail.uuid: trail.told["first"] for trail in Trail.objects.all()}
    first, second = Judgment.objects.order_by("revision")
    assert told == {first.submission_uuid: 900, second.submission_uuid: 12}


def test_a_skip_carries_its_trail(pair, client):
    body = {**flag_on(pair), "reason": "language", "trail": TRAIL}

    answers = [post(client, "skips", body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    trail = Trail.objects.get()
    assert (str(trail.uuid), trail.slot_id, trail.told) == (body["uuid"], pair["slot"], TRAIL)


@pytest.mark.parametrize("name", ["judgments", "skips"])
def test_without_a_trail_none_is_kept(pair, client, name):
    body = body_for(pair, reason="image", trail=None)

    assert post(client, name, body).status_code == 200
    assert not Trail.objects.exists()


@pytest.mark.parametrize("name", ["judgments", "skips"])
def test_what_is_no_trail_is_refused_with_its_answer(pair, client, name):
    answer = post(client, name, body_for(pair, reason="image", trail={"version": 1}))

    assert (answer.status_code, list(answer.json()["message"])) == (422, ["trail"])
    assert Slot.objects.get(pk=pair["slot"]).judgment_id is None


def test_a_uuid_that_a_skip_used_can_be_an_answers(pair, client, member):
    BatchPairFactory(batch=member.batch)
    skipped = {**flag_on(pair), "reason": "language", "trail": TRAIL}
    post(client, "skips", skipped)
    [other] = post(client, "claims", {"want": 1}).json()["pairs"]

    answer = post(client, "judgments", body_for(other, uuid=skipped["uuid"], trail=TRAIL))

    assert (answer.status_code, Trail.objects.count()) == (200, 1)


def test_a_note_is_kept_with_the_flag_the_answer_or_the_skip_that_it_came_with(pair, client, member):
    BatchPairFactory(batch=member.batch)
    flag = {**flag_on(pair, "language"), "note": "  Portuguese, I think. "}
    answer = body_for(pair, 1, flags=["personal"], note="A phone number, top left.")
    for name, body in (("flags", flag), ("judgments", answer)):
        assert [post(client, name, body).status_code for _ in range(2)] == [200, 200]
    [other] = post(client, "claims", {"want": 1}).json()["pairs"]
    skip = {**flag_on(other), "reason": "expert", "note": "Which helicopter is a Mi-8?"}
    assert [post(client, "skips", skip).status_code for _ in range(2)] == [200, 200]

    assert dict(Flag.objects.values_list("uuid", "note")) == {
        uuid.UUID(flag["uuid"]): "Portuguese, I think.",
        uuid.UUID(answer["uuid"]): "A phone number, top left.",
    }
    [kept] = SkipNote.objects.all()
    assert (str(kept.uuid), kept.pair_id, kept.annotator_id) == (skip["uuid"], other["pair"], member.annotator_id)
    assert (kept.reason, kept.note) == ("expert", "Which helicopter is a Mi-8?")


def test_who_writes_nothing_leaves_no_note(pair, client):
    post(client, "flags", flag_on(pair, "language"))
    post(client, "skips", {**flag_on(pair), "reason": "expert", "note": " "})

    assert (Flag.objects.get().note, SkipNote.objects.count()) == ("", 0)


def test_a_note_without_a_flag_is_none_of_an_answers(pair, client):
    body = body_for(pair, 1)

    answers = [post(client, "judgments", sent) for sent in ({**body, "note": "what a picture"}, body)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert not Flag.objects.exists()


@pytest.mark.parametrize("name", ["flags", "judgments", "skips"])
def test_a_note_too_long_is_refused(pair, client, name):
    body = {**body_for(pair, flags=["nsfw"], reason="expert"), "reasons": ["nsfw"], "note": "x" * 301}

    answer = post(client, name, body)

    assert (answer.status_code, list(answer.json()["message"])) == (422, ["note"])


@pytest.mark.parametrize("name", ["flags", "judgments"])
def test_the_same_uuid_with_another_note_is_another_flag(pair, client, name):
    body = {**body_for(pair, flags=["nsfw"]), "reasons": ["nsfw"], "note": "one"}
    post(client, name, body)

    assert post(client, name, {**body, "note": "two"}).status_code == 409
    assert Flag.objects.get().note == "one"

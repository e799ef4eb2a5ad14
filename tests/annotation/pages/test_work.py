"""The workbench's page: a mount point, and the first pairs in it."""

import json
import re
from typing import Any

import pytest
from django.test.client import Client

from annotation.choices import Role, SlotState
from annotation.models import Annotator, Slot
from tests.annotation.pages.conftest import Somebody
from tests.annotation.tables import Table
from tests.conftest import SignIn
from tests.factories import BatchPairFactory, MemberFactory

pytestmark = pytest.mark.django_db


def config(client: Client) -> Any:
    page = client.get("/work/").content.decode()
    [found] = re.findall(r'<script id="page-config" type="application/json">(.*?)</script>', page)
    return json.loads(found)


def test_the_page_arrives_with_the_first_pairs_held(signed_in: SignIn) -> None:
    table = Table()

    found = config(signed_in(table.members[0].annotator.user))

    assert found["work"]["state"] == "work"
    [pair] = found["work"]["pairs"]
    assert (pair["pair"], pair["prompt"]) == (table.pair.pk, "a red apple and yellow bananas")
    image = table.pair.image.public_id
    assert pair["image"]["renditions"]["1024"] == f"/images/{image}/1024"
    assert Slot.objects.get(pk=pair["slot"]).state == SlotState.LEASED
    assert found["urls"] == {
        "claims": "/api/v1/claims",
        "judgments": "/api/v1/judgments",
        "skips": "/api/v1/skips",
        "releases": "/api/v1/releases",
        "corrections": "/api/v1/corrections",
        "packs": "/api/v1/packs",
        "parkings": "/api/v1/parkings",
        "shift_ends": "/api/v1/shift-ends",
        "heartbeats": "/api/v1/heartbeats",
        "choices": "/api/v1/choices",
        "flags": "/api/v1/flags",
        "questions": "/api/v1/questions",
        "exposures": "/api/v1/exposures",
        "sign_in": "/accounts/login/?next=/work/",
        "inbox": "/me/questions/",
        "leave": "/me/",
    }
    assert found["tour"] is None


def test_a_prompt_cannot_end_the_configuration(signed_in: SignIn) -> None:
    member = MemberFactory()
    BatchPairFactory(batch=member.batch, text="</script><script>alert(1)</script> an apple")

    found = config(signed_in(member.annotator.user))

    assert [pair["prompt"] for pair in found["work"]["pairs"]] == ["</script><script>alert(1)</script> an apple"]


def test_a_suspended_annotator_is_told_and_given_nothing(signed_in: SignIn) -> None:
    table = Table()
    annotator = table.members[0].annotator
    Annotator.objects.filter(pk=annotator.pk).update(suspended_at="2026-11-22T09:00:00Z", suspended_reason="a pause")

    page = signed_in(annotator.user).get("/work/").content.decode()

    assert "Work is paused for you" in page
    assert "a pause" in page
    assert not Slot.objects.filter(state=SlotState.LEASED).exists()


def test_nothing_of_the_page_is_kept(signed_in: SignIn, somebody: Somebody) -> None:
    answer = signed_in(somebody("mina", Role.ANNOTATOR)).get("/work/")

    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"

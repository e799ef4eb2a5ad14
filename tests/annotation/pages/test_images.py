"""Who gets the bytes of a picture."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from annotation.actions import claims
from dataset.gateways import storage
from tests.conftest import SignIn
from tests.factories import NOW, AnnotatorFactory, BatchPairFactory, ManagerFactory, MemberFactory, RulingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> Any:
    """Holds one pair, `image`, whose picture is in the storage."""
    found = MemberFactory()
    pair = BatchPairFactory(batch=found.batch)
    claims.claim(annotator=found.annotator, wanted=1, now=NOW)
    default_storage.save(storage.rendition_name(pair.image.sha256, 1024), ContentFile(b"webp"))
    default_storage.save(storage.original_name(pair.image), ContentFile(b"png"))
    found.image = pair.image
    return found


def get(client: Client, member: Any, rendition: str = "1024") -> int:
    answer = client.get(f"/images/{member.image.public_id}/{rendition}")
    answer.close()
    return int(answer.status_code)


def test_whoever_holds_the_pair_gets_its_picture(member: Any, signed_in: SignIn):
    client = signed_in(member.annotator.user)

    answer: Any = client.get(f"/images/{member.image.public_id}/1024")

    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"webp")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer["Vary"]


def test_the_original_has_the_type_that_was_found_in_it(member: Any, signed_in: SignIn):
    answer: Any = signed_in(member.annotator.user).get(f"/images/{member.image.public_id}/original")

    assert (answer["Content-Type"], b"".join(answer.streaming_content)) == ("image/png", b"png")


def test_somebody_who_never_held_it_gets_nothing(member: Any, signed_in: SignIn):
    assert get(signed_in(AnnotatorFactory().user), member) == 404


def test_a_manager_sees_every_picture(member: Any, signed_in: SignIn):
    assert get(signed_in(ManagerFactory()), member) == 200


def test_a_lease_given_back_ends_the_sight_of_it(member: Any, signed_in: SignIn):
    claims.return_all(annotator=member.annotator, now=NOW)

    assert get(signed_in(member.annotator.user), member) == 404


@pytest.mark.parametrize("change", [{"withdrawn_at": NOW}, {"sensitivity": "blocked"}], ids=str)
def test_a_picture_withdrawn_or_blocked_is_nobodys(member: Any, signed_in: SignIn, change: dict[str, object]):
    type(member.image).objects.update(**change)

    assert get(signed_in(ManagerFactory()), member) == 404


def test_a_stranger_is_sent_to_sign_in(member: Any, client: Client):
    answer = client.get(f"/images/{member.image.public_id}/1024")

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_the_proxy_is_told_the_file(member: Any, signed_in: SignIn, settings):
    settings.MEDIA_DELIVERY = "accel"

    answer: Any = signed_in(member.annotator.user).get(f"/images/{member.image.public_id}/512")

    assert (answer.content, answer["X-Accel-Redirect"]) == (b"", f"/protected/der/{member.image.sha256}/512-v1.webp")


def test_a_file_that_is_missing_is_not_found(member: Any, signed_in: SignIn):
    assert get(signed_in(member.annotator.user), member, "512") == 404


def test_an_unknown_rendition_is_not_found(member: Any, signed_in: SignIn):
    assert get(signed_in(member.annotator.user), member, "4096") == 404


@pytest.mark.parametrize(
    ("sensitivity", "published_at", "answer"),
    [("safe", NOW, 200), ("safe", None, 404), ("sensitive", NOW, 404)],
    ids=["published", "a draft", "sensitive"],
)
def test_an_example_of_a_published_ruling_is_seen_by_whoever_works(
    member: Any, signed_in: SignIn, sensitivity: str, published_at: Any, answer: int
):
    type(member.image).objects.filter(pk=member.image.pk).update(sensitivity=sensitivity)
    RulingFactory(guideline__published_at=published_at, examples=[{"image": str(member.image.public_id)}])

    assert get(signed_in(AnnotatorFactory().user), member) == answer

"""A picture's address is bound to a person and a session: what it answers later, elsewhere and to others."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from annotation.actions import claims, judgments, people, skips
from annotation.choices import Role, SkipReason
from dataset.gateways import storage
from tests.conftest import SignIn
from tests.factories import NOW, AnnotatorFactory, BatchPairFactory, ManagerFactory, MemberFactory, answer_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Any:
    """A pair in the hands of `annotator`; `address` is that of its picture."""
    found = MemberFactory()
    found.pair = BatchPairFactory(batch=found.batch)
    claims.claim(annotator=found.annotator, wanted=1, now=NOW)
    default_storage.save(storage.rendition_name(found.pair.image.sha256, 1024), ContentFile(b"webp"))
    found.address = f"/images/{found.pair.image.public_id}/1024"
    return found


@pytest.fixture
def holder(held: Any, signed_in: SignIn) -> Client:
    return signed_in(held.annotator.user)


def status(client: Client, held: Any, **headers: str) -> int:
    answer: Any = client.get(held.address, headers=headers)
    if answer.streaming:
        list(answer)
    return int(answer.status_code)


def tag_of(client: Client, held: Any) -> str:
    """What a browser keeps of it beside the bytes."""
    answer: Any = client.get(held.address)
    list(answer)
    return str(answer["ETag"])


def test_whoever_has_it_still_is_told_so_without_the_bytes(held: Any, holder: Client) -> None:
    answer = holder.get(held.address, headers={"If-None-Match": tag_of(holder, held)})

    assert (answer.status_code, answer.content) == (304, b"")
    assert (answer["Cache-Control"], answer["ETag"]) == ("private, no-cache", tag_of(holder, held))


def test_an_old_tag_brings_the_picture(held: Any, holder: Client) -> None:
    assert status(holder, held, **{"If-None-Match": '"of another picture"'}) == 200


def test_the_tag_does_not_tell_the_hash_of_the_original(held: Any, holder: Client) -> None:
    assert held.pair.image.sha256[:16] not in tag_of(holder, held)


def test_each_rendition_has_a_tag_of_its_own(held: Any, holder: Client, settings: Settings) -> None:
    settings.MEDIA_DELIVERY = "accel"

    small, large = (holder.get(held.address.replace("1024", name))["ETag"] for name in ("512", "1024"))

    assert small != large


def test_signing_out_ends_it_for_the_next_account_of_that_browser(held: Any, holder: Client) -> None:
    tag = tag_of(holder, held)

    holder.post("/accounts/logout/")
    stranger = holder.get(held.address, headers={"If-None-Match": tag})
    holder.force_login(AnnotatorFactory().user, backend="jdb_site.backends.Accounts")

    assert (stranger.status_code, stranger["Location"]) == (302, f"/accounts/login/?next={held.address}")
    assert status(holder, held, **{"If-None-Match": tag}) == 404


@pytest.mark.parametrize("change", [{"withdrawn_at": NOW}, {"sensitivity": "blocked"}], ids=str)
def test_a_browser_that_has_it_is_not_told_so_once_it_is_gone(
    held: Any, holder: Client, change: dict[str, object]
) -> None:
    tag = tag_of(holder, held)

    type(held.pair.image).objects.update(**change)

    assert status(holder, held, **{"If-None-Match": tag}) == 404


def test_the_head_alone_is_checked_alike(held: Any, holder: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(AnnotatorFactory().user, backend="jdb_site.backends.Accounts")
    assert elsewhere.head(held.address).status_code == 404

    answer: Any = holder.head(held.address)

    assert (answer.status_code, b"".join(answer), answer["Content-Type"]) == (200, b"", "image/webp")
    answer.close()


def test_a_range_is_checked_alike_and_brings_the_whole(held: Any, holder: Client) -> None:
    answer: Any = holder.get(held.address, headers={"Range": "bytes=0-1"})
    elsewhere = Client()
    elsewhere.force_login(AnnotatorFactory().user, backend="jdb_site.backends.Accounts")

    assert (answer.status_code, b"".join(answer)) == (200, b"webp")
    assert elsewhere.get(held.address, headers={"Range": "bytes=0-1"}).status_code == 404


def test_it_is_nothing_to_post_to(held: Any, holder: Client) -> None:
    assert holder.post(held.address).status_code == 405


def test_whoever_judged_the_pair_sees_it_to_correct_themselves(held: Any, holder: Client) -> None:
    judgments.submit(annotator=held.annotator, answer=answer_to(held.pair), now=NOW)

    assert status(holder, held) == 200


def test_whoever_skipped_the_pair_sees_it_no_more(held: Any, holder: Client) -> None:
    skips.skip(annotator=held.annotator, pair_id=held.pair.pk, reason=SkipReason.UNCOMFORTABLE, now=NOW)

    assert status(holder, held) == 404


def test_a_suspended_annotator_sees_nothing_also_not_what_they_judged(held: Any, holder: Client) -> None:
    judgments.submit(annotator=held.annotator, answer=answer_to(held.pair), now=NOW)

    people.suspend(user=held.annotator.user, reason="away", lock=False, actor=ManagerFactory(), now=NOW)

    assert status(holder, held) == 404


def test_who_is_an_annotator_no_more_sees_nothing(held: Any, holder: Client) -> None:
    judgments.submit(annotator=held.annotator, answer=answer_to(held.pair), now=NOW)

    people.change_roles(user=held.annotator.user, roles=[Role.PAYROLL], actor=ManagerFactory(), now=NOW)

    assert status(holder, held) == 404


@pytest.mark.parametrize("rendition", ["2048", "thumb", "1024-v1", "Original", "0512"])
def test_unknown_renditions_are_not_found_also_for_a_manager(held: Any, signed_in: SignIn, rendition: str) -> None:
    address = held.address.replace("1024", rendition)

    assert signed_in(ManagerFactory()).get(address).status_code == 404


@pytest.fixture
def bucket(settings: Settings) -> None:
    """A bucket whose links are signed here, without asking anybody."""
    settings.MEDIA_DELIVERY = "redirect"
    options = {"bucket_name": "pictures", "access_key": "key", "secret_key": "secret", "region_name": "eu-west-1"}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options | {"querystring_expire": 300}}
    }


@pytest.mark.slow
def test_a_link_into_a_bucket_lives_a_minute_and_is_kept_by_nobody(held: Any, holder: Client, bucket: None) -> None:
    answer = holder.get(held.address)

    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-cache")
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert asked["response-cache-control"] == ["private, no-store"]
    assert lives(asked) == 60


def lives(asked: dict[str, list[str]]) -> int:
    """Seconds: said so in the newer form of a link, by the moment of its end in the older."""
    if "X-Amz-Expires" in asked:
        return int(asked["X-Amz-Expires"][0])
    return round((int(asked["Expires"][0]) - timezone.now().timestamp()) / 10) * 10

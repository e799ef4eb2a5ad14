"""What comes in is bounded before it is read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import Client

from tests.conftest import SignIn
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def annotator(signed_in: SignIn) -> Client:
    return signed_in(MemberFactory().annotator.user)


@pytest.mark.parametrize("address", ["/accounts/login/", "/join/guessed/", "/reset/guessed/"])
def test_a_file_is_refused_before_it_is_kept_also_from_strangers(address: str) -> None:
    stranger = Client(enforce_csrf_checks=True)
    stranger.get("/accounts/login/")  # with its cookie, the form is read for the token

    answer = stranger.post(address, {"login": "mina", "file": SimpleUploadedFile("a.tgz", b"bytes")})

    assert answer.status_code == 400
    assert "That request could not be read" in answer.content.decode()


def test_the_api_takes_json_alone(annotator: Client) -> None:
    answer = annotator.post("/api/v1/claims", {"want": 1, "file": SimpleUploadedFile("a.tgz", b"bytes")})

    assert (answer.status_code, set(answer.json())) == (415, {"code", "message"})


def test_a_body_past_a_megabyte_is_refused_unread(annotator: Client) -> None:
    answer = annotator.post("/api/v1/releases", b"[" + b" " * 1_000_000, content_type="application/json")

    assert (answer.status_code, answer.json()) == (413, {"code": "too_large", "message": "The body is too large."})


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b'{"want": NaN}', b'{"want": ' + b"9" * 5000 + b"}", b"\xff\xfe", b"\x00", b""],
    ids=["nested too deeply", "not a number", "a number without end", "not UTF-8", "a zero byte", "nothing"],
)
def test_what_is_not_sound_json_is_malformed(annotator: Client, body: bytes) -> None:
    answer = annotator.post("/api/v1/claims", body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


def test_a_form_past_a_megabyte_is_refused(client: Client) -> None:
    answer = client.post("/accounts/login/", {"login": "a" * 1_000_001, "password": "x"})

    assert answer.status_code == 400

"""The manager's page of covered and blocked pictures: who, why, and what is decided."""

import base64
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import Role
from annotation.models import AuditEntry
from dataset.gateways import storage
from dataset.models import Image, SensitivityChange
from tests.annotation.pages.conftest import Somebody
from tests.annotation.tables import Table
from tests.conftest import SignIn
from tests.factories import FlagFactory, ImageFactory, SensitivityChangeFactory

pytestmark = pytest.mark.django_db


def blocked(**more: Any) -> Image:
    change = SensitivityChangeFactory(image__sensitivity="blocked", after="blocked", reason="flagged: illegal", **more)
    image: Image = change.image
    default_storage.save(storage.rendition_name(str(image.sha256), 512), ContentFile(b"the picture"))
    return image


def covered() -> Image:
    image: Image = SensitivityChangeFactory(image__sensitivity="sensitive").image
    return image


def page(client: Client, image: Image) -> str:
    return client.get(f"/sensitivities/{image.public_id}/").content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_two_queries_however_many_pictures(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for _ in range(n):
        blocked()

    with django_assert_num_queries(2):  # the changes with their pictures, and how many wait
        answer = by_manager.get("/sensitivities/")

    assert (len(answer.context["changes"]), answer.context["n_waiting"]) == (n, n)


@pytest.mark.parametrize("n", [1, 3])
def test_one_picture_takes_three_queries_however_much_was_said(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    image = covered()
    for number in range(2, n + 1):
        SensitivityChangeFactory(image=image, number=number, cause="hand")
    for _ in range(n):
        FlagFactory(pair__image=image)

    with django_assert_num_queries(3):  # the picture, the record, the flags
        answer = by_manager.get(f"/sensitivities/{image.public_id}/")

    assert (len(answer.context["record"]), len(answer.context["flags"])) == (n, n)


def test_the_list_is_narrowed_by_the_last_word_on_each_picture(by_manager: Client) -> None:
    waiting, kept, cleared = blocked(), blocked(), covered()
    SensitivityChangeFactory(image=kept, number=2, cause="hand", after="blocked")
    SensitivityChangeFactory(image=cleared, number=2, cause="hand", after="safe")

    def shown(show: str) -> list[Image]:
        return [change.image for change in by_manager.get("/sensitivities/", {"show": show}).context["changes"]]

    assert [shown(show) for show in ("", "nonsense", "waiting")] == [[waiting]] * 3
    assert (shown("blocked"), shown("sensitive"), shown("all")) == ([kept, waiting], [], [cleared, kept, waiting])


def test_the_list_is_paged_by_key(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.pages.sensitivities.PAGE", 1)
    older, newer = blocked(), covered()

    first = by_manager.get("/sensitivities/")
    second = by_manager.get("/sensitivities/", {"before": first.context["next"]})

    assert [[change.image for change in one.context["changes"]] for one in (first, second)] == [[newer], [older]]
    assert second.context["next"] is None


def test_covered_pictures_come_covered_and_blocked_ones_not_at_all(by_manager: Client) -> None:
    hidden, sensitive = blocked(), covered()

    both = by_manager.get("/sensitivities/").content.decode()

    assert both.count("<img") == both.count('data-sensitivity="sensitive"') == 1
    assert f"/images/{sensitive.public_id}/512" in both
    assert "<img" not in page(by_manager, hidden)
    assert 'data-sensitivity="sensitive"' in page(by_manager, sensitive)
    assert by_manager.get(f"/images/{hidden.public_id}/512").status_code == 404


def test_who_flagged_it_and_why_stands_there(by_manager: Client) -> None:
    table = Table()
    table.judge(0, flags=("illegal", "personal"))

    shown = page(by_manager, table.pair.image)

    assert table.members[0].annotator.user.username in shown
    assert "illegal, personal data or watermark" in shown
    assert "flagged: illegal, personal" in shown


def test_what_was_written_beside_a_flag_stands_there(by_manager: Client) -> None:
    image = FlagFactory(note="his <b>real</b> name").pair.image

    assert "<td><bdi>his &lt;b&gt;real&lt;/b&gt; name</bdi></td>" in page(by_manager, image)


def test_a_blocked_picture_is_shown_to_a_manager_who_asks_for_it_covered_and_on_record(by_manager: Client) -> None:
    image = blocked()

    answer = by_manager.post(f"/sensitivities/{image.public_id}/look/")

    shown = answer.content.decode()
    assert f"data:image/webp;base64,{base64.b64encode(b'the picture').decode()}" in shown
    assert shown.count('data-sensitivity="sensitive"') == 1
    assert "no-store" in answer["Cache-Control"]
    entry = AuditEntry.objects.get(act="look_at_blocked")
    assert (entry.actor, entry.subject) == ("ruth", f"image {image.public_id}")
    assert "<img" not in page(by_manager, image)


def test_a_blocked_picture_without_its_file_is_said_so(by_manager: Client) -> None:
    image = SensitivityChangeFactory(image__sensitivity="blocked", after="blocked").image
    waiting = ImageFactory(sensitivity="blocked", media_state="refused", media_reason="too_large")

    for one in (image, waiting):
        shown = by_manager.post(f"/sensitivities/{one.public_id}/look/").content.decode()
        assert ("Its file is not there." in shown, "<img" in shown) == (True, False)


def test_there_is_nothing_to_ask_for_when_it_is_not_blocked(by_manager: Client) -> None:
    image = covered()

    answer = by_manager.post(f"/sensitivities/{image.public_id}/look/")

    assert (answer.status_code, AuditEntry.objects.count()) == (302, 0)


def test_a_manager_unblocks_with_a_reason_and_the_pair_is_back_in_work(by_manager: Client) -> None:
    table = Table()
    table.judge(0, flags=("illegal",))
    at = f"/sensitivities/{table.pair.image.public_id}/decide/"

    answer = by_manager.post(at, {"sensitivity": "sensitive", "reason": "a painting"}, follow=True)

    assert "Back in work: 1." in answer.content.decode()
    last = SensitivityChange.objects.order_by("-number")[0]
    assert (last.cause, last.before, last.after, last.actor, last.reason) == (
        "hand",
        "blocked",
        "sensitive",
        "ruth",
        "a painting",
    )


def test_a_picture_is_covered_by_hand(by_manager: Client) -> None:
    image = ImageFactory(source_key="seven.png")

    found = by_manager.get("/sensitivities/", {"picture": "seven.png"})
    by_manager.post(f"{found['Location']}decide/", {"sensitivity": "sensitive", "reason": "wounds"})

    image.refresh_from_db()
    assert image.sensitivity == "sensitive"
    assert "wounds" in page(by_manager, image)


@pytest.mark.parametrize("sent", [{"sensitivity": "safe"}, {"sensitivity": "unknown", "reason": "x"}, {"reason": "x"}])
def test_a_decision_without_a_reason_or_of_no_kind_is_not_taken(by_manager: Client, sent: dict[str, str]) -> None:
    image = blocked()

    answer = by_manager.post(f"/sensitivities/{image.public_id}/decide/", sent)

    assert answer.context["form"].errors
    assert SensitivityChange.objects.count() == 1


def test_nobody_but_managers_reads_who_flagged(somebody: Somebody, signed_in: SignIn) -> None:
    image = blocked()
    client = signed_in(somebody("aud", Role.AUDITOR, Role.ADJUDICATOR))

    assert [client.get(f"/sensitivities/{at}").status_code for at in ("", f"{image.public_id}/")] == [403, 403]
    assert b"Who may see it" not in client.get("/results/").content

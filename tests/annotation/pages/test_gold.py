"""The manager's page of gold: what there is, by hand, from settled pairs, and taken out again."""

from typing import Any

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.actions import gold as acts
from annotation.choices import Role
from annotation.models import Gold
from annotation.pages import gold as pages
from dataset.choices import Sensitivity
from dataset.models import Image, Tokenisation
from tests.annotation.pages.conftest import Somebody
from tests.annotation.tables import RED, Table
from tests.conftest import SignIn
from tests.factories import NOW, GoldFactory, ImageFactory, TokenisationFactory, WithdrawalFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_five_queries_however_much_gold(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    GoldFactory.create_batch(n)

    with django_assert_num_queries(5):  # gold, its standing twice; names of batches; scorers
        answer = by_manager.get("/gold/")

    assert len(answer.context["rows"]) == n


@pytest.mark.parametrize("n", [1, 3])
def test_a_picture_with_its_versions_takes_four_queries(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    image = GoldFactory().image
    for number in range(2, n + 1):
        GoldFactory(image=image, number=number)

    with django_assert_num_queries(4):  # the picture, its gold; guideline, rulings
        answer = by_manager.get(f"/gold/{image.public_id}/")

    assert [row.gold.number for row in answer.context["rows"]] == list(range(n, 0, -1))


def test_the_list_is_paged_by_key_and_shows_the_newest_version_of_each(
    by_manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotation.pages.gold.PAGE", 1)
    first, second = GoldFactory(), GoldFactory()
    newer = GoldFactory(image=first.image, number=2, struck=[])

    page = by_manager.get("/gold/")
    following = by_manager.get("/gold/", {"before": page.context["next"]})

    assert [[row.gold for row in one.context["rows"]] for one in (page, following)] == [[newer], [second]]
    assert following.context["next"] is None


def test_a_row_shows_what_is_struck_and_why_it_is_left_out(by_manager: Client) -> None:
    GoldFactory()
    GoldFactory(in_use=False)
    GoldFactory(image__sensitivity="sensitive")
    GoldFactory(image__sensitivity="blocked")
    WithdrawalFactory(image=GoldFactory(image__withdrawn_at=NOW).image)
    GoldFactory(image__media_state="refused", image__media_reason="too_large")

    answer = by_manager.get("/gold/")

    rows = answer.context["rows"]
    assert [row.left_out for row in reversed(rows)] == [
        "",
        "taken out",
        "left out: the picture is sensitive",
        "left out: the picture is blocked",
        "left out: the picture was withdrawn",
        "left out: there is no picture",
    ]
    assert [(piece.kind, piece.text) for piece in rows[-1].pieces] == [
        ("kept", "a "),
        ("struck", "red"),
        ("kept", " apple and yellow bananas"),
    ]
    assert answer.context["standing"].n_current == 1


def test_sensitive_gold_is_covered_and_blocked_gold_is_not_there(by_manager: Client) -> None:
    covered = GoldFactory(image__sensitivity="sensitive").image
    blocked = GoldFactory(image__sensitivity="blocked").image

    pages = [by_manager.get(f"/gold/{at}").content.decode() for at in ("", f"{covered.public_id}/")]

    assert [page.count('data-sensitivity="sensitive"') for page in pages] == [1, 1]
    assert all('class="veil-button' in page for page in pages)
    assert f"/images/{blocked.public_id}" not in pages[0]
    assert "<img" not in by_manager.get(f"/gold/{blocked.public_id}/").content.decode()


def test_words_are_struck_by_hand_and_kept_in_canonical_form(by_manager: Client) -> None:
    image = ImageFactory(prompt__text="a red apple and bananas, 8k")

    page = by_manager.get(f"/gold/{image.public_id}/")
    answer = by_manager.post(f"/gold/{image.public_id}/set/", {"struck": ["4"], "reason": "no bananas there"})

    shown = page.content.decode()
    assert ('value="4"' in shown, 'value="5"' in shown, "<bdi>8k</bdi>" in shown) == (True, False, True)
    assert answer["Location"] == f"/gold/{image.public_id}/"
    kept = Gold.objects.get()
    assert (kept.image, kept.struck, kept.reason, kept.actor) == (image, [3, 4], "no bananas there", "ruth")
    again = by_manager.get(f"/gold/{image.public_id}/")
    assert again.context["struck"] == {3, 4}


def test_looking_at_a_picture_makes_nothing(by_manager: Client) -> None:
    image = ImageFactory()

    by_manager.get(f"/gold/{image.public_id}/")

    assert (Gold.objects.count(), Tokenisation.objects.count()) == (0, 0)


@pytest.mark.parametrize("sent", [{"struck": ["1"]}, {"struck": ["99"], "reason": "seen"}, {"reason": " "}])
def test_gold_without_a_reason_or_of_words_that_are_not_there_is_not_made(by_manager: Client, sent: Any) -> None:
    image = ImageFactory(prompt__text="a red apple")

    answer = by_manager.post(f"/gold/{image.public_id}/set/", sent)

    assert (answer.status_code, Gold.objects.count()) == (200, 0)
    assert b'class="error"' in answer.content


def test_settled_pairs_become_gold(by_manager: Client) -> None:
    table, other = Table(), Table()
    for one in (table, other):
        for who in (0, 1):
            one.judge(who, RED)

    by_manager.post("/gold/take/", {"batch": table.batch.name, "at_most": "5", "reason": "both agree"})

    [kept] = Gold.objects.all()
    assert (kept.pair, kept.reason, kept.actor) == (table.pair, "both agree", "ruth")


@pytest.mark.parametrize("sent", [{"at_most": "0", "reason": "x"}, {"at_most": "5"}, {"batch": "none", "reason": "x"}])
def test_taking_gold_asks_for_a_number_and_a_reason(by_manager: Client, sent: Any) -> None:
    assert by_manager.post("/gold/take/", sent).context["form"].errors
    assert not Gold.objects.exists()


def test_gold_is_taken_out_with_a_reason(by_manager: Client) -> None:
    made = GoldFactory()

    refused = by_manager.post(f"/gold/{made.image.public_id}/retire/", {"reason": ""})
    by_manager.post(f"/gold/{made.image.public_id}/retire/", {"reason": "it is orange"})

    assert refused.context["retiring"].errors
    assert [*Gold.objects.order_by("number").values_list("in_use", "reason")] == [
        (True, "known"),
        (False, "it is orange"),
    ]
    assert "Take it out of the gold" not in by_manager.get(f"/gold/{made.image.public_id}/").content.decode()


def test_what_is_no_gold_is_not_taken_out(by_manager: Client) -> None:
    image = ImageFactory()

    answer = by_manager.post(f"/gold/{image.public_id}/retire/", {"reason": "wrong"}, follow=True)

    assert "There is no gold on this picture." in answer.content.decode()


@pytest.mark.parametrize("by", ["id", "key"])
def test_a_picture_is_found_by_its_id_or_its_key(by_manager: Client, by: str) -> None:
    image = ImageFactory(source_key="./017/seven.png")
    said = {"id": str(image.public_id), "key": " ./017/seven.png"}[by]

    assert by_manager.get("/gold/", {"picture": said})["Location"] == f"/gold/{image.public_id}/"


@pytest.mark.parametrize("said", ["nothing", "00000000-0000-0000-0000-000000000000", "\0", "twice.png"])
def test_a_picture_that_is_not_there_or_not_one_is_said_so(by_manager: Client, said: str) -> None:
    for source in ("one", "other"):
        ImageFactory(source=source, run__source=source, source_key="twice.png")

    answer = by_manager.get("/gold/", {"picture": said})

    assert (answer.status_code, len(answer.context["rows"])) == (200, 0)
    assert b"There is no such picture" in answer.content or said == "\0"


def test_an_auditor_reads_and_is_offered_nothing(somebody: Somebody, signed_in: SignIn) -> None:
    made = GoldFactory()
    client = signed_in(somebody("aud", Role.AUDITOR))

    seen = [client.get(f"/gold/{at}").content.decode() for at in ("", f"{made.image.public_id}/")]

    assert ["gold/take" in seen[0], "/set/" in seen[1], "/retire/" in seen[1]] == [False, False, False]


def test_words_of_another_tokenisation_are_not_struck_beforehand(by_manager: Client) -> None:
    image = ImageFactory(prompt__text="a red apple")
    made = GoldFactory(image=image, tokenisation=TokenisationFactory(prompt=image.prompt, version="words-0"))

    assert pages.marked([made], None) == set()
    assert acts.judged_now(made.image)[1] == {}


def test_a_picture_that_became_sensitive_is_not_drawn_any_more() -> None:
    made = GoldFactory()
    Image.objects.filter(pk=made.image_id).update(sensitivity=Sensitivity.SENSITIVE)

    assert [*Gold.objects.current()] == []

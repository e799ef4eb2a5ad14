"""Results: strikes, clean prompt, and who decided each word."""

from typing import Any

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.actions import publishing
from dataset.models import Image
from tests.annotation.tables import BANANAS, RED, YELLOW, Table
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def settled(**batch: Any) -> Table:
    table = Table(**batch)
    table.judge(0, YELLOW, BANANAS)
    table.judge(1, RED, YELLOW, BANANAS)
    table.judge(2, YELLOW, BANANAS)
    publishing.publish_all(now=NOW)
    return table


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_four_queries_however_many_results(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for _ in range(n):
        settled()

    with django_assert_num_queries(4):  # pairs, verdicts; names of batches; scorers
        answer = by_manager.get("/results/")

    assert len(answer.context["results"]) == n


def test_a_result_shows_strikes_clean_prompt_and_sources(by_manager: Client) -> None:
    settled()

    [shown] = by_manager.get("/results/").context["results"]

    assert [(piece.kind, piece.text) for piece in shown.pieces] == [
        ("kept", "a red apple "),
        ("struck", "and yellow bananas"),
    ]
    assert shown.result.clean_text == "a red apple"
    assert shown.sources[:2] == [("a", "all judgments agree"), ("red", "majority of the judgments")]


def test_results_are_narrowed_to_a_batch_and_paged(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.pages.results.PAGE", 1)
    older, newer, pilot = settled(), settled(), settled(name="pilot")

    first = by_manager.get("/results/")
    second = by_manager.get("/results/", {"before": first.context["next"]})
    narrowed = by_manager.get("/results/", {"batch": "pilot"})

    assert [shown.result.pair for shown in first.context["results"]] == [pilot.pair]
    assert [shown.result.pair for shown in second.context["results"]] == [newer.pair]
    assert [shown.result.pair for shown in narrowed.context["results"]] == [pilot.pair]
    assert narrowed.context["next"] is None
    assert older.pair.pk < newer.pair.pk


def test_a_pair_set_apart_as_a_whole_shows_its_outcome(by_manager: Client) -> None:
    table = Table()
    table.judge(0, outcome="mismatch")
    table.judge(1, outcome="mismatch")
    publishing.publish_all(now=NOW)

    page = by_manager.get("/results/").content.decode()

    assert "the wrong picture altogether" in page
    assert "Clean prompt" not in page


@pytest.mark.parametrize(("now_is", "covered", "n_pictures"), [("sensitive", 1, 1), ("blocked", 0, 0), ("safe", 0, 1)])
def test_a_picture_comes_covered_or_not_at_all_when_it_is_found_to_be_so(
    by_manager: Client, now_is: str, covered: int, n_pictures: int
) -> None:
    Image.objects.filter(pk=settled().pair.image_id).update(sensitivity=now_is)

    page = by_manager.get("/results/").content.decode()

    assert (page.count('data-sensitivity="sensitive"'), page.count("<img")) == (covered, n_pictures)
    assert page.count('class="veil-button') == n_pictures


def test_a_manager_is_led_from_a_result_to_its_gold_and_to_who_may_see_it(by_manager: Client) -> None:
    picture = settled().pair.image.public_id

    page = by_manager.get("/results/").content.decode()

    assert (f'href="/gold/{picture}/"' in page, f'href="/sensitivities/{picture}/"' in page) == (True, True)

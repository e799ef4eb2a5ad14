"""The desk: contested words only, no names, one case after another."""

from datetime import timedelta
from typing import Any

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import PairState, Role
from annotation.models import Adjudication, Annotator, BatchPair
from dataset.choices import Sensitivity
from dataset.models import Image
from tests.annotation.pages.conftest import Somebody
from tests.annotation.tables import APPLE, BANANAS, RED, YELLOW, Table
from tests.conftest import SignIn
from tests.factories import NOW, FlagFactory, SkipNoteFactory

pytestmark = pytest.mark.django_db


def contested(**batch: Any) -> Table:
    """RED is contested two to one, the bananas are struck by all."""
    table = Table(split_to_desk=True, **batch)
    table.judge(0, RED, YELLOW, BANANAS)
    table.judge(1, YELLOW, BANANAS)
    table.judge(2, RED, YELLOW, BANANAS)
    return table


@pytest.mark.parametrize("n", [1, 3])
def test_the_queue_takes_two_queries_however_many_wait(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    tables = [contested() for _ in range(n)]

    with django_assert_num_queries(2):  # the queue; how many
        answer = by_manager.get("/desk/")

    assert [card.pair for card in answer.context["cards"]] == [table.pair for table in tables]
    assert answer.context["n_waiting"] == n


def test_the_queue_goes_on_after_the_last_case(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.pages.desk.PAGE", 1)
    first, second = contested(), contested()

    page = by_manager.get("/desk/")
    more = by_manager.get("/desk/", {"after": page.context["next"]})

    assert [card.pair for card in page.context["cards"]] == [first.pair]
    assert [card.pair for card in more.context["cards"]] == [second.pair]
    assert more.context["next"] is None


def test_a_case_shows_contested_words_with_their_votes_and_no_names(by_manager: Client) -> None:
    table = contested()

    answer = by_manager.get(f"/desk/{table.pair.pk}/")

    case = answer.context["case"]
    assert [(word.index, word.text, word.strikes, word.judged, word.preset) for word in case.words] == [
        (RED, "red", 2, 3, True)
    ]
    assert [(piece.kind, piece.text) for piece in case.pieces] == [
        ("kept", "a "),
        ("contested", "red"),
        ("kept", " apple "),
        ("struck", "and yellow bananas"),
    ]
    page = answer.content.decode()
    assert "2 of 3 struck it" in page
    assert [opinion.label for opinion in case.opinions] == ["A", "B", "C"]
    assert not [member for member in table.members if member.annotator.user.username in page]


def test_settling_a_case_leads_to_the_next_and_in_a_batch_stays_there(by_manager: Client) -> None:
    first, other, second = contested(), contested(), contested(name="pilot")

    answer = by_manager.post(f"/desk/{first.pair.pk}/", {"outcome": "judged", "struck": [RED], "note": "plainly green"})

    assert answer["Location"] == f"/desk/{other.pair.pk}/"
    assert (first.now().state, first.pair.struck) == (PairState.SETTLED, [RED, 3, YELLOW, BANANAS])
    adjudication = Adjudication.objects.get()
    assert (adjudication.adjudicator.username, adjudication.asked, adjudication.note) == (
        "ruth",
        [RED],
        "plainly green",
    )
    narrowed = by_manager.post(f"/desk/{second.pair.pk}/?batch=pilot", {"outcome": "mismatch"})
    assert narrowed["Location"] == "/desk/?batch=pilot"
    assert second.now().outcome == "mismatch"


def test_a_word_that_is_not_contested_cannot_be_struck(by_manager: Client) -> None:
    table = contested()

    answer = by_manager.post(f"/desk/{table.pair.pk}/", {"outcome": "judged", "struck": [APPLE]})

    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        "struck": ["Select a valid choice. 2 is not one of the available choices."]
    }
    assert table.now().state == PairState.DESK


def test_a_case_settled_meanwhile_leads_on(by_manager: Client) -> None:
    first, second = contested(), contested()
    by_manager.post(f"/desk/{first.pair.pk}/", {"outcome": "judged", "struck": []})

    answer = by_manager.post(f"/desk/{first.pair.pk}/", {"outcome": "judged", "struck": [RED]}, follow=True)

    assert answer.redirect_chain == [(f"/desk/{second.pair.pk}/", 302)]
    assert "That pair was settled in the meantime." in answer.content.decode()
    assert Adjudication.objects.count() == 1


def test_opinions_that_differ_about_the_whole_pair_are_shown_as_such(by_manager: Client) -> None:
    table = Table()
    table.judge(0, outcome="unjudgeable")
    table.judge(1, outcome="mismatch")

    answer = by_manager.get(f"/desk/{table.pair.pk}/")

    case = answer.context["case"]
    assert case.about_the_whole
    assert "nobody judged it" in answer.content.decode()
    assert case.reason == "The opinions differ about the whole pair."
    assert sorted(opinion.outcome for opinion in case.opinions) == [
        "cannot be judged",
        "the wrong picture altogether",
    ]


def test_a_pair_that_never_was_is_not_found(by_manager: Client) -> None:
    assert by_manager.get("/desk/1/").status_code == 404


def test_an_adjudicator_decides_and_is_named_in_the_record(signed_in: SignIn, somebody: Somebody) -> None:
    table = contested()

    signed_in(somebody("ada", Role.ADJUDICATOR)).post(f"/desk/{table.pair.pk}/", {"outcome": "judged"})

    assert Adjudication.objects.get().adjudicator.username == "ada"


def test_a_case_shows_what_was_flagged_and_by_how_many_without_names(by_manager: Client) -> None:
    table = Table()
    table.judge(0, RED, flags=("violence", "personal"))
    table.judge(1, RED, flags=("personal",))

    answer = by_manager.get(f"/desk/{table.pair.pk}/")

    case = answer.context["case"]
    assert (case.reason, case.flags) == (
        "Somebody flagged it.",
        ["violence or hate", "personal data or watermark (2 people)"],
    )
    page = answer.content.decode()
    assert "Flagged: violence or hate; personal data or watermark (2 people)." in page
    assert not [member for member in table.members if member.annotator.user.username in page]


def test_a_case_shows_what_people_wrote_in_its_order_without_names(by_manager: Client) -> None:
    table = contested()
    SkipNoteFactory(pair=table.pair, note="<i>no idea</i>", created_at=NOW + timedelta(minutes=2))
    FlagFactory(pair=table.pair, note="a phone number", created_at=NOW + timedelta(minutes=1))
    FlagFactory(pair=table.pair)
    BatchPair.objects.filter(pk=table.pair.pk).update(flagged=True)

    answer = by_manager.get(f"/desk/{table.pair.pk}/")

    assert answer.context["case"].notes == ["a phone number", "<i>no idea</i>"]
    page = answer.content.decode()
    assert "<dd><bdi>a phone number</bdi></dd><dd><bdi>&lt;i&gt;no idea&lt;/i&gt;</bdi></dd>" in page
    assert not [kept for kept in Annotator.objects.all() if kept.user.username in page]


def test_a_sensitive_picture_is_named_so_on_the_page_that_it_is_covered_on(by_manager: Client) -> None:
    table = contested()
    Image.objects.filter(pk=table.pair.image_id).update(sensitivity=Sensitivity.SENSITIVE)

    queue, case = by_manager.get("/desk/"), by_manager.get(f"/desk/{table.pair.pk}/")

    for page in (queue, case):
        assert page.content.count(b'data-sensitivity="sensitive"') == 1
        assert b'class="veil-button' in page.content


def test_who_judges_too_and_never_wants_it_is_led_past_what_is_sensitive(somebody: Somebody, signed_in: SignIn) -> None:
    covered, plain = contested(), contested()
    Image.objects.filter(pk=covered.pair.image_id).update(sensitivity=Sensitivity.SENSITIVE)
    both = somebody("both", Role.ADJUDICATOR, Role.ANNOTATOR)
    client = signed_in(both)
    everything = [card.pair for card in client.get("/desk/").context["cards"]]
    type(both.annotator).objects.filter(user=both).update(exposure="never")

    queue = client.get("/desk/")
    case = client.get(f"/desk/{covered.pair.pk}/")

    assert everything == [covered.pair, plain.pair]
    assert ([card.pair for card in queue.context["cards"]], queue.context["n_waiting"]) == ([plain.pair], 1)
    assert case["Location"] == f"/desk/{plain.pair.pk}/"
    assert client.get(case["Location"]).context["n_waiting"] == 1

"""How alike the desk decides, as its page says it."""

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from annotation.actions import publishing
from annotation.choices import LookKind, Role, SampleKind
from annotation.models import DeskSample, User
from dataset.choices import Sensitivity
from dataset.models import Image
from tests.annotation.pages.conftest import Somebody
from tests.annotation.tables import APPLE, RED, Table
from tests.conftest import SignIn
from tests.factories import NOW, AdjudicationFactory, BatchPairFactory, DeskSampleFactory, SecondLookFactory

pytestmark = pytest.mark.django_db


def twice(first: User, again: User, kind: str = LookKind.REPEAT) -> None:
    """Of two words the first decision strikes one, the second another."""
    made = AdjudicationFactory(adjudicator=first, asked=[RED, APPLE], struck=[RED])
    SecondLookFactory(of=made, adjudicator=again, kind=kind, asked=[RED, APPLE], struck=[RED, APPLE])


def third(*struck: int, outcome: str = "judged") -> None:
    words = list(struck)
    pair = BatchPairFactory()
    SecondLookFactory(
        kind=LookKind.THIRD, of=None, pair=pair, outcome=outcome, asked=words, struck=words, canonical=words
    )


def test_people_are_compared_with_themselves_and_with_each_other(by_manager: Client, somebody: Somebody) -> None:
    ann, bob = somebody("ann", Role.ADJUDICATOR), somebody("bob", Role.ADJUDICATOR)
    twice(ann, ann)
    twice(ann, bob)
    twice(bob, ann, LookKind.LATE)
    twice(bob, bob, LookKind.LATE)  # sent from two tabs: nothing that was decided anew

    page = by_manager.get("/desk/agreement/").context

    assert [(row.name, row.found.n_cases, row.found.n_words_alike) for row in page["rows"]] == [
        ("With themselves", 1, 1),
        ("With each other", 2, 2),
    ]
    assert [(one.username, itself.found.n_cases, others.found.n_cases) for one, itself, others in page["people"]] == [
        ("ann", 1, 2),
        ("bob", 0, 2),
    ]
    assert [figure.value for figure in page["rows"][0].figures] == ["100.0 %", "50.0 %", "66.7 %", "0.0 %"]
    assert page["people"][1][1].figures[0].why == "no case was decided twice"


def test_who_only_adjudicates_sees_no_other_person(signed_in: SignIn, somebody: Somebody) -> None:
    ann, bob = somebody("ann", Role.ADJUDICATOR), somebody("bob", Role.ADJUDICATOR)
    twice(ann, bob)

    page = signed_in(bob).get("/desk/agreement/")

    assert [one.username for one, _, _ in page.context["people"]] == ["bob"]
    assert "ann" not in page.content.decode().replace("annot", "")


def test_nothing_decided_twice_is_undefined_with_its_reason(by_manager: Client) -> None:
    page = by_manager.get("/desk/agreement/").content.decode()

    assert page.count("undefined: no case was decided twice") == 8
    assert "Undefined: nobody has looked yet at a pair that was settled without a strike." in page


def test_what_silence_missed_is_a_share_with_its_interval(by_manager: Client) -> None:
    for _ in range(18):
        third()
    third(RED)
    third(outcome="mismatch")
    DeskSampleFactory(pair=BatchPairFactory(), of=None, kind=SampleKind.THIRD)

    page = by_manager.get("/desk/agreement/").context

    silence = page["silence"]
    assert (silence.n_looked, silence.n_missed, silence.n_struck, silence.n_open) == (20, 2, 1, 1)
    assert (page["share"].value, page["share"].interval) == ("10.0 %", "2.8 % to 30.1 %")
    assert sorted(one.outcome for one in page["missed"]) == ["", "the wrong picture altogether"]


def test_who_is_spared_is_shown_nothing_sensitive_here(signed_in: SignIn, somebody: Somebody) -> None:
    third(RED)
    Image.objects.update(sensitivity=Sensitivity.SENSITIVE)
    both = somebody("both", Role.ADJUDICATOR, Role.ANNOTATOR)
    client = signed_in(both)
    n_before = len(client.get("/desk/agreement/").context["missed"])
    type(both.annotator).objects.filter(user=both).update(exposure="never")

    assert (n_before, client.get("/desk/agreement/").context["missed"]) == (1, [])


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_six_queries_however_much_was_decided_twice(
    by_manager: Client, somebody: Somebody, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for number in range(n):
        one = somebody(f"ann{number}", Role.ADJUDICATOR)
        twice(one, one)
        third(RED)

    with django_assert_num_queries(6):  # decided twice, by whom, open; found by third opinions, the newest, open
        assert len(by_manager.get("/desk/agreement/").context["people"]) == n


@pytest.mark.parametrize(("share", "struck", "n"), [(1.0, (), 1), (0.0, (), 0), (1.0, (RED,), 0)])
def test_a_share_of_the_pairs_that_opinions_left_as_they_were_is_drawn(
    settings: Settings, share: float, struck: tuple[int, ...], n: int
) -> None:
    settings.DESK_THIRD_SHARE = share
    table = Table()
    for who in (0, 1):
        table.judge(who, *struck)

    publishing.publish_settled(now=NOW)

    assert [sample.kind for sample in DeskSample.objects.all()] == [SampleKind.THIRD] * n

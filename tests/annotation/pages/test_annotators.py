"""An annotator's figures: for managers, and for themselves."""

import json
from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotation.models import Annotator, User
from annotation.pages.annotators import Told
from annotation.pages.plots import round_above
from annotation.queries import annotator_figures, stored
from annotation.queries.annotator_figures import OfDay, OfLength, Strikes
from dataset.choices import Sensitivity
from tests.annotation.streets import Street
from tests.annotation.tables import APPLE, RED
from tests.conftest import SignIn
from tests.factories import (
    NOW,
    ActiveIntervalFactory,
    HeartbeatFactory,
    JudgmentFactory,
    QualificationAnswerFactory,
    QualificationItemFactory,
)

pytestmark = pytest.mark.django_db
ALL = {"days": "all"}


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_eleven_queries_however_many_judgments(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    street = Street("street")
    for number in range(n):
        street.pair(number, (RED,), ())

    # person, zone; judged and worked by day, agreement, strikes; judgments, lengths; gold of tests, at work, the newest
    with django_assert_num_queries(11):
        answer = by_manager.get(f"/people/{street.annotators[0].pk}/", ALL)

    assert len(answer.context["judgments"]) == n


def test_the_figures_are_those_of_the_person_with_the_others(by_manager: Client) -> None:
    street = Street("street")
    street.pair(1, (RED,), (RED,))
    street.pair(2, (RED, APPLE), ())

    answer = by_manager.get(f"/people/{street.annotators[0].pk}/", ALL)

    assert answer.context["strikes"] == Strikes(n_judged=2, n_struck=3, n_words=12)
    assert [(row.value, str(row.why or "")) for row in answer.context["rows"]] == [
        ("25.0 %", ""),
        ("0.500", ""),
        ("0.900", ""),
        ("0.425", ""),
        ("0.769", ""),
        ("", "nothing was judged"),
        ("", "nothing was judged"),
    ]
    assert [name for name, *_ in answer.context["batches"]] == ["street"]
    assert "undefined: nothing was judged" in answer.content.decode()


def test_who_was_judged_by_nobody_else_has_no_agreement_and_the_page_says_why(by_manager: Client) -> None:
    street = Street("street")
    street.pair(1, (RED,))

    answer = by_manager.get(f"/people/{street.annotators[0].pk}/", ALL)

    assert [str(row.why) for row in answer.context["rows"][1:5]] == ["nothing was judged by two"] * 4


def test_days_hold_what_was_judged_and_how_long_was_worked_in_the_persons_zone() -> None:
    street = Street("street")
    street.pair(1, (RED,))
    street.pair(2, ())
    [who, *_] = street.annotators
    ActiveIntervalFactory(annotator=who, span=(NOW, NOW + timedelta(minutes=30)), local_date=NOW.date())

    days = annotator_figures.by_day(who, zone="UTC", since=NOW.date(), began=NOW)

    assert days == [OfDay(NOW.date(), 2, timedelta(minutes=30))]
    assert days[0].an_hour == 4
    assert OfDay(NOW.date(), 2, timedelta()).an_hour is None


def test_time_a_pair_stands_by_length_of_the_prompt() -> None:
    first = JudgmentFactory(active_ms=4000, n_words=6)
    who: Annotator = first.annotator
    for ms, n_words in ((8000, 6), (30_000, 11), (90_000, 200), (0, 6)):
        JudgmentFactory(annotator=who, active_ms=ms, n_words=n_words)

    assert annotator_figures.by_length(who, began=NOW) == [
        OfLength(1, 10, 2, 6.0, 7.6),
        OfLength(11, 20, 1, 30.0, 30.0),
        OfLength(81, None, 1, 90.0, 90.0),
    ]


def test_gold_is_scored_by_word_over_all_answers() -> None:
    first = QualificationItemFactory()
    who = first.annotator
    second = QualificationItemFactory(qualification=first.qualification, position=first.position + 1)
    for item, (hits, missed, over) in ((first, (2, 1, 0)), (second, (1, 0, 1))):
        QualificationAnswerFactory(item=item, n_words=6, n_hits=hits, n_missed=missed, n_over=over)

    found = annotator_figures.on_gold(who)

    assert (found.n_answers, found.recall, found.precision) == (2, Fraction(3, 4), Fraction(3, 4))


def test_judgments_are_paged_by_key(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.pages.annotators.PAGE", 2)
    street = Street("street")
    for number in range(3):
        street.pair(number, (RED,))
    address = f"/people/{street.annotators[0].pk}/"

    first = by_manager.get(address, ALL)
    second = by_manager.get(address, ALL | {"before": first.context["next"]})

    numbers = [one.judgment.pk for page in (first, second) for one in page.context["judgments"]]
    assert numbers == sorted(numbers, reverse=True)
    assert (len(numbers), second.context["next"]) == (3, None)
    assert f"/pairs/{first.context['judgments'][0].judgment.pair.image.public_id}/#round-" in first.content.decode()


def test_an_annotator_sees_the_same_figures_without_the_way_to_the_pairs(signed_in: SignIn, manager: User) -> None:
    street = Street("street")
    street.pair(1, (RED,), (RED,))
    [who, *_] = street.annotators

    theirs = signed_in(who.user).get("/me/figures/", ALL)
    managers = signed_in(manager).get(f"/people/{who.pk}/", ALL)

    assert theirs.context["rows"] == managers.context["rows"]
    assert theirs.context["rows"][0] == Told(theirs.context["rows"][0].name, "16.7 %")
    assert "/pairs/" not in theirs.content.decode()
    assert "/pairs/" in managers.content.decode()


def test_what_somebody_never_wants_to_see_is_not_on_their_own_page(signed_in: SignIn) -> None:
    street = Street("street")
    pair = street.pair(1, (RED,))
    [who, *_] = street.annotators
    pair.image.sensitivity = Sensitivity.SENSITIVE
    pair.image.save()
    who.exposure = "never"
    who.save()

    page = signed_in(who.user).get("/me/figures/", ALL)

    assert [one.is_shown for one in page.context["judgments"]] == [False]
    assert f"/images/{pair.image.public_id}" not in page.content.decode()


def test_all_that_is_stored_of_somebody_comes_as_one_file_without_secrets(signed_in: SignIn) -> None:
    street = Street("street")
    street.pair(1, (RED,), ())
    [who, other, _] = street.annotators
    HeartbeatFactory(session__annotator=who, session__uuid=uuid4())

    file = signed_in(who.user).get("/me/stored.json")
    told = json.loads(file.getvalue())

    assert file["Content-Disposition"] == f'attachment; filename="stored-{who.user_id}.json"'
    assert list(told) == list(stored.about(who))
    assert told["account"][0]["username"] == who.user.username
    assert [row["struck"] for row in told["judgments"]] == [[RED]]
    assert [len(told[name]) for name in ("memberships", "meetings", "pages", "reports", "flags")] == [1, 1, 1, 1, 0]
    assert "password" not in json.dumps(told)
    assert other.user.username not in json.dumps(told)


def test_the_page_of_what_is_stored_counts_it(signed_in: SignIn) -> None:
    street = Street("street")
    street.pair(1, (RED,))

    page = signed_in(street.annotators[0].user).get("/me/stored/")

    assert page.context["kinds"]["judgments"].n == 1
    assert page.context["kinds"]["meetings"].n is None


def test_a_drawing_of_numbers_ends_at_a_round_one() -> None:
    assert [round_above(n) for n in (0, 4, 5, 21, 81, 401, 900)] == [4, 4, 8, 40, 200, 800, 2000]


def test_a_period_that_nobody_offers_is_the_usual_one(by_manager: Client) -> None:
    who = JudgmentFactory(created_at=timezone.now() - timedelta(days=40)).annotator

    asked = by_manager.get(f"/people/{who.pk}/", {"days": "1000000000"})

    assert (asked.context["period"], asked.context["days"]) == ("30", [])

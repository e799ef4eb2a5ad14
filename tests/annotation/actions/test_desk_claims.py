"""Handing out what waits at the desk: the most disputed first, to one person at a time."""

from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from annotation.actions import desk, desk_claims
from annotation.choices import Role
from annotation.models import BatchPair, DeskHold, User
from annotation.queries import desk_waiting
from annotation.queries.desk_waiting import Wanted
from annotation.rules.desk_cases import Order
from dataset.choices import Sensitivity
from dataset.models import Image
from tests.annotation.tables import APPLE, BANANAS, RED, YELLOW, Table
from tests.factories import NOW, AdjudicationFactory, DeskSampleFactory, UserFactory

pytestmark = pytest.mark.django_db


def contested(*words: int) -> Table:
    """These words are struck by two of three."""
    table = Table(split_to_desk=True)
    table.judge(0, *words)
    table.judge(1)
    table.judge(2, *words)
    return table


def unlike() -> Table:
    """The opinions differ about the whole pair."""
    table = Table()
    table.judge(0, outcome="unjudgeable")
    table.judge(1, outcome="mismatch")
    return table


def adjudicator() -> User:
    found: User = UserFactory(roles=[Role.ADJUDICATOR])
    return found


def handed(to: User, n: int = 10, minutes: int = 0, **wanted: object) -> list[int]:
    found = desk_claims.claim(
        adjudicator=to,
        wanted=Wanted(n=n, **wanted),  # type: ignore[arg-type]  # as each test says
        now=NOW + timedelta(minutes=minutes),
    )
    return [case.pair.pk for case in found.cases]


def test_unlike_outcomes_come_first_then_most_contested_words_then_the_oldest() -> None:
    one, three, same, whole = contested(RED), contested(RED, APPLE, YELLOW), contested(BANANAS), unlike()

    assert handed(adjudicator()) == [whole.pair.pk, three.pair.pk, one.pair.pk, same.pair.pk]


def test_who_wants_the_oldest_first_is_given_them_in_that_order() -> None:
    tables = [contested(RED), contested(RED, APPLE), unlike()]

    assert handed(adjudicator(), order=Order.AGE) == [table.pair.pk for table in tables]


def test_two_people_are_never_handed_the_same_case() -> None:
    tables = [contested(RED) for _ in range(3)]
    ann, bob = adjudicator(), adjudicator()

    assert handed(ann, n=2) == [tables[0].pair.pk, tables[1].pair.pk]
    assert handed(bob) == [tables[2].pair.pk]
    assert handed(ann, has=(tables[0].pair.pk, tables[1].pair.pk)) == []


def test_a_case_that_nobody_decided_in_time_goes_to_others_and_is_gone_for_the_first() -> None:
    table = contested(RED)
    ann, bob = adjudicator(), adjudicator()
    handed(ann)

    assert handed(bob, minutes=14) == []
    assert handed(bob, minutes=15) == [table.pair.pk]
    again = desk_claims.claim(
        adjudicator=ann, wanted=Wanted(n=0, has=(table.pair.pk,)), now=NOW + timedelta(minutes=16)
    )
    assert again.gone == [table.pair.pk]


def test_asking_for_more_holds_what_one_has_for_longer() -> None:
    table = contested(RED)
    ann, bob = adjudicator(), adjudicator()
    handed(ann)
    handed(ann, n=0, minutes=10, has=(table.pair.pk,))

    assert handed(bob, minutes=20) == []


def test_what_somebody_held_and_lost_sight_of_comes_first() -> None:
    tables = [contested(RED) for _ in range(2)]
    most = contested(RED, APPLE)
    ann = adjudicator()
    DeskHold.objects.create(pair=tables[1].pair, adjudicator=ann, ends_at=NOW + timedelta(minutes=1))

    assert handed(ann) == [tables[1].pair.pk, most.pair.pk, tables[0].pair.pk]


def test_a_case_that_was_passed_goes_to_others_at_once() -> None:
    table = contested(RED)
    ann, bob = adjudicator(), adjudicator()
    handed(ann)

    assert handed(ann, passed=(table.pair.pk,)) == []
    assert handed(bob) == [table.pair.pk]


def test_what_was_settled_meanwhile_is_gone() -> None:
    table = contested(RED)
    ann = adjudicator()
    handed(ann)
    desk.settle(pair=table.pair, adjudicator=adjudicator(), outcome="judged", struck=[], now=NOW)

    found = desk_claims.claim(adjudicator=ann, wanted=Wanted(n=1, has=(table.pair.pk,)), now=NOW)

    assert (found.cases, found.gone) == ([], [table.pair.pk])


def test_nobody_is_handed_a_case_that_they_judged() -> None:
    table = contested(RED)
    judge = table.members[0].annotator.user

    assert handed(judge) == []
    assert desk_waiting.n_waiting(judge, Wanted(n=1), NOW) == 0
    assert desk_waiting.n_waiting(adjudicator(), Wanted(n=1), NOW) == 1


def test_who_is_spared_is_handed_nothing_sensitive_and_a_batch_is_kept_to() -> None:
    covered, other = contested(RED), contested(RED)
    Image.objects.filter(pk=covered.pair.image_id).update(sensitivity=Sensitivity.SENSITIVE)

    assert handed(adjudicator(), spared=True) == [other.pair.pk]
    assert handed(adjudicator(), batch=covered.batch) == [covered.pair.pk]


def test_a_decision_comes_back_to_others_at_once_and_to_whoever_made_it_after_days() -> None:
    table = contested(RED)
    ann, bob = adjudicator(), adjudicator()
    made = desk.settle(pair=table.pair, adjudicator=ann, outcome="judged", struck=[], now=NOW)
    DeskSampleFactory(of=made)

    assert handed(ann, repeat_days=7) == []
    assert handed(ann, minutes=7 * 24 * 60) == [table.pair.pk]
    DeskHold.objects.all().delete()
    assert handed(bob) == [table.pair.pk]


def test_a_sample_of_a_pair_that_was_opened_again_is_asked_of_nobody() -> None:
    DeskSampleFactory(of=AdjudicationFactory())

    assert handed(adjudicator()) == []


@pytest.mark.parametrize("n", [1, 3])
def test_a_claim_takes_ten_statements_however_many_cases_it_hands_out(
    django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for _ in range(n):
        contested(RED)
    ann = adjudicator()

    # A savepoint and its end, the lock, what was passed, what others hold, what is decidable, three reads, the hold.
    with django_assert_num_queries(10):
        assert len(handed(ann, has=(10**9,), passed=(10**9 + 1,))) == n


def test_the_most_disputed_are_found_by_an_index() -> None:
    first = BatchPair.objects.filter(state=2).order_by(*desk_waiting.ordering(Order.DISPUTE)).values("pk")[:5]

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    assert "batchpair_by_dispute" in first.explain()

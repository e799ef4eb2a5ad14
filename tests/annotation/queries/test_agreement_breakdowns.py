"""By annotator, by day, by pair, by word: each equal to what is counted by hand."""

from datetime import date
from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from annotation.actions import judgments, rounds
from annotation.queries import agreement, agreement_breakdowns
from annotation.queries.agreement_breakdowns import ContestedWord
from annotation.rules.agreement import Undefined
from tests.annotation.streets import Street
from tests.annotation.tables import APPLE, RED
from tests.factories import NOW, BatchPairFactory, MeetingFactory, answer_to

pytestmark = pytest.mark.django_db


def street() -> Street:
    made = Street("street")
    made.pair(1, (RED,), (RED,), text="a red apple")
    made.pair(2, (RED,), (), (RED,), text="a Red pear")  # a third was asked, because two differ
    return made


def test_what_each_annotator_struck_and_how_far_others_struck_the_same() -> None:
    made = street()

    found = agreement_breakdowns.by_annotator(made.batch)

    assert [(row.annotator, row.n_judgments, row.n_struck, row.n_words) for row in found] == [
        (made.annotators[0], 2, 2, 6),
        (made.annotators[1], 2, 1, 6),
    ]
    assert [row.agreement.struck for row in found] == [Fraction(2, 3)] * 2


def test_two_by_two_the_pairs_of_each_are_told_apart() -> None:
    made = Street("street")
    made.pair(1, (RED,), (RED,), text="a red apple")
    made.annotators.reverse()  # the third and the second
    made.pair(2, (RED, APPLE), (RED,), text="a red pear tree")

    found = {row.annotator: row.agreement.struck for row in agreement_breakdowns.by_annotator(made.batch)}

    third, second, first = made.annotators
    assert found == {first: Fraction(1), second: Fraction(4, 5), third: Fraction(2, 3)}


def test_locked_words_are_not_among_those_that_were_judged() -> None:
    made = Street("street")
    pair = BatchPairFactory(batch=made.batch, text="a red apple", locked={"0": 3})
    for annotator in made.annotators[:2]:
        MeetingFactory(pair=pair, annotator=annotator)
        judgments.submit(annotator=annotator, answer=answer_to(pair, RED), now=NOW)

    found = agreement_breakdowns.by_annotator(made.batch)

    assert [(row.n_struck, row.n_words) for row in found] == [(1, 2), (1, 2)]


def test_the_figures_of_a_day_are_those_of_the_pairs_settled_on_it() -> None:
    made = street()

    [found] = agreement_breakdowns.by_day(made.batch)

    assert found.day == date(2026, 11, 22)
    assert found.agreement == agreement.of_batch(made.batch, intervals=False)


def test_the_most_contested_pairs_come_first_and_agreed_ones_not_at_all() -> None:
    made = street()
    most = made.pair(3, (RED, APPLE), (), (RED,), text="a red kite")

    found = agreement_breakdowns.contested_pairs(made.batch)

    assert [pair.tokenisation.prompt.text for pair in found if pair.tokenisation] == ["a red kite", "a Red pear"]
    rounds.new_round(pair=most, actor="ruth", reason="again", now=NOW)
    assert len(agreement_breakdowns.contested_pairs(made.batch)) == 1


def test_words_are_counted_in_any_case_of_letters_by_pair(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = street()
    made.pair(3, (RED,), (), text="a red red kite")

    with django_assert_num_queries(1):
        found = agreement_breakdowns.contested_words(made.batch)

    assert found == [ContestedWord("red", 2, 2)]


def test_words_that_follow_others_are_contested_by_nobody() -> None:
    made = Street("street")
    made.pair(1, (RED, APPLE), (), text="a red kite")

    assert [word.text for word in agreement_breakdowns.contested_words(made.batch)] == ["kite", "red"]


def test_nobody_struck_anything_is_said_and_is_no_figure() -> None:
    made = Street("street")
    made.pair(1, (), (), text="a red apple")

    [one, _] = agreement_breakdowns.by_annotator(made.batch)

    assert one.agreement.struck is Undefined.NEVER_CHOSEN
    assert agreement_breakdowns.contested_words(made.batch) == []

"""The page of a batch's agreement."""

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.models import BatchPair
from annotation.pages.agreement import Row
from annotation.pages.plots import Mark, Point, course
from annotation.rules.views import AS_A_WHOLE
from tests.annotation.streets import Street
from tests.annotation.tables import RED, Table

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_seven_queries_however_many_pairs(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    street = Street("street")
    for number in range(n):
        street.pair(number, (RED,), (), text="a red apple")

    with django_assert_num_queries(7):  # batch, figures; by annotator with their names, by day; pairs, words
        answer = by_manager.get("/batches/street/agreement/")

    assert len(answer.context["pairs"]) == n


def test_figures_are_written_with_their_intervals_and_people_are_drawn(by_manager: Client) -> None:
    street = Street("street")
    street.pair(1, (RED,), (RED,), text="a red apple")
    street.pair(2, (RED,), (), (RED,), text="a red pear")

    answer = by_manager.get("/batches/street/agreement/")

    assert answer.context["rows"][0] == Row("Strike rate", "25.0 %")
    assert answer.context["rows"][1] == Row("Specific agreement, struck", "0.667", "-0.313 to 1.000")
    assert [(person.strike_rate, person.figures[0].value) for person in answer.context["people"]] == [
        ("33.3 %", "0.667"),
        ("16.7 %", "0.667"),
    ]
    page = answer.content.decode()
    assert page.count('<circle class="plot-dot"') == 2  # two people; one day makes no line
    assert [word.text for word in answer.context["words"]] == ["red"]


def test_what_has_no_value_says_why(by_manager: Client) -> None:
    Street("street").pair(1, (), (), text="a red apple")

    answer = by_manager.get("/batches/street/agreement/")

    reason = "all judgments say the same, so chance would differ in nothing"
    assert Row("Krippendorff's alpha", "", why=reason) in answer.context["rows"]
    assert answer.context["people_plot"].dots == []
    assert f"undefined: {reason}" in answer.content.decode()


def test_a_batch_that_nobody_judged_shows_its_figures_as_undefined(by_manager: Client) -> None:
    street = Street("street")

    answer = by_manager.get(f"/batches/{street.batch.name}/agreement/")

    assert [row.value for row in answer.context["rows"]] == [""] * 6
    assert (answer.context["people"], answer.context["days"]) == ([], [])


def test_a_drawing_breaks_its_line_where_there_is_no_value() -> None:
    points = [Point(0, 0.5, "1"), Point(0, 1, "2"), None, Point(0, 0, "4"), Point(0, 0.25, "5")]
    drawn = course(points, ["a", "b", "c", "d", "e"], y_name="")

    assert drawn.lines == ["44,111 190,10", "482,212 628,161.5"]
    assert drawn.x_ticks == [Mark(44, 212, "a"), Mark(336, 212, "c"), Mark(628, 212, "e")]


def test_where_pairs_are_judged_as_a_whole_the_page_speaks_of_pairs(by_manager: Client) -> None:
    table = Table(as_a_whole=True)
    BatchPair.objects.update(locked={str(word): AS_A_WHOLE for word in range(6)})
    table.judge(0)
    table.judge(1)

    answer = by_manager.get(f"/batches/{table.batch.name}/agreement/")

    assert [(row.name, row.value or row.why) for row in answer.context["rows"]] == [
        ("Rejection rate", "0.0 %"),
        ("Specific agreement, rejected", "nobody says so where two judged"),
        ("Specific agreement, accepted", "1.000"),
        ("Krippendorff's alpha", "all judgments say the same, so chance would differ in nothing"),
        ("Gwet's AC1", "1.000"),
        ("Raw agreement", "1.000"),
    ]
    assert answer.context["words"] == []
    assert "each pair is one unit" in answer.content.decode()

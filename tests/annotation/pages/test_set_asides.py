"""A manager sets somebody's judgments aside, and undoes it."""

from datetime import timedelta

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotation.actions import set_asides
from annotation.models import SetAside
from tests.annotation.tables import RED, Table
from tests.factories import SetAsideFactory

pytestmark = pytest.mark.django_db


def judged() -> tuple[Table, str]:
    table = Table()
    table.judge(0, RED)
    table.judge(1, RED)
    return table, f"/person/{table.members[0].annotator.user.username}/set-aside/"


def test_what_it_brings_is_shown_before_and_nothing_is_done(by_manager: Client):
    table, place = judged()

    page = by_manager.get(place, {"batch": table.batch.name})

    told = page.context["preview"]
    assert (told.n_judgments, told.n_settled, told.n_reopened, told.n_asked) == (1, 1, 1, 1)
    assert SetAside.objects.count() == 0


def test_with_a_reason_it_is_done_and_told_below(by_manager: Client):
    table, place = judged()

    answer = by_manager.post(f"{place}?batch={table.batch.name}", {"reason": "strikes at random"}, follow=True)
    set_asides.carry_on(now=timezone.now())

    act = SetAside.objects.get()
    assert (act.batch, act.since, act.actor, act.reason) == (table.batch, None, "ruth", "strikes at random")
    assert answer.redirect_chain == [(place, 302)]
    page = by_manager.get(place).content.decode()
    assert "“<bdi>strikes at random</bdi>”" in page
    assert "1 judgment set aside, 1 settled pair opened again" in page


def test_without_a_reason_it_is_asked_for(by_manager: Client):
    _, place = judged()

    answer = by_manager.post(f"{place}?batch=", {"reason": " "})

    assert answer.context["reason"].errors == {"reason": ["This field is required."]}
    assert SetAside.objects.count() == 0


def test_days_are_whole_days_and_never_lie_ahead(by_manager: Client):
    _, place = judged()
    today = timezone.localdate()

    by_manager.post(f"{place}?since=2026-11-01&until={today}", {"reason": "asleep"})

    act = SetAside.objects.get()
    assert act.since is not None
    assert timezone.localtime(act.since).isoformat()[:19] == "2026-11-01T00:00:00"
    assert act.until <= act.created_at


def test_a_last_day_before_the_first_is_refused(by_manager: Client):
    _, place = judged()

    page = by_manager.get(place, {"since": "2026-11-02", "until": "2026-11-01"})

    assert page.context["form"].errors == {"until": ["The last day lies before the first."]}
    assert "preview" not in page.context


def test_where_nothing_counts_it_says_so(by_manager: Client):
    _, place = judged()
    day = timezone.localdate() - timedelta(days=4000)

    answer = by_manager.post(f"{place}?until={day}", {"reason": "asleep"}, follow=True)

    assert "nothing to set aside" in answer.content.decode()
    assert SetAside.objects.count() == 0


def test_an_act_is_undone_with_a_reason_and_once(by_manager: Client):
    table, place = judged()
    act = SetAsideFactory(annotator=table.members[0].annotator)

    by_manager.post(f"{place}{act.pk}/undo/", {"reason": ""})
    assert SetAside.objects.count() == 1
    by_manager.post(f"{place}{act.pk}/undo/", {"reason": "awake after all"})
    again = by_manager.post(f"{place}{act.pk}/undo/", {"reason": "awake after all"}, follow=True)

    assert SetAside.objects.get(undoes=act).reason == "awake after all"
    assert "This was undone before." in again.content.decode()


def test_an_act_of_somebody_else_is_not_found(by_manager: Client):
    _, place = judged()

    assert by_manager.post(f"{place}{SetAsideFactory().pk}/undo/", {"reason": "no"}).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_seven_queries_however_often_it_was_done(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
):
    table, place = judged()
    SetAsideFactory.create_batch(n, annotator=table.members[0].annotator)

    with django_assert_num_queries(7):  # person; batches; how many, which pairs, their opinions, the pairs; acts
        by_manager.get(place, {"batch": ""})

"""Pages of what a changed guideline touches, and of what annotators are told of it."""

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.actions import reaches, rulings
from annotation.choices import Role, RulingDecision
from annotation.models import GuidelineVersion, Reach
from annotation.queries import guidelines
from tests.annotation.actions.test_reaches import ACT, drafted, settled, work
from tests.annotation.pages.conftest import Somebody
from tests.annotation.tables import APPLE, Table
from tests.conftest import SignIn
from tests.factories import BatchPairFactory, NoticeFactory, ReachFactory, TouchedFactory

pytestmark = pytest.mark.django_db
SURE = {"reason": "asked by Mina", "remedy": "round", "follows": "on", "notice_en": "Drawn fruit is fruit."}


def test_a_draft_is_counted_on_request_and_published_with_what_becomes_of_its_pairs(by_manager: Client) -> None:
    apple, fresh = settled(APPLE), Table()
    drafted()
    assert "remedy" not in by_manager.get("/rulings/2/").context["publish_form"].fields

    by_manager.post("/rulings/2/reach/count/")
    going_on = by_manager.get("/rulings/2/reach/")
    work()
    counted = by_manager.get("/rulings/2/reach/")

    assert "X-Over" not in going_on
    assert counted["X-Over"] == "1"
    page = by_manager.get("/rulings/2/")
    assert [n for _, n in page.context["standing"].counts] == [1, 0, 0, 1, 0]
    cost = page.context["standing"].cost
    assert (cost.n_pairs, cost.n_opinions, str(cost.person_days), cost.cost, cost.assumes) == (1, 2, "0.1", 5, True)
    assert f'<a href="/pairs/{apple.pair.pk}/">' in by_manager.get("/rulings/2/reach/3/").content.decode()

    by_manager.post("/rulings/2/publish/", SURE)
    work()
    reach = Reach.objects.get()
    assert (reach.remedy, reach.n_moved, reach.n_followed, reach.reason) == ("round", 1, 1, "asked by Mina")
    assert "carried out" in by_manager.get("/rulings/2/").content.decode()
    assert fresh.now().under.number == 2


def test_what_is_missing_in_a_draft_is_said_before_it_is_counted(by_manager: Client) -> None:
    drafted()
    rulings.add_ruling(
        version=GuidelineVersion.objects.get(number=2),
        code="empty",
        wording=rulings.Wording(RulingDecision.JUDGE, {"pattern": "(a+)+"}, {}, ()),
        **ACT,
    )

    by_manager.post("/rulings/2/reach/count/")

    assert Reach.objects.count() == 0
    assert by_manager.get("/rulings/2/").status_code == 200


@pytest.mark.parametrize("n", [1, 3])
def test_a_list_of_touched_pairs_takes_two_queries(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    reach = ReachFactory()
    for _ in range(n):
        TouchedFactory(reach=reach)

    with django_assert_num_queries(2):  # the version; its pairs
        page = by_manager.get("/rulings/2/reach/0/")

    assert len(page.context["rows"]) == n
    assert '<mark class="contested" dir="auto">apple</mark>' in page.content.decode()


def test_an_annotator_is_told_in_one_line_and_reads_what_changed(signed_in: SignIn) -> None:
    table = Table()
    table.judge(0)
    browser = signed_in(table.members[0].annotator.user)
    rulings.publish(version=drafted(), reason="a question", notice={"en": "Drawn fruit is fruit."}, **ACT)
    work()
    assert browser.get("/me/").context["n_unread"] == 1
    assert (
        '<a href="/me/rulings/2/"><bdi>Drawn fruit is fruit.</bdi></a>'
        in browser.get("/me/questions/").content.decode()
    )

    page = browser.get("/me/rulings/2/")

    assert [one.title for one in page.context["news"].rulings] == ["Fruit en"]
    told = guidelines.news(2, "ko")
    assert told is not None
    assert (told.line, [one.title for one in told.rulings]) == ("", ["Fruit ko"])
    assert browser.get("/me/").context["n_unread"] == 0


def test_without_a_line_the_version_stands_for_it(signed_in: SignIn, somebody: Somebody) -> None:
    mina = somebody("mina", Role.ANNOTATOR)
    NoticeFactory(thread=None, guideline=GuidelineVersion.objects.get(number=1), user=mina)
    browser = signed_in(mina)

    assert "Rulings say something new: version 1" in browser.get("/me/questions/").content.decode()
    assert browser.get("/me/rulings/2/").status_code == 404


def test_the_count_waits_until_every_batch_has_its_words() -> None:
    BatchPairFactory(state=0, tokenisation=None, slots__n=0)
    reach = rulings.seek_reach(version=drafted(), **ACT)

    assert not reaches.go_on(reach_id=reach.pk, now=ACT["now"])

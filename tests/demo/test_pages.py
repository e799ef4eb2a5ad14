"""The welcome with its three doors, one-click sign-in, and you against the truth."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotation.actions import claims, judgments
from annotation.management.simulated_people import account
from annotation.models import Annotator, Batch, BatchPair, User
from annotation.rules.outcomes import PairOutcome
from dataset.gateways import storage
from dataset.models import Image
from dataset.rules.tokens import unpack
from jdb_site.demo import knowledge, people, seeding, showcase
from jdb_site.demo.pairs import demo_pairs
from jdb_site.demo.showcase import Opinion
from tests.demo.conftest import take_in
from tests.factories import ImageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_quick_passwords")]


N_PAIRS = 22


@pytest.fixture
def seeded(as_demo: None, figures: list[people.Login]) -> None:
    """A small demo with its showcase judged and its batch open."""
    take_in(demo_pairs()[:N_PAIRS])
    seeding.judged_batch(timezone.now())
    seeding.open_batch(timezone.now())


def judge(n: int, say: Callable[[showcase.Case], Opinion]) -> list[BatchPair]:
    """Let the visitor judge so many pairs."""
    visitor = Annotator.objects.get(user__username=people.VISITOR)
    known = showcase.cases(Batch.objects.get(name="demo"))
    rows = claims.claim(annotator=visitor, wanted=n, now=timezone.now()).pairs
    for row in rows:
        answer = showcase.answered(row, say(known[row["pair"]]))
        judgments.submit(annotator=visitor, answer=answer, now=timezone.now())
    return [BatchPair.objects.get(pk=row["pair"]) for row in rows]


def truth(case: showcase.Case) -> Opinion:
    outcome = PairOutcome(case.known.outcome)
    return Opinion(outcome, case.truth if outcome == "judged" else ())


def nothing(case: showcase.Case) -> Opinion:
    return Opinion(PairOutcome.JUDGED)


@pytest.mark.parametrize(
    "address", ["/demo/", "/demo/enter/annotator/", "/demo/enter/manager/", "/demo/result/", "/demo/truth/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_of_the_demo_is_there_without_the_demo(client: Client, address: str, method: str) -> None:
    people.make(people.FIGURES[0], timezone.now())

    assert getattr(client, method)(address).status_code == 404
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


@pytest.mark.usefixtures("seeded")
def test_strangers_meet_three_doors_and_one_struck_prompt(client: Client) -> None:
    page = client.get("/").content.decode()

    assert re.findall(r"<h2>(.*?)</h2>", page) == ["Strike a pair", "Run the project", "See the result"]
    assert "<del" in page


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("door", "username", "place"),
    [("annotator", "visitor", "/work/"), ("manager", "ruth", "/overview/"), ("payroll", "pia", "/pay/")],
)
def test_one_click_signs_in(client: Client, door: str, username: str, place: str) -> None:
    answer = client.post(f"/demo/enter/{door}/")

    assert answer["Location"] == place
    assert client.session["_auth_user_id"] == str(User.objects.get(username=username).pk)
    assert client.get("/")["Location"] == place


@pytest.mark.usefixtures("seeded")
def test_one_of_the_made_up_people_shows_what_they_are_paid(client: Client) -> None:
    account(2, ["en"], timezone.now())

    answer = client.post("/demo/enter/paid/")

    assert answer["Location"] == "/me/pay/"
    assert client.session["_auth_user_id"] == str(User.objects.get(username="sim-02").pk)


@pytest.mark.usefixtures("seeded")
def test_a_door_opens_only_to_a_click_on_this_site() -> None:
    assert Client(enforce_csrf_checks=True).post("/demo/enter/manager/").status_code == 403
    assert Client().get("/demo/enter/manager/").status_code == 405


@pytest.mark.usefixtures("as_demo")
def test_an_account_that_the_seeding_did_not_make_is_not_let_in(client: Client) -> None:
    User.objects.create_user(username="ruth", roles=["manager"])

    answer = client.post("/demo/enter/manager/", follow=True)

    assert "The demo is not filled yet. Run: ./run manage seed_demo" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("as_demo")
def test_an_empty_demo_has_its_doors_all_the_same(client: Client) -> None:
    assert "Strike a pair" in client.get("/").content.decode()
    assert "Nothing settled yet" in client.get("/demo/result/").content.decode()


@pytest.mark.usefixtures("seeded")
def test_the_workbench_is_told_of_the_truth(client: Client) -> None:
    client.post("/demo/enter/annotator/")

    assert '"tour": {"after": 3, "url": "/demo/truth/"}' in client.get("/work/").content.decode()


@pytest.mark.usefixtures("seeded")
def test_the_result_is_open_to_strangers(client: Client) -> None:
    answer = client.get("/demo/result/")

    assert len(answer.context["results"]) == 10
    assert "./run manage export_test_set --out DIR --partial" in answer.content.decode()


@pytest.mark.usefixtures("seeded")
def test_whoever_strikes_the_truth_is_wholly_right(client: Client) -> None:
    judge(3, truth)
    client.post("/demo/enter/annotator/")

    score = client.get("/demo/truth/").context["score"]

    assert (len(score.rows), score.n_right, score.n_over) == (3, 3, 0)
    assert score.n_agreed == score.n_true


@pytest.mark.usefixtures("seeded")
def test_whoever_strikes_nothing_sees_what_was_missed(client: Client) -> None:
    judged = judge(8, nothing)
    client.post("/demo/enter/annotator/")

    score = client.get("/demo/truth/").context["score"]

    true = [true_of(pair) for pair in judged]
    assert score.n_true == sum(map(len, true)) > 0
    assert (score.n_agreed, score.n_over) == (0, 0)
    rows = [row for row in score.rows if row.n_missed]
    assert all("missed" in {piece.kind for piece in row.pieces} for row in rows)


def true_of(pair: BatchPair) -> tuple[int, ...]:
    known = knowledge.behind(pair.image)
    assert known is not None
    assert pair.tokenisation is not None
    if known.outcome != "judged":
        return ()
    return knowledge.true_strikes(known, unpack(pair.tokenisation.tokens), pair)


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("n", [1, 3])
def test_the_truth_takes_two_queries_however_many_pairs(
    client: Client, n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    judge(n, truth)
    client.post("/demo/enter/annotator/")
    client.get("/demo/truth/")

    with django_assert_num_queries(2):  # their place among the annotators; judgments
        client.get("/demo/truth/")


@pytest.mark.usefixtures("seeded")
def test_the_truth_of_the_whole_pair_is_told_in_words(client: Client) -> None:
    judge(1, lambda case: Opinion(PairOutcome.REJECT))
    client.post("/demo/enter/annotator/")

    page = client.get("/demo/truth/").content.decode()

    assert "You said: rejected. In truth:" in page


@pytest.mark.usefixtures("as_demo")
def test_only_drawn_pictures_are_public(client: Client) -> None:
    drawn, other = ImageFactory(source="demo"), ImageFactory(source="elsewhere")
    for image in (drawn, other):
        default_storage.save(storage.rendition_name(image.sha256, 1024), ContentFile(b"webp"))

    answer: Any = client.get(f"/demo/pictures/{drawn.public_id}")

    assert (answer["Content-Type"], b"".join(answer.streaming_content)) == ("image/webp", b"webp")
    assert client.get(f"/demo/pictures/{other.public_id}").status_code == 404
    Image.objects.filter(pk=drawn.pk).update(withdrawn_at=timezone.now())
    assert client.get(f"/demo/pictures/{drawn.public_id}").status_code == 404


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(("now_is", "n_pictures"), [("sensitive", 1), ("blocked", 0)])
def test_a_flagged_picture_is_covered_beside_the_truth_and_on_the_welcome(
    client: Client, now_is: str, n_pictures: int
) -> None:
    [pair] = judge(1, truth)
    Image.objects.filter(pk=pair.image_id).update(sensitivity=now_is)
    client.post("/demo/enter/annotator/")

    beside = client.get("/demo/truth/").content.decode()
    Image.objects.update(sensitivity=now_is)
    welcome = client.get("/demo/").content.decode()

    for page in (beside, welcome):
        assert page.count("<img") == page.count('data-sensitivity="sensitive"') == n_pictures

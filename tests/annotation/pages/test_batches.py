"""Batches: the list, one of them, and opening one."""

from typing import Any

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.actions import preparation, tallies
from annotation.choices import BatchState, MemberState, PairState, Role, SlotState
from annotation.models import Batch, Member, User
from tests.annotation.pages.conftest import Somebody
from tests.annotation.tables import Table
from tests.conftest import SignIn
from tests.factories import (
    NOW,
    AnnotatorFactory,
    BatchFactory,
    BatchPairFactory,
    ImageFactory,
    MemberFactory,
    PromptFactory,
    SkipNoteFactory,
)

pytestmark = pytest.mark.django_db
NOTHING_FITS = "No pair fits: nothing found, not ready yet, judged already, or left out by its traits or scores."


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_four_queries_however_many_batches(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    for _ in range(n):
        tallies.count_batch(batch=MemberFactory(batch=BatchPairFactory().batch).batch, now=NOW)

    with django_assert_num_queries(4):  # batches, their tallies, judgments, members
        answer = by_manager.get("/batches/")

    assert [(row.n_pairs, row.n_members) for row in answer.context["batches"]] == [(1, 1)] * n


def test_the_list_goes_on_before_the_last_batch(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.pages.batches.PAGE", 2)
    for name in ("first", "second", "third"):
        BatchFactory(name=name)

    newest = by_manager.get("/batches/")
    older = by_manager.get("/batches/", {"before": newest.context["next"]})

    assert [row.batch.name for row in newest.context["batches"]] == ["third", "second"]
    assert [row.batch.name for row in older.context["batches"]] == ["first"]
    assert older.context["next"] is None


@pytest.mark.parametrize("key", ["-1", "x", "9" * 30, "٣", "1.5"])
def test_a_key_that_is_none_is_passed_over(by_manager: Client, key: str) -> None:
    BatchFactory(name="first")

    assert len(by_manager.get("/batches/", {"before": key}).context["batches"]) == 1


@pytest.mark.parametrize("n", [1, 3])
def test_a_batch_takes_eighteen_queries_however_many_members_and_notes(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    batch = BatchPairFactory(batch__name="pilot").batch
    MemberFactory.create_batch(n, batch=batch)

    tallies.count_batch(batch=batch, now=NOW)

    # Batch; members, is it counted, work, held, skipped; who joins, groups, takers; notes; coverage; end, pay; figures.
    with django_assert_num_queries(18):
        answer = by_manager.get("/batches/pilot/")

    assert len(answer.context["members"]) == n


def test_what_was_written_when_pairs_were_passed_on_stands_there_with_its_name(by_manager: Client) -> None:
    said = SkipNoteFactory(note="Which helicopter is a <b>Mi-8</b>?")
    SkipNoteFactory(pair=said.pair, reason="uncomfortable", note="too much")
    SkipNoteFactory(note="of another batch")

    page = by_manager.get(f"/batches/{said.pair.batch.name}/").content.decode()

    row = page[page.index("Why pairs were passed on") :]
    assert f"<bdi>{said.annotator.user.username}</bdi>" in row
    assert "needs expert knowledge</td><td><bdi>Which helicopter is a &lt;b&gt;Mi-8&lt;/b&gt;?</bdi>" in row
    assert "</td><td></td><td><bdi>too much</bdi>" in row
    assert "of another batch" not in row


def test_what_was_written_is_told_to_managers_alone(somebody: Somebody, signed_in: SignIn) -> None:
    said = SkipNoteFactory()

    page = signed_in(somebody("otto", Role.AUDITOR)).get(f"/batches/{said.pair.batch.name}/")

    assert page.context["skip_notes"] == []


def test_a_batch_is_paused_resumed_and_closed(by_manager: Client) -> None:
    batch = BatchFactory(name="pilot")

    states = []
    for act in ("pause", "resume", "close"):
        assert by_manager.post(f"/batches/pilot/{act}/")["Location"] == "/batches/pilot/"
        batch.refresh_from_db()
        states.append(batch.state)

    assert states == [BatchState.PAUSED, BatchState.OPENING, BatchState.CLOSED]


def test_a_closed_batch_says_why_it_cannot_be_paused(by_manager: Client) -> None:
    BatchFactory(name="pilot", state=BatchState.CLOSED, closed_at="2026-11-22T09:00:00Z")

    answer = by_manager.post("/batches/pilot/pause/", follow=True)

    assert "The batch is Closed; that cannot be done now." in answer.content.decode()


def test_members_join_and_leave(by_manager: Client) -> None:
    table = Table(n_members=1, name="pilot")
    joiner = AnnotatorFactory(user__username="joiner")
    table.claim(0)

    by_manager.post("/batches/pilot/members/add/", {"annotator": "joiner"})
    leaver = table.members[0].annotator.user.username
    by_manager.post("/batches/pilot/members/remove/", {"annotator": leaver})

    states = dict(Member.objects.values_list("annotator__user__username", "state"))
    assert states == {"joiner": MemberState.ACTIVE, leaver: MemberState.REMOVED}
    assert [state for _, state in table.slots()] == [SlotState.OPEN.name] * 2
    assert joiner.memberships.get().batch == table.batch


def test_figures_renew_themselves_while_a_batch_is_prepared(by_manager: Client) -> None:
    BatchFactory(name="pilot", state=BatchState.OPENING)

    assert 'hx-trigger="every 2s"' in by_manager.get("/batches/pilot/progress/").content.decode()

    Batch.objects.update(state=BatchState.OPEN)

    assert "hx-" not in by_manager.get("/batches/pilot/progress/").content.decode()


def form(*annotators: User, **changed: Any) -> dict[str, Any]:
    chosen = [str(user.annotator.pk) for user in annotators]
    return {"name": "pilot", "wanted": 2, "at_most": 3, "unjudged": "on", "annotators": chosen, "seed": 0} | changed


def test_a_batch_is_opened_from_the_form(by_manager: Client, somebody: Somebody) -> None:
    mina, tom = somebody("mina", Role.ANNOTATOR), somebody("tom", Role.ANNOTATOR)
    ImageFactory.create_batch(3)

    answer = by_manager.post("/open-batch/", form(mina, tom, sample=2, seed=7, split_to_desk="on"))

    assert answer["Location"] == "/batches/pilot/"
    batch = Batch.objects.get()
    assert (batch.n_pairs, batch.wanted, batch.at_most, batch.split_to_desk) == (2, 2, 3, True)
    assert (batch.seed, batch.actor) == (7, "ruth")
    assert batch.members.count() == 2
    assert preparation.prepare(batch=batch) == 2


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"name": "taken"}, {"name": ["There is a batch named 'taken' already; choose another name."]}),
        ({"at_most": 1}, {"at_most": ["At most cannot be under what is wanted."]}),
        ({"annotators": []}, {"annotators": ["Choose who works on it."]}),
        (
            {"name": "two words"},
            {"name": ["Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."]},
        ),
        (
            {"source": "test", "languages": ["ko"]},
            {"__all__": [NOTHING_FITS]},
        ),
    ],
)
def test_a_form_that_opens_nothing_says_why(
    by_manager: Client, somebody: Somebody, changed: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    BatchFactory(name="taken")
    mina, tom = somebody("mina", Role.ANNOTATOR), somebody("tom", Role.ANNOTATOR)
    AnnotatorFactory(languages=["ko"])
    ImageFactory()

    answer = by_manager.post("/open-batch/", form(mina, tom) | changed)

    assert answer.context["form"].errors == errors
    assert Batch.objects.count() == 1


def test_fewer_annotators_than_opinions_are_refused(by_manager: Client, somebody: Somebody) -> None:
    mina = somebody("mina", Role.ANNOTATOR)
    ImageFactory()

    answer = by_manager.post("/open-batch/", form(mina))

    [error] = answer.context["form"].non_field_errors()
    assert error == "2 opinions a pair need at least 2 annotators; 1 chosen."


def test_the_preview_follows_the_form(by_manager: Client) -> None:
    ImageFactory.create_batch(2)
    ImageFactory(prompt=PromptFactory(traits=["instruction"]))

    everything = by_manager.get("/open-batch/preview/", {"unjudged": "on"}).context["preview"]
    sample = by_manager.get("/open-batch/preview/", {"sample": "1", "traits": ["instruction"]}).context["preview"]

    assert (everything.n_found, everything.n_picked, everything.n_left_out_by_trait) == (3, 2, {"instruction": 1})
    assert (sample.n_found, sample.n_picked, sample.n_left_out_by_trait) == (3, 1, {})


def test_what_is_sensitive_stands_covered_on_the_contact_sheet(by_manager: Client) -> None:
    ImageFactory(sensitivity="sensitive")

    page = by_manager.get("/open-batch/preview/", {"unjudged": "on"}).content.decode()

    assert (page.count('data-sensitivity="sensitive"'), page.count('class="veil-button')) == (1, 1)


def test_a_preview_of_nonsense_says_what_is_wrong(by_manager: Client) -> None:
    page = by_manager.get("/open-batch/preview/", {"sample": "many"}).content.decode()

    assert "A random sample of: Enter a whole number." in page


@pytest.mark.parametrize("n", [1, 3])
def test_the_form_takes_thirteen_queries_however_many_pairs(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    ImageFactory.create_batch(n)
    AnnotatorFactory.create_batch(n)

    # Gold; annotators; sources; groups and who is in them; guidelines; scorers, twice; three of the preview; rates; the
    # rule of pay.
    with django_assert_num_queries(13):
        answer = by_manager.get("/open-batch/")

    assert answer.context["preview"].n_picked == n


def test_a_stranger_to_managing_opens_nothing(signed_in: SignIn, somebody: Somebody) -> None:
    client = signed_in(somebody("ada", Role.AUDITOR))

    assert client.get("/batches/").status_code == 200
    assert client.post("/open-batch/", {}).status_code == 403


def test_a_batch_that_cannot_end_says_so_with_what_can_be_done(by_manager: Client) -> None:
    batch = BatchFactory(name="pilot")
    pair = BatchPairFactory(batch=batch, image__prompt__text="빨간 사과", image__prompt__language="ko")
    MemberFactory(batch=batch)

    page = by_manager.get("/batches/pilot/").content.decode()

    assert "This batch cannot end as it is: 1 pair can be asked of nobody in it." in page
    assert "Wait: nobody reads them" in page

    said = {"act": "park", "language": "ko", "sensitive": "", "reason": "no reader yet"}
    assert by_manager.post("/batches/pilot/sieve/", said)["Location"] == "/batches/pilot/"

    pair.refresh_from_db()
    assert pair.state == PairState.SET_ASIDE
    page = by_manager.get("/batches/pilot/").content.decode()
    assert "1 in <bdi>한국어</bdi>; 0 can be asked" in page
    assert "cannot end" not in page


def test_pairs_are_left_out_for_a_reason_alone(by_manager: Client) -> None:
    BatchFactory(name="pilot")

    answer = by_manager.post("/batches/pilot/sieve/", {"act": "park", "language": "ko", "reason": " "}, follow=True)

    assert "Say what is to be done, and why" in answer.content.decode()

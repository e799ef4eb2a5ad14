"""A pair's page: everything that happened to it, and the remedies."""

import uuid
from typing import Any

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.actions import desk, publishing, skips
from annotation.choices import PairState, Role, SkipReason, SlotState
from annotation.models import AuditEntry, BatchPair, Slot
from annotation.pages.prompts import Piece
from dataset.models import Image, Verdict, Withdrawal
from tests.annotation.pages.conftest import Somebody
from tests.annotation.tables import APPLE, BANANAS, RED, YELLOW, Table
from tests.conftest import SignIn
from tests.factories import NOW, FlagFactory, GoldFactory, ImageFactory, UserFactory

pytestmark = pytest.mark.django_db


def settled(table: Table) -> Table:
    table.judge(0, YELLOW, BANANAS)
    table.judge(1, RED, YELLOW, BANANAS)
    table.judge(2, YELLOW, BANANAS)
    publishing.publish_all(now=NOW)
    return table


def address(pair: BatchPair) -> str:
    return f"/pairs/{pair.image.public_id}/"


def put(browser: Client, pair: BatchPair, act: str, reason: str = "two pictures were mixed up") -> str:
    answer = browser.post(f"{address(pair)}rounds/{pair.pk}/", {"act": act, "reason": reason}, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_a_life_takes_fifteen_queries_however_much_happened(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    image = ImageFactory()
    for _ in range(n):
        table = Table()
        BatchPair.objects.filter(pk=table.pair.pk).update(image=image)
        settled(table)
        GoldFactory(image=image, number=image.gold.count() + 1)
        FlagFactory(pair=table.pair)

    with django_assert_num_queries(15):  # who; image, pairs, slots, judgments, flags, notes, desk, verdicts, and 6
        answer = by_manager.get(f"/pairs/{image.public_id}/")

    assert (len(answer.context["rounds"]), len(answer.context["verdicts"])) == (n, n)


def test_every_opinion_is_told_with_its_marks_and_with_what_counts_of_them(by_manager: Client) -> None:
    table = settled(Table())

    [(told, _)] = by_manager.get(address(table.pair)).context["rounds"]

    assert [opinion.state for opinion in told.opinions] == ["counts", "counts", "counts"]
    first = told.opinions[0].revisions[0]
    assert first.marks == [
        Piece("kept", "a red apple and "),
        Piece("struck", "yellow bananas"),
    ]
    assert first.canonical == [Piece("kept", "a red apple "), Piece("struck", "and yellow bananas")]


def test_a_verdict_is_told_with_its_clean_prompts_and_its_votes(by_manager: Client) -> None:
    table = settled(Table())

    answer = by_manager.get(address(table.pair))

    [told] = answer.context["verdicts"]
    assert told.words[RED] == ("red", 1, 3, "majority of the judgments")
    assert told.n_opinions == 3
    assert "a red apple" in answer.content.decode()


def test_what_the_desk_decided_is_told_by_its_words(by_manager: Client) -> None:
    table = Table(split_to_desk=True)
    table.judge(0, RED)
    table.judge(1, APPLE)
    table.judge(2)
    adjudicator = UserFactory(username="dora", roles=[Role.ADJUDICATOR])
    desk.settle(pair=table.now(), adjudicator=adjudicator, outcome="judged", struck=[RED], note="green", now=NOW)

    answer = by_manager.get(address(table.pair))

    [(told, _)] = answer.context["rounds"]
    assert [(act.adjudicator.username, struck) for act, struck in told.decisions] == [("dora", ["red"])]
    assert "“<bdi>green</bdi>”" in answer.content.decode()


def test_a_skip_says_why_but_not_that_a_picture_was_uncomfortable(by_manager: Client) -> None:
    table = Table()
    for who, reason in enumerate([SkipReason.EXPERT, SkipReason.UNCOMFORTABLE]):
        table.claim(who)
        held = Slot.objects.filter(pair=table.pair, annotator=table.members[who].annotator)
        held.update(state=SlotState.SKIPPED, ordinal=None, lease_ends_at=None, skip_reason=reason, skipped_at=NOW)

    [(told, _)] = by_manager.get(address(table.pair)).context["rounds"]

    assert [opinion.state for opinion in told.opinions] == ["skipped: needs expert knowledge", "skipped"]


def test_what_was_written_beside_a_flag_or_a_skip_is_told_with_it(by_manager: Client) -> None:
    table = Table()
    table.claim(0)
    said: dict[str, Any] = {"reason": SkipReason.EXPERT, "uuid": uuid.uuid4(), "note": "a <b>Mi-8</b>?"}
    skips.skip(annotator=table.members[0].annotator, pair_id=table.pair.pk, now=NOW, **said)
    FlagFactory(pair=table.pair, reasons=["personal"], note="a phone number")

    page = by_manager.get(address(table.pair)).content.decode()

    assert "skipped: needs expert knowledge</span> “<bdi>a &lt;b&gt;Mi-8&lt;/b&gt;?</bdi>”" in page
    assert "personal; “<bdi>a phone number</bdi>”" in page


@pytest.mark.parametrize(("role", "named"), [(Role.MANAGER, True), (Role.AUDITOR, False)])
def test_who_flagged_a_pair_is_told_to_managers_alone(
    somebody: Somebody, signed_in: SignIn, role: Role, *, named: bool
) -> None:
    table = Table()
    FlagFactory(pair=table.pair, annotator__user__username="ilse", reasons=["violence"])

    page = signed_in(somebody("otto", role)).get(address(table.pair)).content.decode()

    assert ("violence" in page, "ilse" in page) == (True, named)


def test_a_pair_is_set_aside_and_taken_up_again_with_a_reason_each(by_manager: Client) -> None:
    pair = Table().pair

    put(by_manager, pair, "set_aside", "the prompt is of another picture")
    aside = BatchPair.objects.get(pk=pair.pk).state
    put(by_manager, pair, "take_up_again", "it is not")

    assert (aside, BatchPair.objects.get(pk=pair.pk).state) == (PairState.SET_ASIDE, PairState.OPEN)
    entries = AuditEntry.objects.filter(subject=f"pair {pair.pk}").order_by("pk")
    assert [(entry.actor, entry.act, entry.detail) for entry in entries] == [
        ("ruth", "set_aside", {"reason": "the prompt is of another picture", "before": "open"}),
        ("ruth", "take_up_again", {"reason": "it is not"}),
    ]


def test_a_verdict_is_reopened_and_stands_until_the_next_is_published(by_manager: Client) -> None:
    table = settled(Table(n_members=6))

    page = put(by_manager, table.pair, "reopen")

    rounds = BatchPair.objects.filter(image=table.pair.image).order_by("round").values_list("round", "state")
    assert [*rounds] == [(1, PairState.REPLACED), (2, PairState.OPEN)]
    assert "The verdict stands until the new one is published." in page
    assert Verdict.objects.filter(superseded_at__isnull=True).count() == 1


def test_an_act_without_a_reason_is_not_done_and_what_is_missing_is_said(by_manager: Client) -> None:
    pair = Table().pair

    page = put(by_manager, pair, "set_aside", "")

    assert BatchPair.objects.get(pk=pair.pk).state == PairState.OPEN
    assert f'id="id_{pair.pk}_reason_error">This field is required.' in page


def test_an_act_that_the_state_no_longer_allows_changes_nothing(by_manager: Client) -> None:
    table = settled(Table())

    page = put(by_manager, table.pair, "set_aside")

    assert table.now().state == PairState.SETTLED
    assert "The pair went on in the meantime." in page


def test_a_round_of_another_picture_is_not_found(by_manager: Client) -> None:
    pair, other = Table().pair, Table().pair

    answer = by_manager.post(f"{address(pair)}rounds/{other.pk}/", {"act": "set_aside", "reason": "x"})

    assert answer.status_code == 404


def test_a_picture_is_taken_out_of_use_with_its_pairs_at_once(by_manager: Client) -> None:
    table = Table()
    table.claim(0)

    page = by_manager.post(f"{address(table.pair)}withdrawal/", {"reason": "its maker asked"}, follow=True)

    assert "Pairs taken out of work: 1." in page.content.decode()
    assert table.now().state == PairState.WITHDRAWN
    assert [(one.reason, one.actor) for one in Withdrawal.objects.all()] == [("its maker asked", "ruth")]
    assert Image.objects.get(pk=table.pair.image_id).withdrawn_at is not None
    entry = AuditEntry.objects.get(act="withdraw_image")
    assert entry.detail == {"reason": "its maker asked", "pairs": 1}


def test_taking_out_of_use_wants_a_reason(by_manager: Client) -> None:
    table = Table()

    page = by_manager.post(f"{address(table.pair)}withdrawal/", {"reason": ""}).content.decode()

    assert (table.now().state, "withdraw_reason_error" in page) == (PairState.OPEN, True)
    assert not Withdrawal.objects.exists()


def test_an_auditor_reads_and_is_offered_nothing(somebody: Somebody, signed_in: SignIn) -> None:
    table = settled(Table())

    page = signed_in(somebody("otto", Role.AUDITOR)).get(address(table.pair)).content.decode()

    assert ("Verdict 1" in page, "Something is wrong" in page, "Take it out of use" in page) == (True, False, False)


def test_the_number_of_a_pair_in_a_batch_leads_to_its_round(by_manager: Client) -> None:
    pair = Table().pair

    answer = by_manager.get(f"/pairs/{pair.pk}/")

    assert answer.headers["Location"] == f"/pairs/{pair.image.public_id}/#round-{pair.pk}"

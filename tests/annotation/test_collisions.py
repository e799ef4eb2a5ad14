"""Two transactions that meet at the worst moment, on real connections, held there by a third or by the test itself."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import transaction

from annotation.actions import batches, claims, cycles, people, preparation, publishing
from annotation.choices import BatchState, PairState, SlotState
from annotation.models import Batch, BatchPair, Judgment, Slot
from annotation.rules.selections import Selection
from dataset.models import Prompt, Tokenisation, Verdict
from dataset.rules.tokeniser import TOKENISER_VERSION
from tests import database
from tests.annotation.tables import Table
from tests.annotation.test_race import own_connection
from tests.factories import (
    NOW,
    AnnotatorFactory,
    BatchFactory,
    BatchPairFactory,
    ImageFactory,
    ManagerFactory,
    MemberFactory,
    PromptFactory,
    answer_to,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


class Aside(threading.Thread):
    """An act on a connection of its own; `problem` is what it raised. It is given a moment to get as far as it can."""

    def __init__(self, act: Callable[..., Any], **arguments: Any) -> None:
        super().__init__()
        self.act, self.arguments = act, arguments
        self.problem: BaseException | None = None
        self.start()
        self.join(0.5)

    def run(self) -> None:
        with own_connection():
            try:
                self.act(**self.arguments)
            except BaseException as problem:  # noqa: BLE001  told to the test
                self.problem = problem

    def outcome(self) -> BaseException | None:
        self.join()
        return self.problem


@contextmanager
def in_the_way() -> Iterator[psycopg.Connection]:
    """Somebody else's transaction, undone at the end."""
    with database.superuser(database.name()) as other, other.transaction(force_rollback=True):
        yield other


def waiting(batch: Batch, *prompts: Prompt) -> None:
    """Pairs of these prompts that wait for their tokens, in this order."""
    for prompt in prompts:
        image = ImageFactory(prompt=prompt)
        BatchPairFactory(batch=batch, image=image, state=PairState.PREPARING, tokenisation=None, slots__n=0)


def settled(text: str) -> BatchPair:
    facts = {"outcome": "judged", "settled_how": "consensus", "settled_at": NOW, "struck": [1]}
    return BatchPairFactory(text=text, state=PairState.SETTLED, slots__n=0, **facts)


def test_two_batches_that_open_at_once_share_prompts():
    first, between, last = (PromptFactory(text=f"a {colour} apple") for colour in ("red", "green", "blue"))
    one, two = BatchFactory.create_batch(2, state=BatchState.OPENING)
    waiting(one, first, between, last)
    waiting(two, last, between, first)

    with in_the_way() as other:
        other.execute(
            "INSERT INTO dataset_tokenisation (prompt_id, version, tokens, tokens_hash, n_words)"
            " VALUES (%s, %s, '[]', '', 0)",
            [between.pk, TOKENISER_VERSION],
        )
        acts = [Aside(preparation.prepare, batch=batch) for batch in (one, two)]

    assert [act.outcome() for act in acts] == [None, None]
    assert Tokenisation.objects.count() == 3
    assert list(BatchPair.objects.values_list("state", flat=True)) == [PairState.OPEN] * 6


def test_two_publishers_make_the_same_clean_texts():
    pairs = [settled(text) for text in ("a red apple", "a red pear", "a blue pear", "a blue apple")]

    with in_the_way() as other:
        held = [pairs[1].image_id, pairs[3].image_id]
        other.execute("SELECT 1 FROM dataset_image WHERE id = ANY (%s) FOR UPDATE", [held])
        acts = [Aside(publishing.publish_settled, now=NOW, limit=2) for _ in range(2)]

    assert [act.outcome() for act in acts] == [None, None]
    texts = Verdict.objects.order_by("image").values_list("tidy_prompt__text", flat=True)
    assert list(texts) == ["an apple", "a pear", "a pear", "an apple"]


def test_who_finds_a_batch_dry_while_it_opens_looks_again():
    batch = BatchFactory(state=BatchState.OPENING)
    member = MemberFactory(batch=batch)
    waiting(batch, PromptFactory())

    with transaction.atomic():
        before = claims.claim(annotator=member.annotator, wanted=1, now=NOW)
        opening = Aside(preparation.prepare, batch=batch)

    assert (before.state, opening.outcome()) == ("no_work", None)
    assert claims.claim(annotator=member.annotator, wanted=1, now=NOW).state == "work"


def suspend(table: Table) -> Aside:
    user, manager = table.members[0].annotator.user, ManagerFactory()
    return Aside(people.suspend, user=user, reason="left", lock=True, actor=manager, now=NOW)


def discharge(table: Table) -> Aside:
    return Aside(people.change_roles, user=table.members[0].annotator.user, roles=[], actor=ManagerFactory(), now=NOW)


def remove(table: Table) -> Aside:
    return Aside(batches.remove_member, batch=table.batch, annotator=table.members[0].annotator, actor="ann", now=NOW)


@pytest.mark.parametrize("leave", [suspend, discharge, remove])
def test_who_is_sent_away_while_they_claim_holds_nothing(leave: Callable[[Table], Aside]):
    table = Table()
    ManagerFactory()

    with transaction.atomic():
        assert table.claim(0).state == "work"
        leaving = leave(table)

    assert leaving.outcome() is None
    assert not Slot.objects.filter(state=SlotState.LEASED).exists()
    assert table.claim(0) == claims.NO_WORK


def test_two_batches_opened_at_once_do_not_take_the_same_images():
    ImageFactory.create_batch(3)
    chosen = {"selection": Selection(), "annotators": AnnotatorFactory.create_batch(2), "actor": "ann", "now": NOW}

    with transaction.atomic():
        batches.open_batch(name="one", **chosen)
        second = Aside(batches.open_batch, name="two", **chosen)

    assert isinstance(second.outcome(), batches.NothingToJudge)
    assert BatchPair.objects.count() == 3


def test_an_answer_does_not_wait_for_its_person_and_they_are_told_to_look_again():
    table = Table()
    table.claim(0)
    answer, annotator = answer_to(table.pair, 1), table.members[0].annotator

    with in_the_way() as other:
        other.execute("SELECT 1 FROM annotation_member WHERE id = %s FOR UPDATE", [table.members[0].pk])
        receipt, work = cycles.answer(annotator=annotator, answer=answer, wanted=1, now=NOW)

    assert (receipt.outcome, work and work.state) == ("counted", "looking")
    assert Slot.objects.filter(state=SlotState.FILLED, annotator=annotator).count() == 1


def test_an_answer_that_was_sent_twice_at_once_is_kept_once_and_both_get_work():
    table = Table()
    another = BatchPairFactory(batch=table.batch)
    table.claim(0)
    answer, annotator = answer_to(table.pair, 1), table.members[0].annotator
    given: list[Any] = []

    def send() -> None:
        given.append(cycles.answer(annotator=annotator, answer=answer, wanted=1, now=NOW))

    with in_the_way() as other:
        other.execute("SELECT 1 FROM annotation_batchpair WHERE id = %s FOR UPDATE", [table.pair.pk])
        acts = [Aside(send) for _ in range(2)]

    assert [act.outcome() for act in acts] == [None, None]
    assert [(receipt.revision, receipt.outcome) for receipt, _ in given] == [(1, "counted")] * 2
    assert [work.pairs[0]["pair"] for _, work in given] == [another.pk] * 2
    assert Judgment.objects.count() == 1

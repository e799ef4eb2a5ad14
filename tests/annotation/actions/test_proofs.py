"""Proof-reading: kept, or back to the desk, which begins where the verdict stood."""

import uuid
from dataclasses import replace

import pytest

from annotation.actions import desk, proofs, publishing, recounts
from annotation.choices import PairState, ProofDecision, Role
from annotation.errors import ReceiptTaken
from annotation.models import AuditEntry, BatchPair, ProofReading, User
from annotation.queries import desk as cases
from annotation.queries import proofs as queries
from dataset.models import Verdict
from tests.annotation.tables import APPLE, BANANAS, RED, YELLOW, Table
from tests.factories import NOW, UserFactory, answer_to

pytestmark = pytest.mark.django_db


def changed(*struck: int) -> Table:
    """Settled by two who strike the same, and published."""
    table = Table()
    for who in (0, 1):
        table.judge(who, *struck)
    publishing.publish_settled(now=NOW)
    table.now()
    return table


def reader() -> User:
    found: User = UserFactory(roles=[Role.ADJUDICATOR])
    return found


def reading(table: Table, decision: ProofDecision = ProofDecision.KEPT, reason: str = "") -> proofs.Reading:
    verdict = Verdict.objects.get(image=table.pair.image_id, superseded_at=None)
    return proofs.Reading(uuid.uuid4(), table.pair.pk, verdict.pk, decision, reason)


def due() -> list[int]:
    return [result.pair.pk for result in queries.due(limit=10).results]


def send_back(table: Table) -> None:
    proofs.read(reader=reader(), reading=reading(table, ProofDecision.BACK, "no article left"), now=NOW)


def test_what_was_changed_is_to_be_read_and_what_was_not_is_not() -> None:
    table = changed(RED)
    changed()

    assert (due(), queries.n_due(), queries.n_due(batch=table.batch)) == ([table.pair.pk], 1, 1)


def test_what_is_kept_stands_and_is_read_no_more() -> None:
    table, ruth = changed(RED), reader()

    proofs.read(reader=ruth, reading=reading(table), now=NOW)

    assert (due(), table.now().state, table.pair.published_at) == ([], PairState.SETTLED, NOW)
    kept = ProofReading.objects.get()
    assert (kept.reader, kept.decision, kept.struck, kept.pair) == (ruth, ProofDecision.KEPT, [RED], table.pair)


def test_the_same_reading_sent_twice_is_kept_once_and_another_under_its_uuid_is_refused() -> None:
    table, ruth = changed(RED), reader()
    said = reading(table)

    assert proofs.read(reader=ruth, reading=said, now=NOW) == proofs.read(reader=ruth, reading=said, now=NOW)
    with pytest.raises(ReceiptTaken):
        proofs.read(reader=reader(), reading=said, now=NOW)
    with pytest.raises(ReceiptTaken):
        proofs.read(reader=ruth, reading=replace(said, decision=ProofDecision.BACK, reason="no"), now=NOW)


def test_two_people_do_not_read_the_same() -> None:
    table = changed(RED)
    proofs.read(reader=reader(), reading=reading(table), now=NOW)

    with pytest.raises(proofs.NotToBeRead):
        proofs.read(reader=reader(), reading=reading(table), now=NOW)


def test_what_another_verdict_took_the_place_of_is_not_read() -> None:
    table, other = changed(RED), changed(YELLOW)
    said = reading(table)

    with pytest.raises(proofs.NotToBeRead):
        proofs.read(reader=reader(), reading=replace(said, verdict_id=reading(other).verdict_id), now=NOW)
    Verdict.objects.filter(pk=said.verdict_id).update(superseded_at=NOW)
    with pytest.raises(proofs.NotToBeRead):
        proofs.read(reader=reader(), reading=said, now=NOW)


def test_whoever_sends_a_pair_back_says_why() -> None:
    with pytest.raises(proofs.ReasonMissing):
        proofs.read(reader=reader(), reading=reading(changed(RED), ProofDecision.BACK), now=NOW)


def test_what_is_sent_back_waits_at_the_desk_where_it_stood_and_its_verdict_stands() -> None:
    table = changed(RED, BANANAS)

    send_back(table)

    pair = table.now()
    assert (pair.state, pair.desk_reason, pair.desk_words) == (PairState.DESK, "proof", [0, 1, 2, 3, 4, 5])
    case = cases.case(BatchPair.objects.select_related("tokenisation__prompt").get())
    assert [word.token.word for word in case.tokens if word.preset] == [RED, BANANAS]
    assert case.notes == ["no article left"]
    assert Verdict.objects.get().superseded_at is None
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.detail["reason"], entry.detail["struck"]) == (
        "send_back_to_desk",
        "no article left",
        [RED, BANANAS],
    )


def test_an_opinion_that_changes_meanwhile_does_not_settle_what_was_sent_back() -> None:
    table = changed(RED)
    send_back(table)

    table.send(0, answer_to(table.pair, RED, APPLE))

    assert (table.now().state, table.pair.desk_reason) == (PairState.DESK, "proof")


def test_what_the_desk_decides_then_is_published_and_read_anew() -> None:
    table = changed(RED)
    send_back(table)

    desk.settle(pair=table.pair, adjudicator=reader(), outcome="judged", struck=[RED, APPLE], now=NOW)
    publishing.publish_settled(now=NOW)

    assert (table.now().struck, due()) == ([RED, APPLE], [table.pair.pk])
    assert list(recounts.differences()) == []


def test_what_the_desk_leaves_as_it_was_is_not_read_again() -> None:
    table = changed(RED)
    send_back(table)

    desk.settle(pair=table.pair, adjudicator=reader(), outcome="judged", struck=[RED], now=NOW)
    publishing.publish_settled(now=NOW)

    assert due() == []

"""What a person at the desk decides, and what becomes of it in the corpus."""

import pytest

from annotation.actions import desk, publishing
from annotation.choices import PairState, SlotState
from annotation.models import Adjudication, BatchPair, Slot
from dataset.choices import WordSource
from dataset.models import Verdict, VerdictEvidence
from tests.annotation.tables import AND, APPLE, BANANAS, RED, YELLOW, Table
from tests.factories import NOW, ManagerFactory

pytestmark = pytest.mark.django_db


def at_the_desk() -> Table:
    """RED is split two to one, and the bananas are struck by all."""
    table = Table(split_to_desk=True)
    table.judge(0, RED, YELLOW, BANANAS)
    table.judge(1, YELLOW, BANANAS)
    table.judge(2, YELLOW, BANANAS)
    return table


def test_the_desk_decides_contested_words_and_the_rest_stays_as_agreed():
    table = at_the_desk()

    desk.settle(pair=table.pair, adjudicator=ManagerFactory(), outcome="judged", struck=[RED], now=NOW)

    pair = table.now()
    assert (pair.state, pair.settled_how, pair.struck) == (PairState.SETTLED, "desk", [RED, AND, YELLOW, BANANAS])
    assert pair.word_sources == [0, WordSource.DESK, 0, 0, 0, 0]


def test_a_word_that_the_desk_keeps_is_kept():
    table = at_the_desk()

    desk.settle(pair=table.pair, adjudicator=ManagerFactory(), outcome="judged", struck=[], now=NOW)

    assert table.now().struck == [AND, YELLOW, BANANAS]


def test_the_desk_may_set_the_whole_pair_apart():
    table = at_the_desk()

    desk.settle(pair=table.pair, adjudicator=ManagerFactory(), outcome="mismatch", struck=[], now=NOW)

    assert (table.now().outcome, table.pair.struck) == ("mismatch", [])


def test_words_that_are_not_contested_are_not_asked():
    table = at_the_desk()

    with pytest.raises(desk.NotAsked):
        desk.settle(pair=table.pair, adjudicator=ManagerFactory(), outcome="judged", struck=[APPLE], now=NOW)

    assert Adjudication.objects.count() == 0


def test_a_pair_is_settled_at_the_desk_once():
    table = at_the_desk()
    desk.settle(pair=table.pair, adjudicator=ManagerFactory(), outcome="judged", struck=[], now=NOW)

    with pytest.raises(desk.NotAtTheDesk):
        desk.settle(pair=table.pair, adjudicator=ManagerFactory(), outcome="judged", struck=[RED], now=NOW)


def test_a_settled_pair_is_published_with_its_votes_and_evidence():
    table = at_the_desk()
    desk.settle(pair=table.pair, adjudicator=ManagerFactory(), outcome="judged", struck=[RED], now=NOW)

    assert publishing.publish_settled(now=NOW) == 1

    verdict = Verdict.objects.get()
    assert (verdict.struck, verdict.judged, verdict.strikes) == ([1, 3, 4, 5], [3] * 6, [0, 1, 0, 3, 3, 3])
    assert (verdict.strict_text, verdict.tidy_prompt.text) == ("a apple", "an apple")
    assert (verdict.method, verdict.source, verdict.number) == ("desk/majority-1", table.batch.name, 1)
    keys = {member.annotator.rater_key for member in table.members[:3]}
    assert set(VerdictEvidence.objects.values_list("rater_key", flat=True)) == keys
    assert table.now().published_at == NOW


def test_publishing_again_publishes_nothing_and_recomputing_gives_the_same():
    table = at_the_desk()
    desk.settle(pair=table.pair, adjudicator=ManagerFactory(), outcome="judged", struck=[RED], now=NOW)
    publishing.publish_settled(now=NOW)
    first = Verdict.objects.get()

    again = publishing.publish(pair=BatchPair.objects.select_related("batch__guideline").get(), now=NOW)

    assert publishing.publish_settled(now=NOW) == 0
    assert (again.pk, again.evidence_hash) == (first.pk, first.evidence_hash)


def test_a_pair_without_any_strike_keeps_its_very_prompt():
    table = Table()
    table.judge(0)
    table.judge(1)

    publishing.publish_settled(now=NOW)

    verdict = Verdict.objects.get()
    assert verdict.tidy_prompt == verdict.prompt == table.pair.image.prompt


def test_a_pair_with_all_words_struck_leaves_no_prompt():
    table = Table()
    for who in (0, 1):
        table.judge(who, *range(6))

    publishing.publish_settled(now=NOW)

    assert (Verdict.objects.get().tidy_prompt, Verdict.objects.get().strict_text) == (None, "")


def test_a_newer_batch_supersedes_and_a_late_older_one_does_not():
    newer, older = Table(), Table()
    BatchPair.objects.filter(pk=older.pair.pk).update(image=newer.pair.image, tokenisation=newer.pair.tokenisation)
    older.pair.refresh_from_db()
    older.batch, newer.batch = newer.batch, older.batch
    for table in (newer, older):
        for who in (0, 1):
            table.judge(who)
    low, high = sorted([newer.pair, older.pair], key=lambda pair: pair.batch_id)
    for pair in (high, low):
        publishing.publish(pair=BatchPair.objects.select_related("batch__guideline").get(pk=pair.pk), now=NOW)

    verdicts = Verdict.objects.order_by("number").values_list("source", "superseded_at")
    assert list(verdicts) == [(high.batch.name, None), (low.batch.name, NOW)]


def test_a_provisional_settlement_follows_the_present_majority():
    table = Table()
    table.judge(0, RED)
    table.judge(1)

    desk.settle_provisionally(pair=table.pair, actor="ann", now=NOW)

    pair = table.now()
    assert (pair.state, pair.settled_how, pair.struck) == (PairState.SETTLED, "provisional", [])
    assert pair.word_sources == [WordSource.PROVISIONAL] * 6
    assert Slot.objects.filter(state=SlotState.OPEN).count() == 0


def test_without_any_judgment_there_is_nothing_to_count():
    table = Table()

    with pytest.raises(desk.NothingToCount):
        desk.settle_provisionally(pair=table.pair, actor="ann", now=NOW)

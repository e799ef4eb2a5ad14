"""Decisions of the desk: kept once each, and never lost."""

import uuid
from dataclasses import replace

import pytest

from annotation.actions import desk, desk_claims, desk_decisions
from annotation.choices import LookKind, PairState, Role, SampleKind
from annotation.errors import PairUnknown, ReceiptTaken
from annotation.models import Adjudication, AuditEntry, BatchPair, DeskHold, DeskSample, SecondLook, User
from annotation.queries.desk_waiting import Wanted
from annotation.rules.desk_cases import Became, Decision
from tests.annotation.actions.test_desk_claims import adjudicator, contested
from tests.annotation.tables import APPLE, RED, Table
from tests.factories import NOW, DeskSampleFactory, UserFactory

pytestmark = pytest.mark.django_db


def on(table: Table, *struck: int, outcome: str = "judged", asked: tuple[int, ...] = (RED,)) -> Decision:
    return Decision(uuid.uuid4(), table.pair.pk, outcome, asked, struck)


def decide(by: User, decision: Decision, share: float = 0.0) -> Became:
    receipt = desk_decisions.decide(adjudicator=by, decision=decision, repeat_share=share, now=NOW)
    assert (receipt.uuid, receipt.pair) == (decision.uuid, decision.pair_id)
    return receipt.became


def hand(to: User) -> None:
    desk_claims.claim(adjudicator=to, wanted=Wanted(n=10), now=NOW)


def test_a_decision_settles_its_pair_and_lets_go_of_it() -> None:
    table, ann = contested(RED), adjudicator()
    hand(ann)
    decision = on(table, RED)

    assert decide(ann, decision) == Became.DECIDED

    assert (table.now().state, table.pair.struck) == (PairState.SETTLED, [RED])
    assert Adjudication.objects.get().submission_uuid == decision.uuid
    assert not DeskHold.objects.exists()
    assert AuditEntry.objects.get().detail == {"outcome": "judged", "asked": [RED], "struck": [RED], "reason": ""}


def test_the_same_decision_sent_twice_is_kept_once_and_told_the_same() -> None:
    table, ann = contested(RED), adjudicator()
    decision = on(table, RED)

    assert [decide(ann, decision), decide(ann, decision)] == [Became.DECIDED, Became.DECIDED]

    assert (Adjudication.objects.count(), SecondLook.objects.count()) == (1, 0)


@pytest.mark.parametrize("other", [{"struck": ()}, {"outcome": "reject", "struck": ()}])
def test_another_decision_under_the_same_uuid_is_refused(other: dict[str, object]) -> None:
    table, ann = contested(RED), adjudicator()
    decision = on(table, RED)
    decide(ann, decision)

    with pytest.raises(ReceiptTaken):
        decide(ann, replace(decision, **other))  # type: ignore[arg-type]  # as each case says
    with pytest.raises(ReceiptTaken):
        decide(adjudicator(), decision)


def test_who_is_late_loses_nothing_and_is_told_so_each_time() -> None:
    table, ann, bob = contested(RED), adjudicator(), adjudicator()
    decide(ann, on(table, RED))
    late = on(table)

    assert [decide(bob, late), decide(bob, late)] == [Became.LATE, Became.LATE]

    assert table.now().struck == [RED]
    look = SecondLook.objects.get()
    assert (look.kind, look.of, look.adjudicator, look.struck) == (LookKind.LATE, Adjudication.objects.get(), bob, [])


def test_a_late_decision_on_other_words_is_beside_no_decision() -> None:
    table, ann, bob = contested(RED), adjudicator(), adjudicator()
    decide(ann, on(table, RED))

    assert decide(bob, on(table, APPLE, asked=(RED, APPLE))) == Became.LATE

    assert SecondLook.objects.get().of is None


def test_words_that_are_asked_no_more_or_not_yet_are_not_decided_unseen() -> None:
    table, ann = contested(RED), adjudicator()

    with pytest.raises(desk_decisions.CaseChanged):
        decide(ann, on(table, RED, asked=(RED, APPLE)))

    assert table.now().state == PairState.DESK


@pytest.mark.parametrize(("struck", "asked"), [((APPLE,), (RED,)), ((99,), (99,))])
def test_words_beyond_those_asked_are_refused(struck: tuple[int, ...], asked: tuple[int, ...]) -> None:
    with pytest.raises(desk.NotAsked):
        decide(adjudicator(), on(contested(RED), *struck, asked=asked))


def test_a_pair_that_never_was_is_not_decided() -> None:
    with pytest.raises(PairUnknown):
        decide(adjudicator(), Decision(uuid.uuid4(), 10**9, "judged", (), ()))


@pytest.mark.parametrize(("share", "n"), [(0.0, 0), (1.0, 1)])
def test_a_share_of_the_decisions_is_drawn_to_be_repeated(share: float, n: int) -> None:
    table, ann = contested(RED), adjudicator()

    decide(ann, on(table, RED), share)

    drawn = DeskSample.objects.filter(pair=table.pair, kind=SampleKind.REPEAT, of=Adjudication.objects.get())
    assert drawn.count() == n


def test_a_repeated_decision_measures_and_changes_nothing() -> None:
    table, ann, bob = contested(RED), adjudicator(), adjudicator()
    decide(ann, on(table, RED), share=1.0)
    before = BatchPair.objects.values().get()
    hand(bob)

    assert decide(bob, on(table)) == Became.DECIDED

    look = SecondLook.objects.get()
    assert (look.kind, look.of, look.asked, look.struck) == (LookKind.REPEAT, Adjudication.objects.get(), [RED], [])
    assert DeskSample.objects.get().answered_at == NOW
    assert BatchPair.objects.values().get() == before
    assert not DeskHold.objects.exists()


def test_a_sample_is_answered_by_whom_it_was_handed_to() -> None:
    table, ann, bob = contested(RED), adjudicator(), adjudicator()
    decide(ann, on(table, RED), share=1.0)

    assert decide(bob, on(table)) == Became.LATE

    assert DeskSample.objects.get().answered_at is None


def test_a_third_opinion_is_asked_all_words_and_kept_in_canonical_form_too() -> None:
    table = Table()
    table.judge(0)
    table.judge(1)
    DeskSampleFactory(pair=table.pair, of=None, kind=SampleKind.THIRD)
    ann = UserFactory(roles=[Role.ADJUDICATOR])
    hand(ann)

    assert decide(ann, on(table, 0, RED, asked=tuple(range(6)))) == Became.DECIDED

    look = SecondLook.objects.get()
    assert (look.kind, look.struck, look.canonical) == (LookKind.THIRD, [0, RED], [RED])
    assert table.now().struck == []

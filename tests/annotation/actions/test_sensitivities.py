"""What flags make of a picture's sensitivity, and what a manager decides of it."""

import uuid

import pytest

from annotation.actions import claims, flags, publishing, sensitivities
from annotation.actions.flags import Said
from annotation.choices import BatchState, PairState
from annotation.models import AuditEntry, Batch
from dataset.actions.images import ReasonMissing
from dataset.choices import Sensitivity
from dataset.models import Image, SensitivityChange, Withdrawal
from tests.annotation.tables import RED, Table
from tests.factories import NOW, BatchPairFactory, MemberFactory, WithdrawalFactory, answer_to

pytestmark = pytest.mark.django_db


def flag(table: Table, who: int, *reasons: str) -> None:
    table.claim(who)
    said = Said(uuid.uuid4(), table.pair.pk, reasons)
    flags.submit(annotator=table.members[who].annotator, said=said, now=NOW)


def decide(table: Table, sensitivity: str, reason: str = "looked at it") -> int:
    picture = Image.objects.get(pk=table.pair.image_id)
    said = Sensitivity(sensitivity)
    return sensitivities.decide(image=picture, sensitivity=said, reason=reason, actor="ruth", now=NOW)


def sensitivity(table: Table) -> str:
    return str(Image.objects.get(pk=table.pair.image_id).sensitivity)


def record(table: Table) -> list[tuple[str, str, str, str]]:
    changes = SensitivityChange.objects.filter(image=table.pair.image).order_by("number")
    return list(changes.values_list("cause", "after", "actor", "reason"))


@pytest.mark.parametrize("reasons", [("nsfw",), ("violence",), ("broken", "nsfw")])
def test_the_first_flag_of_what_is_hard_to_look_at_covers_the_picture_for_others(reasons: tuple[str, ...]):
    table = Table(wanted=3)

    flag(table, 0, *reasons)
    flag(table, 1, "violence")

    assert sensitivity(table) == "sensitive"
    [row] = table.claim(2).pairs
    assert row["sensitivity"] == "sensitive"
    who = table.members[0].annotator.user.username
    assert record(table) == [("flag", "sensitive", who, "flagged: " + ", ".join(reasons))]


def test_a_flag_with_an_answer_covers_too():
    table = Table()

    table.judge(0, RED, flags=("nsfw",))

    assert sensitivity(table) == "sensitive"


@pytest.mark.parametrize("reason", ["broken", "language", "unreadable", "personal"])
def test_other_flags_cover_nothing(reason: str):
    table = Table()

    flag(table, 0, reason)

    assert (sensitivity(table), record(table)) == ("unknown", [])


def test_what_a_manager_decided_stands_whatever_is_flagged_after_it():
    table = Table()
    flag(table, 0, "nsfw")

    decide(table, "safe", "a statue")
    flag(table, 1, "nsfw", "violence")

    assert sensitivity(table) == "safe"
    assert [(cause, after) for cause, after, _, _ in record(table)] == [("flag", "sensitive"), ("hand", "safe")]
    entry = AuditEntry.objects.get(act="decide_sensitivity")
    assert (entry.actor, entry.detail) == ("ruth", {"before": "sensitive", "after": "safe", "reason": "a statue"})


def test_what_somebody_calls_illegal_is_blocked_again_also_after_a_decision():
    table = Table()
    flag(table, 0, "illegal")
    decide(table, "safe")

    flag(table, 1, "illegal")

    assert (sensitivity(table), table.now().state) == ("blocked", PairState.WITHDRAWN)


def test_who_never_wants_to_see_it_is_given_it_no_more_once_it_is_flagged():
    table = Table()
    table.claim(1)
    shy = table.members[1].annotator
    type(shy).objects.filter(pk=shy.pk).update(exposure="never")

    flag(table, 0, "violence")

    assert claims.claim(annotator=shy, wanted=1, now=NOW).pairs == []


def test_a_picture_that_is_blocked_by_hand_leaves_every_batch_at_once():
    table = Table()
    table.claim(0)

    decide(table, "blocked")

    assert (table.now().state, table.slots()) == (PairState.WITHDRAWN, [(None, "CLOSED"), (None, "CLOSED")])


def test_a_picture_that_stays_blocked_has_a_manager_behind_it():
    table = Table()
    flag(table, 0, "illegal")

    assert decide(table, "blocked", "it is") == 0
    assert (record(table)[-1], sensitivity(table)) == (("hand", "blocked", "ruth", "it is"), "blocked")


def test_an_unblocked_picture_goes_on_from_the_opinions_that_it_has():
    table = Table()
    table.judge(0, RED)
    flag(table, 1, "illegal")

    assert decide(table, "sensitive") == 1

    assert table.now().state == PairState.OPEN
    [row] = table.claim(2).pairs
    assert (row["pair"], row["sensitivity"]) == (table.pair.pk, "sensitive")
    table.send(2, answer_to(table.pair, RED))
    assert (table.now().state, table.pair.desk_reason) == (PairState.DESK, "flag")


def test_who_held_an_unblocked_picture_without_an_answer_may_be_given_it_again():
    table = Table(n_members=1)
    flag(table, 0, "illegal")

    decide(table, "safe")

    assert [row["pair"] for row in table.claim(0).pairs] == [table.pair.pk]


def test_a_settled_pair_that_is_unblocked_is_settled_and_waits_to_be_published_anew():
    table = Table()
    for who in (0, 1):
        table.judge(who, RED)
    publishing.publish_all(now=NOW)
    decide(table, "blocked")

    decide(table, "safe")

    assert (table.now().state, table.pair.published_at, table.pair.struck) == (PairState.SETTLED, None, [RED])


def test_what_is_over_for_another_reason_stays_over():
    withdrawn, closed = Table(), Table()
    for table in (withdrawn, closed):
        flag(table, 0, "illegal")
    WithdrawalFactory(image=withdrawn.pair.image)
    Batch.objects.filter(pk=closed.batch.pk).update(state=BatchState.CLOSED, closed_at=NOW)

    assert [decide(withdrawn, "safe"), decide(closed, "safe")] == [0, 0]
    assert {withdrawn.now().state, closed.now().state} == {PairState.WITHDRAWN}
    assert Withdrawal.objects.count() == 1


def test_a_pair_that_had_no_words_yet_is_prepared_with_its_batch():
    member = MemberFactory(batch__state=BatchState.OPENING)
    pair = BatchPairFactory(batch=member.batch, tokenisation=None, state=PairState.PREPARING, slots__n=0)
    said = {"reason": "seen", "actor": "ruth", "now": NOW}
    sensitivities.decide(image=pair.image, sensitivity=Sensitivity.BLOCKED, **said)

    sensitivities.decide(image=pair.image, sensitivity=Sensitivity.SAFE, **said)

    pair.refresh_from_db()
    assert pair.state == PairState.PREPARING


def test_a_decision_has_a_reason():
    table = Table()

    with pytest.raises(ReasonMissing):
        decide(table, "blocked", "  ")

    assert (sensitivity(table), table.now().state) == ("unknown", PairState.OPEN)

"""What somebody says is wrong with a pair, and what becomes of it."""

import uuid
from typing import Any

import pytest

from annotation.actions import claims, desk, flags, judgments, publishing, rounds
from annotation.actions.flags import Said
from annotation.choices import PairState, SlotState
from annotation.errors import PairUnknown, ReceiptTaken
from annotation.models import Annotator, AuditEntry, BatchPair, Flag, Slot
from annotation.queries import images
from dataset.choices import Sensitivity
from dataset.models import Verdict
from tests.annotation.tables import RED, Table
from tests.factories import NOW, BatchPairFactory, ManagerFactory, MemberFactory, answer_to

pytestmark = pytest.mark.django_db


def flag(table: Table, who: int, *reasons: str, key: uuid.UUID | None = None) -> None:
    said = Said(key or uuid.uuid4(), table.pair.pk, reasons)
    flags.submit(annotator=table.members[who].annotator, said=said, now=NOW)


def where(table: Table) -> tuple[int, str, list[int]]:
    pair = table.now()
    return (pair.state, pair.desk_reason, pair.desk_words)


def decide(table: Table, *, outcome: str = "judged") -> None:
    desk.settle(pair=table.pair, adjudicator=ManagerFactory(), outcome=outcome, struck=[], now=NOW)


def standing() -> list[tuple[str, bool]]:
    """Every verdict that was published, and whether it stands."""
    return [(verdict.outcome, verdict.superseded_at is None) for verdict in Verdict.objects.order_by("number")]


def test_a_flagged_pair_is_judged_on_and_comes_to_the_desk_when_it_settles():
    table = Table()
    table.judge(0, RED, flags=("violence",))

    before = where(table)
    table.judge(1, RED)

    assert before == (PairState.OPEN, "", [])
    assert where(table) == (PairState.DESK, "flag", [])
    assert table.pair.struck == [RED]
    [kept] = Flag.objects.all()
    assert (kept.annotator, kept.pair, kept.reasons) == (table.members[0].annotator, table.pair, ["violence"])


def test_what_the_desk_decides_on_a_flagged_pair_stands():
    table = Table()
    table.judge(0, RED, flags=("violence",))
    table.judge(1, RED)

    decide(table)

    assert (table.now().state, table.pair.settled_how, table.pair.struck) == (PairState.SETTLED, "desk", [RED])


def test_the_flag_of_the_answer_that_settles_counts_too():
    table = Table()
    table.judge(0)
    table.judge(1, flags=("personal",))

    assert where(table) == (PairState.DESK, "flag", [])


def test_a_flag_alone_leaves_the_lease_where_it_is():
    table = Table()
    table.claim(0)

    flag(table, 0, "language", "unreadable")

    assert table.slots() == [(1, "LEASED"), (2, "OPEN")]
    assert Flag.objects.get().reasons == ["language", "unreadable"]
    assert table.judge(0).outcome == "counted"


def test_a_flag_after_the_pair_was_settled_brings_it_to_the_desk():
    table = Table()
    table.judge(0, RED)
    table.judge(1, RED)
    settled = where(table)

    flag(table, 1, "nsfw")

    assert settled == (PairState.SETTLED, "", [])
    assert where(table) == (PairState.DESK, "flag", [])
    assert (table.pair.struck, table.pair.settled_at) == ([RED], None)


def test_a_published_verdict_stands_until_the_desk_has_decided_on_the_flag():
    table = Table()
    table.judge(0, RED)
    table.judge(1, RED)
    publishing.publish_all(now=NOW)

    flag(table, 0, "nsfw")
    flagged = publishing.publish_all(now=NOW)
    decide(table, outcome="reject")
    publishing.publish_all(now=NOW)

    assert flagged == 0
    assert standing() == [("judged", False), ("reject", True)]


def test_the_desk_is_asked_once_about_flags():
    table = Table()
    table.judge(0, RED, flags=("nsfw",))
    table.judge(1, RED)
    decide(table)

    flag(table, 1, "violence")

    assert table.now().state == PairState.SETTLED
    assert Flag.objects.count() == 2


def test_a_pair_taken_up_again_has_its_flag_still():
    table = Table()
    table.judge(0, flags=("broken",))
    rounds.set_aside(pair=table.pair, actor="mia", reason="doubt", now=NOW)

    rounds.take_up_again(pair=table.now(), actor="mia", reason="no doubt", now=NOW)
    table.judge(1)

    assert where(table) == (PairState.DESK, "flag", [])


def test_the_same_flag_twice_is_kept_once():
    table = Table()
    table.claim(0)
    key = uuid.uuid4()

    for _ in range(2):
        flag(table, 0, "nsfw", key=key)

    assert Flag.objects.count() == 1


@pytest.mark.parametrize("other", ["person", "reasons", "pair"])
def test_a_uuid_is_of_one_flag(other: str):
    table = Table(2)
    mine, theirs = (table.members[who].annotator for who in (0, 1))
    elsewhere = BatchPairFactory(batch=table.batch)
    for person in (mine, theirs):
        claims.claim(annotator=person, wanted=2, now=NOW)
    key = uuid.uuid4()
    flag(table, 0, "nsfw", key=key)
    another = {
        "person": (theirs, Said(key, table.pair.pk, ("nsfw",))),
        "reasons": (mine, Said(key, table.pair.pk, ("violence",))),
        "pair": (mine, Said(key, elsewhere.pk, ("nsfw",))),
    }
    who, said = another[other]

    with pytest.raises(ReceiptTaken):
        flags.submit(annotator=who, said=said, now=NOW)

    assert [(kept.pair, kept.reasons) for kept in Flag.objects.all()] == [(table.pair, ["nsfw"])]


def test_an_answer_with_other_flags_is_another_answer():
    table = Table()
    table.claim(0)
    answer = answer_to(table.pair, RED)
    table.send(0, answer)
    changed: Any = {**{name: getattr(answer, name) for name in answer.__slots__}, "flags": ("nsfw",)}

    with pytest.raises(ReceiptTaken):
        table.send(0, type(answer)(**changed))

    assert not Flag.objects.exists()


@pytest.mark.parametrize("pair", [10**12, None])
def test_nobody_flags_what_they_were_never_given(pair: int | None):
    table = Table()
    said = Said(uuid.uuid4(), pair or table.pair.pk, ("illegal",))

    with pytest.raises(PairUnknown):
        flags.submit(annotator=table.members[0].annotator, said=said, now=NOW)

    table.pair.image.refresh_from_db()
    assert table.pair.image.sensitivity == Sensitivity.UNKNOWN


def elsewhere_too(table: Table) -> tuple[BatchPair, Annotator]:
    """The same picture in another batch, held by somebody there."""
    member = MemberFactory()
    other = BatchPairFactory(batch=member.batch, image=table.pair.image)
    claims.claim(annotator=member.annotator, wanted=1, now=NOW)
    return other, member.annotator


@pytest.mark.parametrize("how", ["with an answer", "alone"])
def test_an_illegal_picture_is_hidden_from_everybody_at_once(how: str):
    table = Table()
    other, holder = elsewhere_too(table)
    table.claim(0)
    table.claim(1)

    if how == "with an answer":
        assert table.judge(0, RED, flags=("illegal",)).outcome == "counted"
    else:
        flag(table, 0, "illegal")

    picture = table.pair.image
    other.refresh_from_db()
    picture.refresh_from_db()
    assert picture.sensitivity == Sensitivity.BLOCKED
    assert (table.now().state, other.state) == (PairState.WITHDRAWN, PairState.WITHDRAWN)
    waiting = Slot.objects.filter(pair__image=picture, state__in=[SlotState.OPEN, SlotState.LEASED])
    assert not waiting.exists()
    assert table.claim(1).state == "no_work"
    everybody = [holder.user, ManagerFactory(), *(member.annotator.user for member in table.members)]
    assert [images.visible(public_id=picture.public_id, user=user) for user in everybody] == [None] * 6


def test_what_was_judged_of_an_illegal_picture_by_others_is_told_withdrawn():
    table = Table()
    table.claim(1)
    table.claim(0)
    flag(table, 0, "illegal")

    receipt = table.send(1, answer_to(table.pair, RED))

    assert receipt.outcome == "withdrawn"


def test_who_blocked_a_picture_is_on_record():
    table = Table()
    table.claim(0)

    flag(table, 0, "illegal", "nsfw")

    entry = AuditEntry.objects.get(act="block_image")
    assert (entry.actor, entry.subject, entry.detail) == (
        table.members[0].annotator.user.username,
        f"image {table.pair.image.public_id}",
        {"pair": table.pair.pk, "reason": "illegal"},
    )


def test_a_settled_pair_of_an_illegal_picture_is_withdrawn():
    table = Table()
    table.judge(0)
    table.judge(1)

    flag(table, 1, "illegal")

    assert table.now().state == PairState.WITHDRAWN


def test_an_illegal_flag_is_kept_once_with_its_answer():
    table = Table()
    table.claim(0)
    answer = answer_to(table.pair, flags=("illegal",))

    receipts = [table.send(0, answer) for _ in range(2)]

    assert receipts[0] == receipts[1]
    assert isinstance(receipts[0], judgments.Receipt)
    assert Flag.objects.count() == 1

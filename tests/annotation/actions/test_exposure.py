"""
"Never show me these" and the daily number, by every way that a pair or its picture reaches somebody.

It costs nothing: no skip, no flag, no note is made of it, and the rest of the work is theirs as before.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from annotation.actions import (
    account_choices,
    claims,
    cycles,
    heartbeats,
    packs,
    parkings,
    reveals,
    rounds,
)
from annotation.actions.heartbeats import Report
from annotation.choices import SlotState
from annotation.models import Annotator, AuditEntry, Batch, BatchPair, Flag, Gold, Slot
from annotation.queries import desk, images, qualifications
from annotation.rules.leases import LEASE
from dataset.models import Image
from tests.annotation.tables import RED, Table
from tests.factories import (
    NOW,
    AnnotatorFactory,
    BatchFactory,
    BatchPairFactory,
    GoldFactory,
    MemberFactory,
    QualificationItemFactory,
    answer_to,
)

pytestmark = pytest.mark.django_db

# Who is spared: by their own choice, or because they looked at enough of it today.
SPARED: list[dict[str, Any]] = [{"exposure": "never"}, {"capped_until": NOW + timedelta(hours=10)}]
WHICH = pytest.mark.parametrize("spared", SPARED, ids=["never", "capped"])


def pairs_of(batch: Batch, *sensitivities: str) -> list[BatchPair]:
    return [BatchPairFactory(batch=batch, image__sensitivity=sensitivity) for sensitivity in sensitivities]


def somebody(batch: Batch, spared: dict[str, Any]) -> Annotator:
    found: Annotator = MemberFactory(batch=batch, annotator=AnnotatorFactory(**spared)).annotator
    return found


def given(ask: Callable[[], claims.Work]) -> list[int]:
    """The pairs that they are given, asking until it is certain."""
    work = ask()
    for _ in range(5):
        if work.state != "looking":
            break
        work = ask()
    return [row["pair"] for row in work.pairs]


def cover(pair: BatchPair) -> None:
    Image.objects.filter(pk=pair.image_id).update(sensitivity="sensitive")


@WHICH
def test_a_claim_leaves_it_out(spared: dict[str, Any]):
    batch = BatchFactory()
    _, safe = pairs_of(batch, "sensitive", "safe")
    person = somebody(batch, spared)

    assert given(lambda: claims.claim(annotator=person, wanted=5, now=NOW)) == [safe.pk]


@WHICH
def test_the_refill_that_an_answer_carries_leaves_it_out(spared: dict[str, Any]):
    batch = BatchFactory()
    first, _, last = pairs_of(batch, "safe", "sensitive", "safe")
    person = somebody(batch, spared)
    assert given(lambda: claims.claim(annotator=person, wanted=1, now=NOW)) == [first.pk]

    _, work = cycles.answer(annotator=person, answer=answer_to(first, RED), wanted=5, now=NOW)

    assert work is not None
    assert [row["pair"] for row in work.pairs] == [last.pk]


@WHICH
def test_a_pack_to_take_along_leaves_it_out(spared: dict[str, Any]):
    batch = BatchFactory()
    first, _, last = pairs_of(batch, "safe", "sensitive", "safe")
    person = somebody(batch, spared)

    assert given(lambda: packs.take(annotator=person, wanted=80, now=NOW)) == [first.pk, last.pk]


def taken_up_again(person: Annotator, pair: BatchPair, at: datetime) -> list[int]:
    parkings.park(annotator=person, slots=None, now=at)
    return given(lambda: claims.claim(annotator=person, wanted=5, now=at))


@WHICH
def test_what_was_parked_is_not_taken_up_again_once_it_is_covered(spared: dict[str, Any]):
    batch = BatchFactory()
    first, second = pairs_of(batch, "unknown", "safe")
    person = somebody(batch, spared)
    given(lambda: claims.claim(annotator=person, wanted=5, now=NOW))
    cover(first)

    assert taken_up_again(person, first, NOW + timedelta(minutes=1)) == [second.pk]


@WHICH
def test_a_page_at_work_does_not_keep_it_for_who_is_spared(spared: dict[str, Any]):
    batch = BatchFactory()
    first, second = pairs_of(batch, "unknown", "safe")
    person = somebody(batch, spared)
    given(lambda: claims.claim(annotator=person, wanted=5, now=NOW))
    cover(first)
    later = NOW + timedelta(minutes=6)

    report = Report(session=uuid.uuid4(), seq=1, zone="UTC", sent_at=later, spans=[], inputs=3)
    heartbeats.beat(annotator=person, report=report, now=later)

    ends = dict(Slot.objects.filter(state=SlotState.LEASED).values_list("pair", "lease_ends_at"))
    assert ends == {first.pk: NOW + LEASE, second.pk: later + LEASE}


@WHICH
def test_a_new_round_leaves_it_out_too(spared: dict[str, Any]):
    batch = BatchFactory()
    [pair] = pairs_of(batch, "sensitive")
    person = somebody(batch, spared)

    rounds.new_round(pair=pair, actor="ruth", reason="doubt", now=NOW)

    assert given(lambda: claims.claim(annotator=person, wanted=5, now=NOW)) == []


def test_what_somebody_holds_goes_to_others_the_moment_they_choose_never():
    batch = BatchFactory(wanted=1, at_most=1)
    [pair] = pairs_of(batch, "sensitive")
    person, other = somebody(batch, {}), somebody(batch, {"exposure": "show"})
    given(lambda: packs.take(annotator=person, wanted=80, now=NOW))

    account_choices.save(annotator=person, chosen={"exposure": "never"})

    assert given(lambda: claims.claim(annotator=other, wanted=1, now=NOW)) == [pair.pk]


def test_choosing_never_costs_nothing_and_raises_no_flag():
    batch = BatchFactory()
    _, safe = pairs_of(batch, "sensitive", "safe")
    person = somebody(batch, {})
    given(lambda: claims.claim(annotator=person, wanted=5, now=NOW))

    account_choices.save(annotator=person, chosen={"exposure": "never"})

    assert given(lambda: claims.claim(annotator=person, wanted=5, now=NOW)) == [safe.pk]
    assert (Flag.objects.count(), AuditEntry.objects.count()) == (0, 0)
    assert not Slot.objects.filter(annotator=person).exclude(state=SlotState.LEASED).exists()


@pytest.mark.parametrize(("exposure", "seen"), [("never", False), ("blur", True), ("show", True)])
def test_its_picture_is_not_sent_to_who_never_wants_it_not_even_from_their_history(exposure: str, seen: bool):  # noqa: FBT001  a column of the table
    table = Table()
    table.judge(0, RED)
    person = table.members[0].annotator
    cover(table.pair)
    account_choices.save(annotator=person, chosen={"exposure": exposure})

    found = images.visible(public_id=table.pair.image.public_id, user=person.user)

    assert (found is not None) is seen


def test_a_picture_of_a_test_that_became_sensitive_is_not_sent_to_who_never_wants_it():
    item = QualificationItemFactory(annotator__exposure="never", qualification__annotator__exposure="never")
    Image.objects.filter(pk=item.image_id).update(sensitivity="sensitive")

    assert images.visible(public_id=item.image.public_id, user=item.annotator.user) is None
    assert qualifications.next_item(item.qualification) is None


def test_gold_is_sensitive_for_nobody():
    GoldFactory(image__sensitivity="sensitive")
    GoldFactory(image__sensitivity="blocked")

    assert [*Gold.objects.current()] == []


def test_the_desk_leaves_it_out_for_who_judges_too_and_never_wants_it():
    tables = [Table(split_to_desk=True), Table(split_to_desk=True)]
    for table in tables:
        for who, struck in enumerate(((RED,), (), (RED,))):
            table.judge(who, *struck)
    cover(tables[0].pair)

    assert [desk.waiting(spared=spared) for spared in (False, True)] == [
        [tables[0].pair, tables[1].pair],
        [tables[1].pair],
    ]
    assert [desk.n_waiting(spared=spared) for spared in (False, True)] == [2, 1]


def test_looks_are_counted_and_the_number_a_day_ends_them_for_packs_too():
    batch = BatchFactory()
    first, second = pairs_of(batch, "sensitive", "sensitive")
    person = somebody(batch, {})
    given(lambda: claims.claim(annotator=person, wanted=1, now=NOW))
    claims.return_all(annotator=person, now=NOW)

    assert reveals.keep(annotator=person, pair_id=first.pk, ms=10, a_day=1, now=NOW) == 1

    person.refresh_from_db()
    assert given(lambda: packs.take(annotator=person, wanted=80, now=NOW)) == []
    tomorrow = NOW + timedelta(days=1)
    assert given(lambda: packs.take(annotator=person, wanted=80, now=tomorrow)) == [first.pk, second.pk]

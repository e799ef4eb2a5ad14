"""What the database refuses of slots and meetings: exactly N opinions, and nobody meets a pair twice."""

from datetime import timedelta
from typing import Any

import pytest

from annotation.choices import JUDGED, SkipReason, SlotState
from annotation.models import Slot
from tests.factories import NOW, AnnotatorFactory, BatchPairFactory, JudgmentFactory, MeetingFactory, SlotFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

ENDS = NOW + timedelta(minutes=30)


def slot_in(state: SlotState) -> Slot:
    """A valid slot in that state."""
    slot: Slot = SlotFactory()
    if state is not SlotState.OPEN:
        change(slot, state=SlotState.LEASED, annotator=AnnotatorFactory(), lease_ends_at=ENDS)
    match state:
        case SlotState.FILLED:
            change(slot, state=state, lease_ends_at=None, judgment=JudgmentFactory(slot=slot))
        case SlotState.SURPLUS | SlotState.SET_ASIDE:
            change(slot, state=state, lease_ends_at=None, judgment=JudgmentFactory(slot=slot), ordinal=None)
        case SlotState.SKIPPED:
            change(slot, state=state, lease_ends_at=None, skip_reason=SkipReason.EXPERT, ordinal=None)
        case SlotState.CLOSED:
            change(slot, state=state, lease_ends_at=None, ordinal=None)
    return slot


def change(slot: Slot, **fields: Any) -> None:
    Slot.objects.filter(pk=slot.pk).update(**fields)


@pytest.mark.parametrize("state", SlotState)
def test_a_slot_may_be_in_every_state(state: SlotState) -> None:
    slot = slot_in(state)

    slot.refresh_from_db()
    assert slot.state == state


@pytest.mark.parametrize(
    ("rule", "state", "fields"),
    [
        ("slot_state_known", SlotState.LEASED, {"state": 7, "lease_ends_at": None}),
        ("slot_none_to_five", SlotState.OPEN, {"ordinal": 6}),
        ("slot_annotator_fits_state", SlotState.LEASED, {"state": SlotState.OPEN, "lease_ends_at": None}),
        ("slot_annotator_fits_state", SlotState.LEASED, {"annotator": None}),
        ("slot_annotator_fits_state", SlotState.FILLED, {"annotator": None}),
        ("slot_annotator_fits_state", SlotState.SURPLUS, {"annotator": None}),
        ("slot_annotator_fits_state", SlotState.SKIPPED, {"annotator": None}),
        ("slot_lease_fits_state", SlotState.LEASED, {"lease_ends_at": None}),
        ("slot_lease_fits_state", SlotState.OPEN, {"lease_ends_at": ENDS}),
        ("slot_lease_fits_state", SlotState.FILLED, {"lease_ends_at": ENDS}),
        ("slot_dead_has_no_ordinal", SlotState.SURPLUS, {"ordinal": 1}),
        ("slot_dead_has_no_ordinal", SlotState.SKIPPED, {"ordinal": 1}),
        ("slot_dead_has_no_ordinal", SlotState.CLOSED, {"ordinal": 1}),
        ("slot_judgment_fits_state", SlotState.FILLED, {"judgment": None}),
        ("slot_judgment_fits_state", SlotState.SURPLUS, {"judgment": None}),
        ("slot_judgment_fits_state", SlotState.FILLED, {"state": SlotState.LEASED, "lease_ends_at": ENDS}),
        ("slot_skipped_with_a_reason", SlotState.SKIPPED, {"skip_reason": ""}),
        ("slot_skipped_with_a_reason", SlotState.OPEN, {"skip_reason": SkipReason.IMAGE}),
    ],
)
def test_a_slot_is_refused(rule: str, state: SlotState, fields: dict[str, Any]) -> None:
    slot = slot_in(state)

    with refused_by(rule):
        change(slot, **fields)


def test_a_live_ordinal_of_a_pair_is_given_once() -> None:
    slot = SlotFactory(ordinal=2)

    with refused_by("slot_live_ordinal"):
        SlotFactory(pair=slot.pair, ordinal=2)


def test_an_ordinal_that_a_dead_slot_gave_up_is_free() -> None:
    slot = slot_in(SlotState.SKIPPED)

    assert SlotFactory(pair=slot.pair, ordinal=1).ordinal == 1


@pytest.mark.parametrize("state", [SlotState.LEASED, SlotState.SKIPPED, *JUDGED])
def test_nobody_has_two_slots_of_a_pair_whatever_became_of_the_first(state: SlotState) -> None:
    first = slot_in(state)
    first.refresh_from_db()
    second = SlotFactory(pair=first.pair, ordinal=2)

    with refused_by("slot_once_per_person"):
        change(second, state=SlotState.LEASED, annotator=first.annotator, lease_ends_at=ENDS)


def test_somebody_meets_a_pair_once() -> None:
    meeting = MeetingFactory()

    with refused_by("meeting_once"):
        MeetingFactory(pair=meeting.pair, annotator=meeting.annotator)


def test_slots_without_an_annotator_do_not_get_in_each_others_way() -> None:
    pair = BatchPairFactory(slots__n=5)

    assert list(pair.slots.order_by("ordinal").values_list("ordinal", "annotator")) == [(n, None) for n in range(1, 6)]


def test_a_slot_stands_in_a_known_lane() -> None:
    with refused_by("slot_lane_known"):
        SlotFactory(lane=2)


def test_a_live_slot_has_an_ordinal() -> None:
    with refused_by("slot_live_has_an_ordinal"):
        SlotFactory(ordinal=None)

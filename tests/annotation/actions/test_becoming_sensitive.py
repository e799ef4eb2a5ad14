"""What becomes sensitive while people hold it."""

import uuid

import pytest

from annotation.actions import claims, flags, judgments, reveals, sensitivities
from annotation.choices import PairState, SlotState
from annotation.models import Annotator, BatchPair, Slot
from dataset.choices import Sensitivity
from tests.annotation.actions.test_exposure import given, pairs_of, somebody
from tests.annotation.tables import RED
from tests.factories import NOW, BatchFactory, BatchPairFactory, answer_to

pytestmark = pytest.mark.django_db


def flag(who: Annotator, pair: BatchPair, *reasons: str) -> None:
    flags.submit(annotator=who, said=flags.Said(uuid.uuid4(), pair.pk, reasons), now=NOW)


def holders(*pairs: BatchPair) -> dict[tuple[int, int], str]:
    """Who holds which pair: never, blur or show."""
    held = Slot.objects.filter(state=SlotState.LEASED, pair__in=pairs)
    return {(slot.pair_id, slot.annotator_id or 0): slot.annotator.exposure for slot in held if slot.annotator}


def given_to(person: Annotator) -> list[int]:
    return given(lambda: claims.claim(annotator=person, wanted=5, now=NOW))


def two_batches() -> tuple[list[BatchPair], list[Annotator], Annotator]:
    """One picture in two batches, held in both by who never wants such, and in the first by who does not mind."""
    first = BatchPairFactory(batch__wanted=3)
    pairs = [first, BatchPairFactory(batch__wanted=3, image=first.image)]
    spared = [somebody(pair.batch, {"exposure": "never"}) for pair in pairs]
    other = somebody(first.batch, {"exposure": "blur"})
    assert [len(given_to(person)) for person in (*spared, other)] == [1, 1, 1]
    return pairs, spared, other


@pytest.mark.parametrize("how", ["flag", "answer", "decision"])
def test_what_becomes_sensitive_goes_back_at_once_from_who_never_wants_it_wherever_they_hold_it(how: str):
    pairs, spared, other = two_batches()

    if how == "flag":
        flag(other, pairs[0], "nsfw")
    elif how == "answer":
        judgments.submit(annotator=other, answer=answer_to(pairs[0], flags=("nsfw",)), now=NOW)
    else:
        sensitivities.decide(
            image=pairs[0].image, sensitivity=Sensitivity.SENSITIVE, reason="blood", actor="ruth", now=NOW
        )

    assert set(holders(*pairs).values()) == (set() if how == "answer" else {"blur"})
    # Whoever answers finds nobody left who could be asked for more: the pair goes to the desk.
    pairs[0].refresh_from_db()
    assert pairs[0].state == (PairState.DESK if how == "answer" else PairState.OPEN)
    assert Slot.objects.filter(pair=pairs[1], state=SlotState.OPEN).count() == 3
    assert [given_to(person) for person in spared] == [[], []]


def test_who_flags_it_keeps_it_and_what_is_flagged_for_another_reason_goes_back_from_nobody():
    pairs, spared, other = two_batches()

    flag(other, pairs[0], "broken")
    before = len(holders(*pairs))
    flag(spared[0], pairs[0], "violence")

    assert before == 3
    assert holders(*pairs) == {(pairs[0].pk, spared[0].pk): "never", (pairs[0].pk, other.pk): "blur"}


def test_an_answer_to_what_went_back_counts_all_the_same():
    pairs, spared, other = two_batches()
    flag(other, pairs[0], "nsfw")

    receipt = judgments.submit(annotator=spared[0], answer=answer_to(pairs[0], RED), now=NOW)

    assert receipt.outcome == "counted"


def test_what_somebody_holds_beyond_their_number_a_day_goes_back_but_for_what_they_look_at():
    batch = BatchFactory()
    first, second, safe = pairs_of(batch, "sensitive", "sensitive", "safe")
    person = somebody(batch, {})
    given(lambda: claims.claim(annotator=person, wanted=5, now=NOW))

    reveals.keep(annotator=person, pair_id=first.pk, ms=900, a_day=1, now=NOW)

    assert [pair for pair, _ in holders(first, second, safe)] == [first.pk, safe.pk]

import random
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection

from annotation.actions import claims, judgments, reachability, skips
from annotation.choices import PairState, Purpose, SkipReason, SlotState
from annotation.models import Annotator, Batch, BatchPair, Slot
from annotation.queries import agreement
from annotation.rules.agreement import Undefined
from annotation.rules.jackknives import Interval
from annotation.rules.leases import LEASE
from annotation.rules.opinions import opinion
from annotation.rules.pair_sums import PairSums, pair_sums
from tests.annotation.streets import Street
from tests.annotation.tables import AND, APPLE, BANANAS, RED, YELLOW
from tests.factories import NOW, BatchFactory, BatchPairFactory, MemberFactory, answer_to

pytestmark = pytest.mark.django_db

EVERYTHING = (RED, APPLE, AND, YELLOW, BANANAS)


def kept(pair: BatchPair) -> PairSums:
    return PairSums(*(getattr(pair, column) for column in agreement.COLUMNS))


def around(value: Fraction, error: float) -> Interval:
    return Interval(pytest.approx(float(value) - 1.959963984540054 * error), 1.0)  # type: ignore[arg-type]  # as near as floats come


def rows(statement: str, batch: Batch) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY 2", {"batch": batch.pk, "opinions": None, "raw": False, "whole": False})
        found: list[tuple[int, ...]] = cursor.fetchall()
    return found


def test_the_figures_of_a_batch_are_those_of_its_first_opinions():
    street = Street("street")
    street.pair(1, (RED,), (RED,), text="a red apple")
    street.pair(2, (RED,), (), (RED,), text="a red pear")  # a third was asked, because two differ

    found = agreement.of_batch(street.batch)

    assert (found.n_pairs, found.n_words, found.n_judgments) == (2, 6, 4)
    assert found.strike_rate == Fraction(3, 12)
    assert found.struck == Fraction(2, 3)
    assert found.kept == Fraction(8, 9)
    assert found.alpha == 1 - Fraction(11 * 1, 3 * 9)
    assert found.raw == Fraction(5, 6)
    assert found.ac1 == (Fraction(5, 6) - Fraction(3, 8)) / (1 - Fraction(3, 8))
    assert found.alpha_interval == around(Fraction(16, 27), error=0.5)  # 0 without the apple, 1 without the pear


def test_further_opinions_count_when_they_are_asked_for():
    street = Street("street")
    street.pair(1, (RED,), (), (RED,))

    found = agreement.of_batch(street.batch, further=True)

    assert (found.n_pairs, found.n_words, found.n_judgments) == (1, 6, 3)
    assert found.struck == Fraction(2, 4)
    assert found.raw == 1 - Fraction(2, 3) / 6


def test_marks_as_made_may_differ_where_canonical_strikes_agree():
    street = Street("street")
    street.pair(1, (YELLOW, BANANAS), (AND, YELLOW, BANANAS))

    canonical = agreement.of_batch(street.batch)
    raw = agreement.of_batch(street.batch, raw_marks=True)

    assert (canonical.struck, canonical.raw) == (1, 1)
    assert (raw.struck, raw.raw) == (Fraction(4, 5), Fraction(5, 6))


def test_pictures_of_one_prompt_are_left_out_together():
    street = Street("street")
    for number in range(4):
        street.pair(number, (RED,), (RED,), text="a red apple")
    for number in range(4, 6):
        street.pair(number, (RED,), (), text="a red pear")

    # Without the apples all words are split, −0.1; without the pears all agree, 1.
    assert agreement.of_batch(street.batch).alpha_interval == around(Fraction(19, 26), error=0.55)


@pytest.mark.parametrize("intervals", [True, False])
@pytest.mark.parametrize("n_pairs", [1, 3])
def test_whatever_the_number_of_pairs_it_is_one_statement(statements, n_pairs, intervals):
    street = Street("street")
    for number in range(n_pairs):
        street.pair(number, (RED,), ())

    with statements:
        agreement.of_batch(street.batch, intervals=intervals)

    assert len(statements) == 1


def test_without_intervals_the_figures_are_the_same():
    street = Street("street")
    street.pair(1, (RED,), (RED,), text="a red apple")
    street.pair(2, (RED,), (), text="a red pear")

    full, plain = (agreement.of_batch(street.batch, intervals=intervals) for intervals in (True, False))

    assert (plain.alpha_interval, plain.struck_interval) == (None, None)
    assert [getattr(plain, name) for name in ("n_pairs", "n_words", "n_judgments", "strike_rate", "alpha", "ac1")] == [
        getattr(full, name) for name in ("n_pairs", "n_words", "n_judgments", "strike_rate", "alpha", "ac1")
    ]


@pytest.mark.parametrize("intervals", [True, False])
def test_a_batch_without_judgments_has_no_figures(intervals):
    found = agreement.of_batch(BatchFactory(), intervals=intervals)

    assert (found.n_pairs, found.n_words, found.n_judgments) == (0, 0, 0)
    assert found.strike_rate is Undefined.NOTHING_JUDGED
    assert {found.struck, found.kept, found.alpha, found.ac1, found.raw} == {Undefined.NOTHING_PAIRED}


@pytest.mark.parametrize(
    "fields",
    [{"state": PairState.REPLACED}, {"state": PairState.WITHDRAWN}, {"purpose": Purpose.GOLD}],
    ids=["replaced", "withdrawn", "gold"],
)
@pytest.mark.parametrize("raw_marks", [False, True])
def test_pairs_out_of_the_present_work_tell_nothing(fields, raw_marks):
    street = Street("street")
    street.pair(1, (RED,), (RED,))
    out = street.pair(2, (RED,), ())
    BatchPair.objects.filter(pk=out.pk).update(**fields)

    assert agreement.of_batch(street.batch, raw_marks=raw_marks).n_pairs == 1


def test_another_batch_is_another_matter():
    street, other = Street("street"), Street("other")
    street.pair(1, (RED,), (RED,))
    other.pair(2, (RED,), ())

    assert agreement.of_batch(street.batch).struck == 1


class Schedule:
    """Annotators of one batch who claim, judge, judge again, skip and give back in any order; leases run out."""

    def __init__(self, seed: int, wanted: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  the same schedule each time
        self.batch: Batch = BatchFactory(wanted=wanted, at_most=5)
        self.pairs: list[BatchPair] = BatchPairFactory.create_batch(6, batch=self.batch)
        BatchPair.objects.filter(pk=self.pairs[0].pk).update(locked={str(APPLE): 10})
        self.annotators: list[Annotator] = [
            member.annotator for member in MemberFactory.create_batch(6, batch=self.batch)
        ]
        self.met: dict[int, list[int]] = {annotator.pk: [] for annotator in self.annotators}

    def step(self) -> None:
        annotator = self.chance.choice(self.annotators)
        acts = [self.claim, self.judge, self.judge, self.judge, self.skip, self.expire]
        self.chance.choice(acts)(annotator)

    def claim(self, annotator: Annotator) -> None:
        work = claims.claim(annotator=annotator, wanted=3, now=NOW)
        self.met[annotator.pk] += [row["pair"] for row in work.pairs]

    def judge(self, annotator: Annotator) -> None:
        if self.met[annotator.pk]:
            pair = BatchPair.objects.get(pk=self.chance.choice(self.met[annotator.pk]))
            judgments.submit(annotator=annotator, answer=self.answer(pair), now=NOW)

    def answer(self, pair: BatchPair):
        words = [word for word in EVERYTHING if str(word) not in pair.locked]
        struck = self.chance.sample(words, self.chance.choice([0, 1, 1, 2]))
        unsure = [word for word in words if word not in struck and self.chance.random() < 0.1]
        outcome = "judged" if self.chance.random() < 0.8 else "unjudgeable"
        return answer_to(pair, *sorted(struck), unsure=tuple(unsure), outcome=outcome)

    def skip(self, annotator: Annotator) -> None:
        if self.met[annotator.pk]:
            pair = self.chance.choice(self.met[annotator.pk])
            skips.skip(annotator=annotator, pair_id=pair, reason=SkipReason.EXPERT, now=NOW)

    def expire(self, annotator: Annotator) -> None:
        claims.reopen_expired(now=NOW + LEASE + timedelta(seconds=1))
        reachability.give_up_unreachable(batch=self.batch, now=NOW)


@pytest.mark.parametrize(("seed", "wanted"), [(1, 2), (2, 2), (3, 3)])
def test_after_any_schedule_the_sums_are_those_of_a_recount(seed, wanted):
    schedule = Schedule(seed, wanted)

    for _ in range(120):
        schedule.step()

    pairs = {pair.pk: pair for pair in BatchPair.objects.all()}
    slots = Slot.objects.filter(state=SlotState.FILLED, ordinal__lte=wanted).select_related("judgment")
    first = {pk: [opinion(vars(slot.judgment)) for slot in slots if slot.pair_id == pk] for pk in pairs}
    assert {pk: kept(pair) for pk, pair in pairs.items()} == {
        pk: pair_sums(first[pk], pair.n_words, {int(word) for word in pair.locked}) for pk, pair in pairs.items()
    }
    assert any(pair.n_counted > len(first[pk]) for pk, pair in pairs.items())  # further opinions were asked
    assert rows(agreement.KEPT_SUMS, schedule.batch) == rows(
        agreement.RECOUNTED_SUMS.format(units=agreement.OF_WORDS), schedule.batch
    )

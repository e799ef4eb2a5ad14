"""Sensitive pictures: who is given them, and when it is enough."""

from datetime import timedelta

import pytest

from annotation.actions import account_choices, claims, reachability, reveals, skips
from annotation.choices import PairState, SkipReason
from annotation.errors import PairUnknown
from annotation.models import Annotator, Batch, BatchPair, Reveal
from tests.annotation.tables import Table
from tests.factories import NOW, AnnotatorFactory, BatchFactory, BatchPairFactory, MemberFactory

pytestmark = pytest.mark.django_db


def batch_of(*sensitivities: str, wanted: int = 1) -> tuple[Batch, list[BatchPair]]:
    batch = BatchFactory(wanted=wanted, at_most=wanted)
    return batch, [BatchPairFactory(batch=batch, image__sensitivity=sensitivity) for sensitivity in sensitivities]


def somebody(batch: Batch, exposure: str) -> Annotator:
    found: Annotator = MemberFactory(batch=batch, annotator=AnnotatorFactory(exposure=exposure)).annotator
    return found


def given(annotator: Annotator, *, wanted: int = 10, later: timedelta = timedelta()) -> tuple[str, list[int]]:
    """What they are told and hold, asking until it is certain."""
    for _ in range(5):
        work = claims.claim(annotator=annotator, wanted=wanted, now=NOW + later)
        if work.state != "looking":
            break
    return work.state, [row["pair"] for row in work.pairs]


@pytest.mark.parametrize("exposure", ["show", "blur"])
def test_who_does_not_mind_is_given_everything(exposure: str):
    batch, pairs = batch_of("sensitive", "safe", "unknown")

    assert given(somebody(batch, exposure)) == ("work", [pair.pk for pair in pairs])


def test_who_never_wants_it_is_given_the_rest():
    batch, pairs = batch_of("sensitive", "safe", "unknown")

    assert given(somebody(batch, "never")) == ("work", [pairs[1].pk, pairs[2].pk])


def test_there_is_no_work_for_who_may_be_given_none_of_it():
    batch, _ = batch_of("sensitive", "sensitive")

    assert given(somebody(batch, "never")) == ("no_work", [])


def test_from_the_choice_on_what_is_held_of_it_goes_back():
    batch, pairs = batch_of("sensitive", "safe")
    person, other = somebody(batch, "blur"), somebody(batch, "show")
    given(person, wanted=1)

    account_choices.save(annotator=person, chosen={"exposure": "never"})

    assert given(person) == ("work", [pairs[1].pk])
    assert given(other) == ("work", [pairs[0].pk])


def test_another_choice_brings_work_at_once():
    batch, pairs = batch_of("sensitive")
    person = somebody(batch, "never")
    before = given(person)

    account_choices.save(annotator=person, chosen={"exposure": "blur"})

    assert (before, given(person)) == (("no_work", []), ("work", [pairs[0].pk]))


def test_after_so_many_a_day_no_more_are_given_until_tomorrow():
    batch, pairs = batch_of("sensitive", "sensitive", "sensitive", "safe")
    person = somebody(batch, "blur")
    given(person)
    claims.return_all(annotator=person, now=NOW)

    seen = [reveals.keep(annotator=person, pair_id=pair.pk, ms=400, a_day=2, now=NOW) for pair in pairs[:2]]

    assert seen == [1, 2]
    assert given(person) == ("work", [pairs[3].pk])
    tomorrow = NOW + timedelta(days=1)
    assert reveals.keep(annotator=person, pair_id=pairs[0].pk, ms=400, a_day=2, now=tomorrow) == 1


def test_there_is_work_again_the_moment_that_the_day_is_over():
    batch, pairs = batch_of("sensitive")
    person = somebody(batch, "blur")
    given(person)
    claims.return_all(annotator=person, now=NOW)
    reveals.keep(annotator=person, pair_id=pairs[0].pk, ms=400, a_day=1, now=NOW)
    midnight = timedelta(hours=24 - NOW.hour)

    before = given(person, later=midnight - timedelta(seconds=5))

    assert (before, given(person, later=midnight)) == (("no_work", []), ("work", [pairs[0].pk]))


def test_a_pair_that_is_looked_at_again_counts_once_and_each_look_is_kept():
    batch, pairs = batch_of("sensitive")
    person = somebody(batch, "blur")
    given(person)

    seen = [reveals.keep(annotator=person, pair_id=pairs[0].pk, ms=ms, a_day=2, now=NOW) for ms in (300, 500)]

    assert seen == [1, 1]
    assert sorted(Reveal.objects.values_list("ms", flat=True)) == [300, 500]


def test_nobody_reveals_what_they_were_never_given():
    batch, pairs = batch_of("sensitive")

    with pytest.raises(PairUnknown):
        reveals.keep(annotator=somebody(batch, "show"), pair_id=pairs[0].pk, ms=1, a_day=9, now=NOW)

    assert not Reveal.objects.exists()


def test_a_sensitive_pair_that_only_others_may_judge_goes_to_the_desk_when_they_have():
    table = Table(3)
    table.pair.image.sensitivity = "sensitive"
    table.pair.image.save()
    account_choices.save(annotator=table.members[2].annotator, chosen={"exposure": "never"})
    table.judge(0, 1)

    table.judge(1)

    pair = table.now()
    assert (pair.state, pair.desk_reason) == (PairState.DESK, "nobody_left")


def test_what_nobody_may_judge_any_more_since_all_chose_never_is_found_once_somebody_has_met_it():
    batch, (met, unmet, safe) = batch_of("sensitive", "sensitive", "safe", wanted=2)
    people = [somebody(batch, "show") for _ in range(7)]
    given(people[0], wanted=1)
    skips.skip(annotator=people[0], pair_id=met.pk, reason=SkipReason.UNCOMFORTABLE, now=NOW)
    for annotator in people:
        account_choices.save(annotator=annotator, chosen={"exposure": "never"})

    assert reachability.give_up_unreachable(batch=batch, now=NOW) == 1

    states = dict(BatchPair.objects.values_list("pk", "state"))
    assert states == {met.pk: PairState.DESK, unmet.pk: PairState.OPEN, safe.pk: PairState.OPEN}

from typing import Any

import pytest

from annotation.actions import batches, claims, judgments, people, preparation, reachability, sieves
from annotation.choices import PairState, SieveAct
from annotation.models import Annotator, AuditEntry, Batch, BatchPair, BatchSpread, Member, Sieve
from annotation.queries import coverage
from annotation.rules.coverage import Gap, Kind
from annotation.rules.selections import Selection
from tests.factories import (
    NOW,
    AnnotatorFactory,
    BatchFactory,
    BatchPairFactory,
    ImageFactory,
    ManagerFactory,
    MemberFactory,
    answer_to,
)

pytestmark = pytest.mark.django_db


def pair_in(batch: Batch, language: str, **also: Any) -> BatchPair:
    known = {"image__prompt__text": f"in {language}", "image__prompt__language": language}
    made: BatchPair = BatchPairFactory(batch=batch, **known, **also)
    return made


def member_of(batch: Batch, *languages: str, **also: Any) -> Annotator:
    found: Annotator = MemberFactory(batch=batch, annotator=AnnotatorFactory(languages=[*languages], **also)).annotator
    return found


def given(person: Annotator) -> list[int]:
    """The pairs that they are given, asking until it is certain."""
    for _ in range(8):
        work = claims.claim(annotator=person, wanted=9, now=NOW)
        if work.state != "looking":
            break
    return sorted(row["pair"] for row in work.pairs)


def sift(batch: Batch, act: SieveAct, language: str = "ko") -> Sieve:
    order = sieves.begin(
        batch=batch, act=act, language=language, sensitive=False, reason="nobody reads it", actor="mia", now=NOW
    )
    while sieves.go_on(sieve=order, now=NOW, limit=1):
        pass
    order.refresh_from_db()
    return order


@pytest.mark.parametrize(
    ("reads", "which"), [(["en", "ko"], [0, 1, 2]), (["ko"], [1, 2]), ([], [2])], ids=["both", "one", "none"]
)
def test_people_are_given_what_they_read_and_what_nobody_knows_the_language_of(reads: list[str], which: list[int]):
    batch = BatchFactory()
    pairs = [pair_in(batch, language).pk for language in ("en", "ko", "")]

    assert given(member_of(batch, *reads)) == [pairs[number] for number in which]


def test_what_somebody_reads_no_more_goes_back_at_once_and_what_they_read_now_comes():
    batch = BatchFactory(wanted=1, at_most=1)
    english, korean = pair_in(batch, "en"), pair_in(batch, "ko")
    changing, other = member_of(batch, "en"), member_of(batch, "en")
    assert given(changing) == [english.pk]
    assert given(other) == []

    people.change_languages(annotator=changing, languages=["ko"], actor=ManagerFactory(), now=NOW)

    assert given(changing) == [korean.pk]
    assert given(other) == [english.pk]


def test_pairs_that_nobody_reads_wait_and_are_not_sent_to_the_desk():
    batch = BatchFactory()
    korean = pair_in(batch, "ko")
    member_of(batch, "en")

    assert reachability.give_up_unreachable(batch=batch, now=NOW) == 0

    assert BatchPair.objects.get(pk=korean.pk).state == PairState.OPEN


def test_the_second_opinion_that_nobody_can_give_sends_a_pair_to_the_desk():
    batch = BatchFactory()
    korean = pair_in(batch, "ko")
    reader = member_of(batch, "ko")
    member_of(batch, "en")
    given(reader)

    judgments.submit(annotator=reader, answer=answer_to(korean), now=NOW)

    korean.refresh_from_db()
    assert (korean.state, korean.desk_reason) == (PairState.DESK, "nobody_left")


def test_a_batch_says_which_pairs_nobody_or_too_few_can_be_asked_about():
    batch = BatchFactory()
    for language, sensitivity in (("en", "safe"), ("en", "sensitive"), ("ko", "safe"), ("ja", "safe")):
        pair_in(batch, language, image__sensitivity=sensitivity)
    member_of(batch, "en", "ko", exposure="never")
    member_of(batch, "en")
    member_of(batch, "ja", suspended_at=NOW, suspended_reason="left")

    found = coverage.of_batch(batch)

    assert found.gaps == [
        Gap(Kind("ja", False, 1), 0, 0),
        Gap(Kind("en", True, 1), 1, 2),
        Gap(Kind("ko", False, 1), 1, 1),
    ]
    assert (found.n_waiting, found.n_thin) == (1, 2)


def test_what_nobody_met_is_left_out_and_what_somebody_met_stays():
    batch = BatchFactory()
    first, second = pair_in(batch, "ko"), pair_in(batch, "ko")
    english = pair_in(batch, "en")
    reader = member_of(batch, "ko")
    claims.claim(annotator=reader, wanted=1, now=NOW)

    order = sift(batch, SieveAct.EXCLUDE)

    states = dict(BatchPair.objects.values_list("pk", "state"))
    assert states == {first.pk: PairState.OPEN, second.pk: PairState.WITHDRAWN, english.pk: PairState.OPEN}
    assert (order.n_pairs, order.done_at) == (1, NOW)
    assert AuditEntry.objects.get().detail == {"language": "ko", "sensitive": False, "reason": "nobody reads it"}


def test_what_is_parked_is_asked_of_nobody_until_it_is_taken_up_again():
    batch = BatchFactory()
    korean = pair_in(batch, "ko")
    sift(batch, SieveAct.PARK)
    reader = member_of(batch, "ko")
    assert given(reader) == []
    assert coverage.of_batch(batch).parked == [(Kind("ko", False, 1), 1)]

    sift(batch, SieveAct.TAKE_UP)

    assert given(reader) == [korean.pk]


def test_what_nobody_can_be_asked_about_is_not_taken_up_again():
    batch = BatchFactory()
    pair_in(batch, "ko")
    sift(batch, SieveAct.PARK)

    with pytest.raises(sieves.NobodyToAsk):
        sift(batch, SieveAct.TAKE_UP)


def test_nothing_is_sifted_without_a_reason_or_in_a_closed_batch():
    batch = BatchFactory()
    closed = BatchFactory(state="closed", closed_at=NOW)
    kind: dict[str, Any] = {"act": SieveAct.PARK, "language": "ko", "sensitive": False, "actor": "mia", "now": NOW}

    with pytest.raises(sieves.SieveNeedsAReason):
        sieves.begin(batch=batch, reason=" ", **kind)
    with pytest.raises(sieves.SieveTooLate):
        sieves.begin(batch=closed, reason="late", **kind)


@pytest.mark.parametrize(
    ("act", "state"), [(SieveAct.PARK, PairState.SET_ASIDE), (SieveAct.EXCLUDE, PairState.WITHDRAWN)]
)
def test_a_batch_is_opened_without_what_too_few_can_be_asked_about(act: SieveAct, state: PairState):
    ImageFactory(prompt__text="a cat")
    korean = ImageFactory(prompt__text="고양이", prompt__language="ko")

    batch = batches.open_batch(
        name="pilot",
        selection=Selection(),
        unread=act,
        annotators=AnnotatorFactory.create_batch(2),
        actor="mia",
        now=NOW,
    )
    order = Sieve.objects.get()
    if act is SieveAct.PARK:
        assert sieves.go_on(sieve=order, now=NOW) == 0  # it has no words yet
    while preparation.prepare(batch=batch):
        pass
    sieves.go_on(sieve=order, now=NOW)

    assert BatchPair.objects.get(image=korean).state == state
    assert [*BatchSpread.objects.order_by("language").values_list("language", "state", "n_pairs")] == [
        ("en", PairState.OPEN, 1),
        ("ko", state, 1),
    ]


def test_a_closed_account_or_a_removed_member_reads_nothing():
    batch = BatchFactory()
    pair_in(batch, "en")
    member_of(batch, "en")
    Member.objects.update(state="removed")

    assert [gap.n_readers for gap in coverage.of_batch(batch).gaps] == [0]

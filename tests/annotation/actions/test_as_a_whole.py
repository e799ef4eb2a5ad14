"""Batches whose pairs are accepted or rejected: no word of them is struck."""

import pytest

from annotation.actions import batches, claims, judgments, preparation
from annotation.choices import PairState
from annotation.models import Annotator, Batch, BatchPair
from annotation.queries import workbench
from annotation.rules.selections import Selection
from tests.factories import NOW, AnnotatorFactory, ImageFactory, answer_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch() -> Batch:
    ImageFactory(prompt__text="a red apple --ar 2:3")
    made = batches.open_batch(
        name="clean",
        selection=Selection(),
        terms=batches.Terms(as_a_whole=True),
        annotators=AnnotatorFactory.create_batch(3),
        actor="mia",
        now=NOW,
    )
    preparation.prepare(batch=made)
    return made


def say(batch: Batch, *outcomes: str) -> BatchPair:
    """What the first members say, one after the other."""
    pair = BatchPair.objects.get()
    for member, outcome in zip(batch.members.order_by("pk"), outcomes, strict=False):
        claims.claim(annotator=member.annotator, wanted=1, now=NOW)
        judgments.submit(annotator=member.annotator, answer=answer_to(pair, outcome=outcome), now=NOW)
    pair.refresh_from_db()
    return pair


def someone(batch: Batch) -> Annotator:
    return next(member.annotator for member in batch.members.order_by("pk"))


def test_every_word_is_locked_and_the_screen_is_told_why(batch: Batch):
    row = claims.claim(annotator=someone(batch), wanted=1, now=NOW).pairs[0]

    told = workbench.pair_json(row, lambda image, rendition: "")

    assert {token["locked"] for token in told["tokens"] if token["word"] is not None} == {"whole"}


@pytest.mark.parametrize(
    ("outcomes", "state", "settled"),
    [
        (("judged", "judged"), PairState.SETTLED, "judged"),
        (("reject", "reject"), PairState.SETTLED, "reject"),
        (("judged", "reject"), PairState.OPEN, ""),
        (("judged", "reject", "reject"), PairState.SETTLED, "reject"),
    ],
)
def test_two_who_say_the_same_settle_it_and_a_third_is_asked_between_two(
    batch: Batch, outcomes: tuple[str, ...], state: PairState, settled: str
):
    pair = say(batch, *outcomes)

    assert (pair.state, pair.outcome, pair.struck) == (state, settled, [])


def test_no_word_can_be_struck(batch: Batch):
    who = someone(batch)
    claims.claim(annotator=who, wanted=1, now=NOW)

    with pytest.raises(judgments.WordsUnknown):
        judgments.submit(annotator=who, answer=answer_to(BatchPair.objects.get(), 1), now=NOW)

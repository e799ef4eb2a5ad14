"""Batches whose pairs are accepted or rejected: no word of them is struck."""

import pytest

from annotation.actions import batches, claims, judgments, preparation, publishing
from annotation.choices import PairState
from annotation.models import Annotator, Batch, BatchPair
from annotation.queries import workbench
from annotation.rules.selections import Selection
from dataset.models import Image, Tokenisation, Verdict
from tests.factories import NOW, AnnotatorFactory, ImageFactory, VerdictFactory, answer_to

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


@pytest.mark.parametrize(("said", "current"), [("judged", ("pilot", [1])), ("reject", ("clean", []))])
def test_what_was_struck_stays_struck_in_an_accepted_pair(batch: Batch, said: str, current: tuple[str, list[int]]):
    image = Image.objects.get()
    words = Tokenisation.objects.get()
    VerdictFactory(
        image=image, tokenisation=words, source="pilot", struck=[1], judged=[2, 2, 2], strikes=[0, 2, 0], precedence=1
    )

    say(batch, said, said)
    assert publishing.publish_settled(now=NOW) == 1

    assert Verdict.objects.count() == 2
    assert Verdict.objects.values_list("source", "struck").get(superseded_at__isnull=True) == current

"""The demo's batches: one judged already, one for the visitor. Run again, each step does only what is left."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from annotation.actions import batches, gold, preparation, publishing
from annotation.choices import PairState
from annotation.models import Annotator, Batch, BatchPair
from annotation.rules.selections import Selection
from dataset.actions import golden
from dataset.choices import Outcome
from dataset.models import GoldenPrompt, Image
from dataset.rules.tokens import unpack
from dataset.rules.traits import Trait
from jdb_site.demo import people, showcase
from jdb_site.demo.knowledge import SOURCE, behind
from jdb_site.demo.pairs import DemoPair, struck_words

GOLDEN = Path(__file__).parent / "golden.jsonl"
SHOWCASE, OPEN = "showcase", "demo"
N_SHOWCASE, SEED = 12, 3
DRAWN = "The picture was drawn, so that it is known what it shows."
# The demo shows these rows of the guideline too, so its batch takes in what others leave out.
TRAITS = (Trait.INSTRUCTION, Trait.UNFILLED_TEMPLATE, Trait.NEEDS_REFERENCE_IMAGE)


class Standing(NamedTuple):
    """How far a batch is."""

    n_pairs: int
    n_settled: int
    n_desk: int


def judged_batch(now: datetime) -> Standing:
    """The batch that shows results and fills the desk. Judging goes on where it was, until the other batch is open."""
    chosen = Selection(source=SOURCE, languages=("en",), sample=N_SHOWCASE, seed=SEED)
    batch = opened(SHOWCASE, chosen, people.JUDGES, now)
    if not Batch.objects.filter(name=OPEN).exists():
        showcase.judge_all(batch=batch, judges=judges(), now=now)
    publishing.publish_all(now=now)
    return standing(batch)


def open_batch(now: datetime) -> Standing:
    """The batch that the visitor works in, with everything that is left."""
    left = Selection(source=SOURCE, traits=TRAITS)
    return standing(opened(OPEN, left, (*people.JUDGES, people.VISITOR), now, asks=True))


def golden_set(now: datetime) -> int:
    """Some of the demo's prompts as people sort their words, to hold templates against, once; how many are new."""
    if GoldenPrompt.objects.exists():
        return 0
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    return golden.bring_in(lines=lines, actor=people.ACTOR, now=now).n_added


def gold_pairs(now: datetime) -> int:
    """Gold of all drawn pairs that are judged word by word: what is true of them is known. Return how many are new."""
    images = Image.objects.present().filter(source=SOURCE, gold__isnull=True).select_related("prompt")
    known = [
        (image, pair) for image in images if (pair := behind(image)) is not None and pair.outcome == Outcome.JUDGED
    ]
    for image, pair in known:
        gold.set_by_hand(image=image, struck=strikes(image, pair), reason=DRAWN, actor=people.ACTOR, now=now)
    return len(known)


def strikes(image: Image, pair: DemoPair) -> set[int]:
    pinned = gold.pin(image)
    return set(struck_words(pair, unpack(pinned["tokenisation"].tokens))) - {int(word) for word in pinned["locked"]}


def opened(name: str, selection: Selection, members: Sequence[str], now: datetime, *, asks: bool = False) -> Batch:
    """The batch of that name, opened unless it is there, all its pairs in work; `asks`: newcomers qualify first."""
    batch = Batch.objects.filter(name=name).first() or batches.open_batch(
        name=name,
        selection=selection,
        annotators=people.annotators(members),
        requires_qualification=asks,
        actor=people.ACTOR,
        now=now,
    )
    while preparation.prepare(batch=batch):
        pass
    return batch


def judges() -> list[Annotator]:
    """The three judges in the order of their part in the planted disagreements."""
    found = {annotator.user.username: annotator for annotator in people.annotators(people.JUDGES)}
    return [found[username] for username in people.JUDGES]


def standing(batch: Batch) -> Standing:
    pairs = BatchPair.objects.filter(batch=batch)
    n_settled, n_desk = (pairs.filter(state=state).count() for state in (PairState.SETTLED, PairState.DESK))
    return Standing(pairs.count(), n_settled, n_desk)

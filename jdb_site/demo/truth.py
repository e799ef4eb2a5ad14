"""You against the truth: what somebody struck beside what the drawn pictures really show."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotation.models import Annotator, BatchPair, Judgment
from annotation.pages.prompts import Piece, against_truth
from annotation.rules.views import token_views
from dataset.choices import Outcome
from dataset.rules.tokens import unpack
from jdb_site.demo.knowledge import SOURCE, behind, true_strikes
from jdb_site.demo.pairs import DemoPair

AT_MOST = 24


@dataclass(frozen=True)
class Compared:
    """One judged pair: word by word, or as a whole when either side says that it is not to be judged by words."""

    pair: BatchPair
    language: str
    pieces: list[Piece]
    said: str
    true: str
    n_agreed: int = 0
    n_missed: int = 0
    n_over: int = 0

    @property
    def right(self) -> bool:
        return self.said == self.true and not self.n_missed and not self.n_over


@dataclass(frozen=True)
class Score:
    """All compared pairs, and the words of all of them."""

    rows: list[Compared]

    @property
    def n_right(self) -> int:
        return sum(row.right for row in self.rows)

    @property
    def n_true(self) -> int:
        return sum(row.n_agreed + row.n_missed for row in self.rows)

    @property
    def n_agreed(self) -> int:
        return sum(row.n_agreed for row in self.rows)

    @property
    def n_over(self) -> int:
        return sum(row.n_over for row in self.rows)


def score(annotator: Annotator) -> Score:
    """The last judgments of this person on drawn pairs, the newest first; one query."""
    made = Judgment.objects.filter(annotator=annotator, pair__image__source=SOURCE)
    newest = made.order_by("pair", "-revision").distinct("pair")
    chosen = Judgment.objects.filter(pk__in=newest.values("pk")).order_by("-created_at", "-pk")[:AT_MOST]
    rows = chosen.select_related("pair__image", "pair__tokenisation__prompt")
    return Score([found for judgment in rows if (found := compared(judgment)) is not None])


def compared(judgment: Judgment) -> Compared | None:
    """One judgment beside the truth, None when that is not known."""
    pair = judgment.pair
    known = behind(pair.image)
    if known is None or pair.tokenisation is None:
        return None
    said, true = Outcome(judgment.outcome), Outcome(known.outcome)
    if said == true == Outcome.JUDGED:
        return by_words(pair, known, judgment.canonical)
    plain = [Piece("kept", known.prompt)]
    return Compared(pair, known.language, plain, str(said.label), str(true.label))


def by_words(pair: BatchPair, known: DemoPair, struck: Sequence[int]) -> Compared:
    if pair.tokenisation is None:
        raise ValueError("a judged pair has its tokens")
    tokens = unpack(pair.tokenisation.tokens)
    theirs, truth = set(struck), set(true_strikes(known, tokens, pair))
    views, tail = token_views(pair.tokenisation.prompt.text, tokens, pair.locked)
    return Compared(
        pair=pair,
        language=known.language,
        pieces=against_truth(views, tail, theirs, truth),
        said="",
        true="",
        n_agreed=len(theirs & truth),
        n_missed=len(truth - theirs),
        n_over=len(theirs - truth),
    )

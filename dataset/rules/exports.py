"""What an export is asked for, what it reads, and what it says at the end."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from dataset.rules.cleaning import Level
from dataset.rules.score_limits import Limit, as_json

FORMAT = "strikeout-test-set-2"

# Verdicts keep these two of the cleaning levels.
LEVELS = (Level.TIDY, Level.STRICT)

Json = Mapping[str, Any]


class Answers(StrEnum):
    """How `Answer` of Task3 names the right option; loaders differ."""

    LETTER = "letter"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """
    What the test set shall hold. No `sources`: the current verdict of every image; else the newest of these sources.

    `other_key` is the spelling of Task1's last group: public files are said to have either. `rows_only` leaves out the
    pictures, for those who have them: their bytes are not looked at. `scores` are thresholds, each with its scorer.
    """

    level: Level = Level.TIDY
    sources: tuple[str, ...] = ()
    partial: bool = False
    answers: Answers = Answers.LETTER
    other_key: str = "Other"
    rows_only: bool = False
    scores: tuple[Limit, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the manifest names them; what leaves nothing out is not said."""
        said = asdict(self) | {"scores": as_json(self.scores)}
        return {name: value for name, value in said.items() if name not in {"rows_only", "scores"} or value}


class VerdictRow(NamedTuple):
    """
    One verdict with its image, as the export's query gives it: all of it text, most of it to be pasted.

    In JSON are flags, numbers, `made_by`, `prompt`, `clean_prompt`, `votes` and `removed` of the record
    (`dataset.rules.records.Record`), `arguments`, and `texts`: a list of words by kind, a caption, questions.
    `by_score` is the exclusion by a threshold on scores, if one leaves it out.
    """

    x_id: str
    number: str
    outcome: str
    source: str
    provisional: str
    n_words: str
    made_by: str
    prompt: str
    clean_prompt: str
    votes: str
    removed: str
    language: str
    sha256: str
    format: str
    width: str
    height: str
    arguments: str
    generator: str
    licence: str
    split: str
    media_state: str
    blocked: str
    withdrawn: str
    by_score: str
    texts: str


class QuestionRow(NamedTuple):
    kind: str
    text: str
    options: Sequence[str]
    answer: int


class Origin(NamedTuple):
    """Where a pair came from and by which rules, an object in JSON."""

    batch: str
    split: str
    language: str
    made_by: str


class Lines(NamedTuple):
    """A pair that goes out: its lines as bytes, its picture, and what is counted of it."""

    question: bytes
    words: bytes
    sha256: str
    format: str
    n_words: int
    n_removed: int
    provisional: bool
    origin: Origin


class Candidate(NamedTuple):
    """A pair with a verdict: the reason why it is left out, or else its lines."""

    x_id: str
    source: str
    reason: str
    lines: Lines | None


class Pending(NamedTuple):
    """
    A pair without a settled verdict, as the human work reports it.

    `waits_for` says in one word what is missing, `line` in full; with `excluded` it never will have a verdict, and why.
    """

    x_id: str
    source: str
    waits_for: str
    excluded: str
    line: Json


@dataclass(slots=True)
class Counts:
    """What became of the pairs in scope."""

    exported: int = 0
    provisional: int = 0
    words: int = 0
    removed: int = 0
    excluded: Counter[str] = field(default_factory=Counter)
    unresolved: Counter[str] = field(default_factory=Counter)

    def join(self, other: "Counts") -> None:
        """Add those of further pairs."""
        self.exported += other.exported
        self.provisional += other.provisional
        self.words += other.words
        self.removed += other.removed
        self.excluded.update(other.excluded)
        self.unresolved.update(other.unresolved)

    @property
    def pairs(self) -> int:
        return self.exported + self.excluded.total() + self.unresolved.total()

"""Pairs of an export that follow each other, sorted out: their lines by file, and what is counted of them."""

from collections import Counter
from dataclasses import dataclass, field

from dataset.rules.digests import LineDigest
from dataset.rules.exclusions import Exclusion
from dataset.rules.export_lines import as_bytes, excluded_line, unresolved_line
from dataset.rules.exports import Candidate, Counts, Lines, Origin, Pending

FILES = ("questions", "words", "excluded", "unresolved")


@dataclass(slots=True)
class Part:
    """The next lines of one file."""

    data: bytearray = field(default_factory=bytearray)
    digest: LineDigest = field(default_factory=LineDigest)
    first_id: str = ""
    last_id: str = ""

    def add(self, x_id: str, line: bytes) -> None:
        self.data += line
        self.digest.add(line)
        self.first_id = self.first_id or x_id
        self.last_id = x_id

    def join(self, other: "Part") -> None:
        """Add what is known of further lines, without the lines."""
        self.digest.join(other.digest)
        self.first_id = self.first_id or other.first_id
        self.last_id = other.last_id or self.last_id


@dataclass(slots=True)
class Page:
    """What goes into each file, and the counts; `n_verdicts` came to a decision here."""

    questions: Part = field(default_factory=Part)
    words: Part = field(default_factory=Part)
    excluded: Part = field(default_factory=Part)
    unresolved: Part = field(default_factory=Part)
    counts: Counts = field(default_factory=Counts)
    origins: Counter[Origin] = field(default_factory=Counter)
    n_verdicts: int = 0

    @property
    def parts(self) -> dict[str, Part]:
        return {name: getattr(self, name) for name in FILES}

    def join(self, other: "Page") -> None:
        """Add what is known of further pairs, without their lines."""
        for name, part in self.parts.items():
            part.join(other.parts[name])
        self.counts.join(other.counts)
        self.origins.update(other.origins)
        self.n_verdicts += other.n_verdicts

    def decide(self, pair: Candidate) -> None:
        """Put the pair in, or exclude it by its reason; its picture is not looked at."""
        if pair.lines is None:
            self.exclude(pair.x_id, pair.source, Exclusion(pair.reason))
        else:
            self.put(pair.x_id, pair.lines)

    def put(self, x_id: str, lines: Lines) -> None:
        self.questions.add(x_id, lines.question)
        self.words.add(x_id, lines.words)
        self.origins[lines.origin] += 1
        self.counts.exported += 1
        self.counts.provisional += lines.provisional
        self.counts.words += lines.n_words
        self.counts.removed += lines.n_removed

    def exclude(self, x_id: str, source: str, reason: Exclusion) -> None:
        self.excluded.add(x_id, as_bytes(excluded_line(x_id, source, reason)))
        self.counts.excluded[reason] += 1

    def leave_waiting(self, pair: Pending) -> None:
        self.unresolved.add(pair.x_id, as_bytes(unresolved_line(pair)))
        self.counts.unresolved[pair.waits_for] += 1

"""Names after a lead: the artists in "by Greg Rutkowski and WLOP", and nothing in "by the sea"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotation.rules.clauses import Clause
from annotation.rules.phrases import Phrase, covered, spans, term_key

CAPITALISED = re.compile(r"[^\W\d_a-z][\w'’.\-]*")
LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Names:
    """
    What leads to a name and what a name looks like, as term keys.

    After any lead a name in `known` counts. After `leads` also two or more capitalised words, after `strong_leads` any
    two or more words; never with a word of `never` among them. A clause of nothing but known names counts without lead.
    """

    leads: frozenset[str]
    strong_leads: frozenset[str]
    known_leads: frozenset[str]
    known: frozenset[str]
    joiners: frozenset[str]
    particles: frozenset[str]
    never: frozenset[str]

    @property
    def all_leads(self) -> frozenset[str]:
        return self.leads | self.strong_leads | self.known_leads


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause in which names are looked for, with what its terms are."""

    clause: Clause
    names: Names
    known: dict[int, int]
    leads: dict[int, int]

    def key(self, at: int) -> str:
        return term_key(self.clause[at].folded)


def names_in(clause: Clause, found: Sequence[Phrase], names: Names) -> set[int]:
    """The positions of names with their leads and what joins them."""
    reading = Reading(clause, names, spans(found, names.known), spans(found, names.all_leads))
    if _list_end(reading, 0, "") == len(clause):
        return set(range(len(clause)))
    ranges = ((start, _list_end(reading, lead_end, _lead(reading, start))) for start, lead_end in reading.leads.items())
    return covered((start, end) for start, end in ranges if end is not None)


def _lead(reading: Reading, start: int) -> str:
    return " ".join(reading.key(at) for at in range(start, reading.leads[start]))


def _list_end(reading: Reading, at: int, lead: str) -> int | None:
    """Where the names that start at this position end, joiners between them included; None if there is no name."""
    end = _name_end(reading, at, lead)
    while end is not None and end < len(reading.clause) and reading.key(end) in reading.names.joiners:
        if (further := _name_end(reading, end + 1, lead)) is None:
            break
        end = further
    return end


def _name_end(reading: Reading, at: int, lead: str) -> int | None:
    if at in reading.known:
        return reading.known[at]
    end = at
    while end < min(len(reading.clause), at + LONGEST_NAME) and _may_be_part(reading, end, lead):
        end += 1
    run = {reading.key(position) for position in range(at, end)}
    return None if end - at < 2 or run & reading.names.never else end


def _may_be_part(reading: Reading, at: int, lead: str) -> bool:
    names, key = reading.names, reading.key(at)
    if key in names.joiners or key in names.all_leads:
        return False
    if lead in names.strong_leads:
        return not any(character.isdigit() for character in key)
    return lead in names.leads and (key in names.particles or bool(CAPITALISED.fullmatch(reading.clause[at].raw)))

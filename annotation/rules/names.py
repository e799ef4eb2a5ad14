"""Names after a lead: the artists in "by Greg Rutkowski and WLOP", and nothing in "by the sea"."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotation.rules.clauses import Clause
from annotation.rules.function_words import ENGLISH
from annotation.rules.phrases import Phrase, covered, spans, term_key

LONGEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Names:
    """
    What leads to a name and what a name looks like, as term keys.

    After any lead a name in `known` counts. After `leads` also a run with two capitalised words, after `strong_leads`
    any two or more words; never with a word of `never` among them. A clause of nothing but known names needs no lead.
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
    reading = Reading(clause, names, spans(found, names.known), _leads(found, names))
    first = 1 if reading.key(0) in names.joiners else 0
    if _list_end(reading, first, "") == len(clause):
        return set(range(len(clause)))
    return covered(span for start in reading.leads if (span := _led_span(reading, start)) is not None)


def _leads(found: Sequence[Phrase], names: Names) -> dict[int, int]:
    """Where leads start and end; "by" in "inspired by" is no lead of its own."""
    longest: dict[int, int] = {}
    for start, end in spans(found, names.all_leads).items():
        longest.setdefault(end, start)
    return {start: end for end, start in longest.items()}


def _led_span(reading: Reading, start: int) -> tuple[int, int] | None:
    lead_end = reading.leads[start]
    lead = " ".join(reading.key(at) for at in range(start, lead_end))
    # "A House By River Thames" is a title: its capitals tell nothing.
    titled = lead_end > 1 and reading.clause[lead_end - 1].raw[0].isupper()
    end = _list_end(reading, lead_end, "" if titled else lead)
    if end is None:
        return None
    return (start if lead in reading.names.known_leads else lead_end - 1), end


def _list_end(reading: Reading, at: int, lead: str) -> int | None:
    """Where the names that start at this position end, joiners between them included; None if there is no name."""
    end = _name_end(reading, at, lead)
    while end is not None and (further := _further_end(reading, end, lead)) is not None:
        end = further
    return end


def _further_end(reading: Reading, at: int, lead: str) -> int | None:
    if at < len(reading.clause) and reading.key(at) in reading.names.joiners:
        return _name_end(reading, at + 1, lead)
    return reading.known.get(at)


def _name_end(reading: Reading, at: int, lead: str) -> int | None:
    if at in reading.known:
        return reading.known[at]
    end = at
    while end < min(len(reading.clause), at + LONGEST_NAME) and _may_be_part(reading, end, lead):
        end += 1
    run = range(at, end)
    n_parts = len(run) if lead in reading.names.strong_leads else sum(_is_capitalised(reading, part) for part in run)
    return None if n_parts < 2 or {reading.key(part) for part in run} & reading.names.never else end


def _may_be_part(reading: Reading, at: int, lead: str) -> bool:
    names, key = reading.names, reading.key(at)
    if key in names.joiners or key in names.all_leads or at in reading.known:
        return False
    if lead in names.strong_leads:
        return key not in ENGLISH and not any(character.isdigit() for character in key)
    return lead in names.leads and (key in names.particles or _is_capitalised(reading, at))


def _is_capitalised(reading: Reading, at: int) -> bool:
    return reading.clause[at].raw[0].isupper()

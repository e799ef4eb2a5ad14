"""What is missing in a ruling before it can be published, and how two versions of one differ."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from annotation.rules.guidelines import LANGUAGES
from annotation.rules.matchers import Matcher, MatcherError

KEPT, GONE, ADDED = "kept", "gone", "added"
PIECES = re.compile(r"\s+|[^\s]+")
PARTS = ("title", "body")
Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Said:
    """A ruling by what it says, whatever its number."""

    code: str
    decision: str
    matcher: Mapping[str, Any] | None
    texts: Texts
    examples: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, as runs of (kept, gone or added, text)."""

    what: str
    runs: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A ruling that is new, gone, or says something else."""

    code: str
    how: str
    changes: list[Change]


def missing(texts: Texts) -> list[str]:
    """What no language may lack: `ko title`, `zh body` …; empty when all is there."""
    return [f"{code} {part}" for code in LANGUAGES for part in PARTS if not texts.get(code, {}).get(part, "").strip()]


def problem(data: Mapping[str, Any] | None) -> str:
    """Why this is no matcher; empty when it is one, or none."""
    try:
        if data is not None:
            Matcher.from_data(data)
    except MatcherError as error:
        return str(error)
    return ""


def differences(before: Iterable[Said], after: Iterable[Said]) -> list[Difference]:
    """New rulings and those that say something else in the order of `after`, then those that are gone."""
    old = {one.code: one for one in before}
    found = []
    for one in after:
        earlier = old.pop(one.code, None)
        if earlier is None:
            found.append(Difference(one.code, "new", changes(NOTHING, one)))
        elif told := changes(earlier, one):
            found.append(Difference(one.code, "changed", told))
    return found + [Difference(one.code, "gone", changes(one, NOTHING)) for one in old.values()]


NOTHING = Said("", "", None, {}, ())


def changes(before: Said, after: Said) -> list[Change]:
    pairs = [("decision", before.decision, after.decision)]
    for code in LANGUAGES:
        old, new = before.texts.get(code, {}), after.texts.get(code, {})
        pairs += [(f"{code}, {part}", old.get(part, ""), new.get(part, "")) for part in PARTS]
    pairs += [("words and patterns", listed(before.matcher), listed(after.matcher))]
    pairs += [("examples", exampled(before.examples), exampled(after.examples))]
    return [Change(what, runs(old, new)) for what, old, new in pairs if old != new]


def listed(matcher: Mapping[str, Any] | None) -> str:
    """A matcher as one text: terms by language, and whatever else it holds."""
    if matcher is None:
        return ""
    parts = [f"{code}: {', '.join(terms)}" for code, terms in sorted(matcher.get("words", {}).items())]
    return "; ".join([*parts, *(f"{name}: {value}" for name, value in sorted(matcher.items()) if name != "words")])


def exampled(examples: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(f"{one['prompt']} ({one['picture']}): {', '.join(one['struck']) or '-'}" for one in examples)


def runs(before: str, after: str) -> list[tuple[str, str]]:
    """The two texts word by word, as one."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    found = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, added = "".join(old[a:b]), "".join(new[c:d])
        parts = [(KEPT, gone)] if how == "equal" else [(GONE, gone), (ADDED, added)]
        found += [(kind, text) for kind, text in parts if text]
    return found

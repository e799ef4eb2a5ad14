"""What the text of a prompt must hold before a matcher can speak of it: a pattern that the database looks for."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from annotation.rules.clauses import APOSTROPHES, fold
from annotation.rules.matchers import Matcher

# Above it no character has a case; a test goes through all.
CASED = 0x20000
LONGEST = 20_000


def pattern(matchers: Iterable[Matcher]) -> str | None:
    """
    A regular expression, as PostgreSQL has them, that finds a piece in every text that one of these speaks of.

    Of each term it looks for the longest piece without a gap, whatever the case. None where no text can be left out: a
    matcher has more than terms, a term has no piece, or there are too many.
    """
    found: set[str] = set()
    for matcher in matchers:
        if matcher.pattern or matcher.kinds or matcher.names:
            return None
        terms = frozenset().union(*matcher.keys.values())
        if not all(terms):
            return None
        found |= {max(term.split(" "), key=len) for term in terms}
    pieces = [one for one in sorted(found) if not any(other != one and other in one for other in found)]
    written = "|".join([*map(in_any_case, pieces), f"[{''.join(foldings()[1])}]"])
    return written if pieces and len(written) <= LONGEST else None


def in_any_case(piece: str) -> str:
    return "".join(map(one_of, piece))


def one_of(character: str) -> str:
    """The character as it is compared, by all that are compared as it."""
    alike = foldings()[0].get(character)
    if alike is None:
        return character if character.isalnum() or not character.isascii() else f"\\{character}"
    return f"[{character}{''.join(sorted(alike))}]"


@cache
def foldings() -> tuple[dict[str, set[str]], list[str]]:
    """By character the others that are compared as it; and those that are compared as several, such as ß."""
    alike: defaultdict[str, set[str]] = defaultdict(set)
    several: list[str] = []
    for code in range(CASED):
        character = chr(code)
        if character.casefold() == character and code not in APOSTROPHES:
            continue
        folded = {fold(character), fold(fold(character))}
        if any(len(one) > 1 for one in folded):
            several.append(character)
        for one in folded:
            if len(one) == 1 and one != character:
                alike[one].add(character)
    return dict(alike), several

"""
The canonical form of strikes: what a person meant, written in one way.

Articles, conjunctions, "of" and "with" are never judged alone. They are struck when what they introduce is struck,
otherwise a strike on them is dropped; a clause with no content word left is struck whole. Word lists decide, no tagger.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotation.rules.clauses import Clause, Spelled, clauses
from annotation.rules.function_words import ATTACHED, JUDGED, MODIFIERS, PLACES_BEFORE_OF, ROLES, Role
from dataset.rules.tokens import Token

CANONICAL_VERSION = "lists-1"

# No phrase is longer than this; it keeps a prompt of a thousand articles linear.
REACH = 60


@dataclass(frozen=True, slots=True)
class Canonical:
    """The canonical strikes, and by which words they differ from the marks that were made."""

    struck: tuple[int, ...]
    added: tuple[int, ...]
    dropped: tuple[int, ...]


class Part(NamedTuple):
    """A word in its clause, with what it does there."""

    word: int
    text: str
    role: Role


def canonical(
    prompt: str, tokens: Sequence[Token], struck: Collection[int], language: str, locked: Collection[int] = ()
) -> Canonical:
    """
    The canonical form of these strikes on this prompt.

    `locked` are words that a guideline forbids to judge, beside those that the tokens lock. Striking the result again
    gives the result; no strike on a judged, unlocked word is ever dropped; nothing struck gives nothing struck.
    """
    marks, kept = frozenset(struck), set[int]()
    for parts in _parsed(prompt, tokens, language, frozenset(locked)):
        kept |= _clause_strikes(parts, marks)
    return Canonical(tuple(sorted(kept)), tuple(sorted(kept - marks)), tuple(sorted(marks - kept)))


def roles(prompt: str, tokens: Sequence[Token], language: str, locked: Collection[int] = ()) -> dict[int, Role]:
    """What each word does in its clause: by word index, every word of the prompt."""
    return {part.word: part.role for parts in _parsed(prompt, tokens, language, frozenset(locked)) for part in parts}


def _parsed(prompt: str, tokens: Sequence[Token], language: str, locked: frozenset[int]) -> list[list[Part]]:
    lists = ROLES.get(language.partition("-")[0], {})
    return [_parts(clause, lists, locked) for clause in clauses(prompt, tokens)]


def _parts(clause: Clause, lists: dict[str, Role], locked: frozenset[int]) -> list[Part]:
    following = [lists.get(spelled.folded) for spelled in clause[1:]] + [None]
    return [
        Part(spelled.word, spelled.folded, _role(spelled, after, lists, locked))
        for spelled, after in zip(clause, following, strict=True)
    ]


def _role(spelled: Spelled, after: Role | None, lists: dict[str, Role], locked: frozenset[int]) -> Role:
    if spelled.locked or spelled.word in locked:
        return Role.LOCKED
    if not lists or spelled.quoted:  # text in the image is judged word by word
        return Role.CONTENT
    if spelled.folded in PLACES_BEFORE_OF and after is Role.OF:
        return Role.RELATION
    # One to three digits are a count; four are a year.
    if spelled.folded.isdecimal() and len(spelled.folded) <= 3:
        return Role.DETERMINER
    return lists.get(spelled.folded, Role.CONTENT)


def _clause_strikes(parts: list[Part], marks: frozenset[int]) -> set[int]:
    judged = {part.word for part in parts if part.role in JUDGED}
    struck = judged & marks
    core = {part.word for part in parts if part.role is Role.CONTENT} or judged
    if core and core <= struck:
        return {part.word for part in parts if part.role is not Role.LOCKED}
    attached = (at for at, part in enumerate(parts) if part.role in ATTACHED)
    return struck | {parts[at].word for at in attached if _follows(parts, at, struck)}


def _follows(parts: list[Part], at: int, struck: set[int]) -> bool:
    """Whether the attached word goes with the strikes: one of its phrases is there, and wholly struck."""
    return any(phrase and phrase <= struck for phrase in _phrases(parts, at))


def _phrases(parts: list[Part], at: int) -> list[set[int]]:
    """The phrases that the attached word hangs on; each by itself takes it along."""
    match parts[at].role:
        case Role.MODIFYING:
            return [_modifier_before(parts, at)]
        case Role.TRAILING:
            return [_word_before(parts, at)]
        case Role.JOINING:
            return [_word_before(parts, at), _judged_words(parts[at + 1 : at + REACH])]
        case Role.OF if at and parts[at - 1].role is Role.RELATION and parts[at - 1].text in PLACES_BEFORE_OF:
            return [{parts[at - 1].word}, _introduced(parts, at)]
        case Role.CONJUNCTION if _joins_modifiers(parts, at):
            return [{parts[at + 1].word}]
        case _:
            return [_introduced(parts, at)]


def _introduced(parts: list[Part], at: int) -> set[int]:
    """The judged words of the phrase after an article, conjunction, "of" or "with"; none if a locked word leads it."""
    phrase: set[int] = set()
    for position in range(at + 1, min(at + REACH, len(parts))):
        part = parts[position]
        if phrase and _ends(parts, position, at):
            break
        if part.role is Role.LOCKED:
            return set()
        if part.role in JUDGED:
            phrase.add(part.word)
    return phrase


def _ends(parts: list[Part], position: int, opener: int) -> bool:
    """Whether a phrase opened at `opener`, with a word in it already, ends before `position`."""
    match parts[position].role:
        case Role.RELATION | Role.LOCKED | Role.OF | Role.WITH:
            return True
        case Role.ARTICLE:
            return parts[opener].role is Role.ARTICLE
        case Role.CONJUNCTION:
            return not _goes_on(parts, position, opener)
        case _:
            return False


def _goes_on(parts: list[Part], conjunction: int, opener: int) -> bool:
    """
    Whether the phrase takes in what the conjunction adds.

    "a black | and white cat" and "with blue eyes | and long hair" go on, "a cat | and a dog" does not. "Of" goes on
    when both sides begin alike: "of a king | and a queen", but not "of water | and a book".
    """
    after = parts[conjunction + 1].role if conjunction + 1 < len(parts) else None
    match parts[opener].role:
        case Role.ARTICLE:
            return after in {Role.CONTENT, Role.DEGREE}
        case Role.WITH:
            return after is not Role.RELATION
        case Role.OF:
            begins_alike = parts[opener + 1].role in {Role.ARTICLE, Role.DETERMINER}
            return after in {Role.CONTENT, Role.DEGREE} or (begins_alike and after in {Role.ARTICLE, Role.DETERMINER})
        case _:
            return False


def _joins_modifiers(parts: list[Part], at: int) -> bool:
    around = parts[at - 1 : at] + parts[at + 1 : at + 2]
    return len(around) == 2 and all(part.role is Role.CONTENT and part.text in MODIFIERS for part in around)


def _modifier_before(parts: list[Part], at: int) -> set[int]:
    """The content words right before 的, back to the last word of another kind."""
    phrase: set[int] = set()
    for part in reversed(parts[max(0, at - REACH) : at]):
        if part.role not in {Role.CONTENT, Role.DEGREE}:
            break
        phrase.add(part.word)
    return phrase or _word_before(parts, at)


def _word_before(parts: list[Part], at: int) -> set[int]:
    """The judged word that a particle stands after, other particles between them or not; none if it is locked."""
    for part in reversed(parts[max(0, at - REACH) : at]):
        if part.role in JUDGED:
            return {part.word}
        if part.role not in {Role.MODIFYING, Role.TRAILING, Role.JOINING}:
            break
    return set()


def _judged_words(parts: list[Part]) -> set[int]:
    return {part.word for part in parts if part.role in JUDGED}

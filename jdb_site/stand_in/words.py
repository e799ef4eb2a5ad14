"""The words of a prompt by category: pieces of it, literally, each in one of style, content, atmosphere, other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .foldings import folded
from .lexicons import BOOSTERS, OF_ATMOSPHERE, OF_STYLE, STOP_WORDS

CATEGORIES = ("style", "content", "atmosphere", "other")
VALUE = r"[ \t]+[^\s,–—-][^\s,]*"
PARAMETER = re.compile(
    r"(?<![\w–—-])(?:"
    rf"(?:[-–—]{{2,}}|—)(?:(?:hd|tile|test\w*|uplight|video|creative|beta)\b|\w+(?:{VALUE})?)"
    rf"|-(?:ar|aspect|v|s|q|c|iw|no|seed|stylize){VALUE})"
    r"|::\s*-?[\d.]+",
    re.IGNORECASE,
)
LINK = re.compile(
    r"\S*://\S*|\S*www\.\S*|\S+@\S+\.\S+|\S*\w\.(?:com|org|net|io|jpg|jpeg|png|webp|gif)\b\S*", re.IGNORECASE
)
ABBREVIATED = r"(?<!\b\w)(?<!\bSt)(?<!\bst)(?<!\bMr)(?<!\bDr)(?<!\bMrs)"  # what a full stop ends no clause after
SEPARATOR = re.compile(
    r"(?<!\d),|,(?!\d)|[;!?()\[\]{}<>|\"“”„«»「」『』【】、。，；：！？（）・…\n\r\t]+"
    rf"|(?:\.\.+|{ABBREVIATED}\.|:)(?=\s|$)|(?<=\s)[-–—/&+*~]+(?=\s|$)"
)
TOKEN = re.compile(r"\S+")
LONGEST = 4  # tokens of an entry of the lexicon
PIECE = 5  # tokens of a piece of content
PHRASE = 24  # tokens of a phrase of the caption
WORDLIKE = re.compile(r"\w")
NAME = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Token:
    """A run without white space: where it lies, and how it is looked up."""

    start: int
    end: int
    text: str


@dataclass
class Sorted:
    """The words by category, and the phrases that content stands in."""

    words: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in CATEGORIES})
    phrases: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def add(self, category: str, piece: str) -> None:
        """Keep a piece, once, in the first category that it came in."""
        key = folded(piece)
        if key and key not in self.seen:
            self.seen.add(key)
            self.words[category].append(piece)


def sort(prompt: str) -> Sorted:
    """Every word of the prompt that says something, in its category."""
    found = Sorted()
    clean = prompt
    for pattern in (LINK, PARAMETER):
        for match in pattern.finditer(clean):
            found.add("other", match[0].strip())
        clean = pattern.sub(lambda match: "\n" * len(match[0]), clean)  # a separator, at the same places
    for clause in clauses(clean):
        sort_clause(prompt, clause, found)
    return found


def clauses(text: str) -> Iterator[list[Token]]:
    """The tokens between two separators, for every such run."""
    start = 0
    for match in [*SEPARATOR.finditer(text), None]:
        end = match.start() if match else len(text)
        tokens = [
            Token(start + found.start(), start + found.end(), found[0].casefold().strip(".'’‘`*_"))
            for found in TOKEN.finditer(text[start:end])
            if WORDLIKE.search(found[0]) or not found[0].isascii()
        ]
        if tokens:
            yield tokens
        start = match.end() if match else end


def sort_clause(prompt: str, tokens: list[Token], found: Sorted) -> None:
    """Known runs go where the lexicon says, names after "by" are styles, and the rest is content."""
    rest: list[Token] = []
    place, named = 0, 0  # where we are, where the last artist's name ended
    while place < len(tokens):
        category, length = known(tokens, place)
        if not length and (length := artist(prompt, tokens, place, named)):
            category, named = "style", place + length
        if not length:
            rest.append(tokens[place])
            place += 1
            continue
        keep_rest(prompt, rest, found)
        rest = []
        found.add(category, piece(prompt, tokens[place : place + length]))
        place += length
    keep_rest(prompt, rest, found)


def known(tokens: list[Token], place: int) -> tuple[str, int]:
    """The category and the length of the longest run from here that the lexicon knows."""
    for length in range(min(LONGEST, len(tokens) - place), 0, -1):
        text = " ".join(token.text for token in tokens[place : place + length])
        if text in BOOSTERS:
            return "other", length
        if text in OF_STYLE:
            return "style", length + called_style(tokens, place + length)
        if text in OF_ATMOSPHERE:
            return "atmosphere", length
    if tokens[place].text.endswith(("-style", "-styled")):
        return "style", 1
    return ("style", 2) if tokens[place].text not in STOP_WORDS and called_style(tokens, place + 1) else ("", 0)


def called_style(tokens: list[Token], place: int) -> bool:
    """Whether the word "style" stands there, and speaks of what stands before it."""
    following = [token.text for token in tokens[place : place + 2]]
    return following[:1] == ["style"] and following[1:] != ["of"]


def artist(prompt: str, tokens: list[Token], place: int, after: int) -> int:
    """How many tokens of a name follow "by", "style of", or a name and "and": with capitals, or a short rest."""
    before = [token.text for token in tokens[max(0, place - 2) : place]]
    of_style = before == ["style", "of"]
    follows = before[-1:] == ["by"] or of_style or (before[-1:] == ["and"] and after == place - 1 > 0)
    if not follows or tokens[place].text in STOP_WORDS:
        return 0
    named = 0
    for token in tokens[place : place + LONGEST]:
        if not prompt[token.start].isupper():
            break
        named += 1
    rest = len(tokens) - place
    short = rest <= 3 and not any(token.text in STOP_WORDS for token in tokens[place:])
    return named or (rest if short and NAME.match(tokens[place].text) else 0)


def keep_rest(prompt: str, rest: list[Token], found: Sorted) -> None:
    """Content: pieces between small words; and the phrase whole, for the caption."""
    run: list[Token] = []
    for token in [*rest, None]:
        if token is not None and token.text not in STOP_WORDS:
            run.append(token)
            continue
        for start in range(0, len(run), PIECE):
            found.add("content", piece(prompt, run[start : start + PIECE]))
        run = []
    if phrase := trim(rest[:PHRASE]):
        found.phrases.append(" ".join(piece(prompt, phrase).split()))


def trim(tokens: list[Token]) -> list[Token]:
    """Without the small words at the end, and those at the beginning but for an article."""
    while tokens and tokens[-1].text in STOP_WORDS:
        tokens = tokens[:-1]
    while tokens and tokens[0].text in STOP_WORDS:
        if tokens[0].text in {"a", "an", "the"} and len(tokens) > 1 and tokens[1].text not in STOP_WORDS:
            break
        tokens = tokens[1:]
    return tokens


def piece(prompt: str, tokens: list[Token]) -> str:
    """The text of a run, as it stands in the prompt."""
    return prompt[tokens[0].start : tokens[-1].end]

"""Pieces: one pass over a prompt that cuts it into words, signs, parameters and links, each with its kind."""

import re
from collections import Counter

from dataset.rules.abbreviations import split_knot
from dataset.rules.characters import (
    APOSTROPHE,
    BAR,
    CLOSING,
    COLON,
    COMMA,
    DASH,
    EM_DASH,
    EMOJI,
    EMOJI_BY_SELECTOR,
    EXTENDER,
    FLAG_LETTER,
    HAN,
    HYPHEN,
    JOINER,
    KANA,
    NOT_WORD,
    OPENING,
    QUOTE,
    SEMICOLON,
    SENTENCE,
    SLASH,
    SOUTH_EAST,
)
from dataset.rules.parameters import parameter_at
from dataset.rules.segmentation import is_japanese, segment
from dataset.rules.tokens import Kind

# A token before its clause is known: start, end, kind, and whether the next piece begins another clause.
Piece = tuple[int, int, Kind, bool]

_SCRIPTS = HAN + KANA + SOUTH_EAST
_LATIN = "A-Za-z0-9\u00c0-\u024f"
_W = rf"[^\s{NOT_WORD}{_SCRIPTS}{EMOJI}{FLAG_LETTER}]"
_NUMBER = r"(?:\d++(?:\.\d++)?+|\.\d++)(?![A-Za-z0-9_])"
_JOINT = rf"[{HYPHEN}{APOSTROPHE}./]|(?<=\d)(?:–|,(?=\d{{3}}(?!\d))|:(?=\d)(?!\d*+\.\d++[)\]}}>]))"  # 6–9, 1,000, 3:2
_CLUSTER = rf"(?:[{EMOJI}]|[{EMOJI_BY_SELECTOR}]\ufe0f)[{EXTENDER}]*+"

# Every quantifier that could give back what it took is possessive, so that no text takes more than linear time.
_SCAN = re.compile(
    rf"""\s*+(?:
      (?P<plain>[A-Za-z0-9]++(?:[-'][A-Za-z0-9]++)*+(?=\s|\Z|,(?!\d)))
    | (?P<separator>[{COMMA}{SEMICOLON}{BAR}])
    | (?P<url><(?i:https?)://[^\s<>]++>|(?i:https?)://[!\#-;=?-\[\]_a-z~]++)
    | (?P<emoji>[{FLAG_LETTER}]{{2}}|[0-9\#*]\ufe0f?\u20e3|{_CLUSTER}(?:{JOINER}{_CLUSTER})*+)
    | (?P<run>[{_LATIN}]*+[{_SCRIPTS}][{_SCRIPTS}{_LATIN}{EXTENDER}\u200b-\u200d]*+)
    | (?P<word>(?:\.(?=\d))?+{_W}++(?:(?:{_JOINT}){_W}++)*+)
    | (?P<clipped>['’](?:n['’]|\d0s)(?![A-Za-z0-9]))
    | (?P<sentence>[{SENTENCE}]++)
    | (?P<weight>::(?:[+-]?{_NUMBER})?+)
    | (?P<glue>:{_NUMBER}(?=[)\]}}>])|[{SLASH}]++)
    | (?P<dash>[{DASH}]++)
    | (?P<colon>[{COLON}])
    | (?P<quote>[{QUOTE}])
    | (?P<open>[{OPENING}])
    | (?P<close>[{CLOSING}])
    | (?P<sign>(?P<_repeated>[^\s])(?P=_repeated)*+)
    )""",
    re.VERBOSE,
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_SIMPLE = {
    "plain": (Kind.WORD, False),
    "separator": (Kind.SEPARATOR, True),
    "emoji": (Kind.WORD, False),
    "clipped": (Kind.WORD, False),
    "sentence": (Kind.SEPARATOR, True),
    "weight": (Kind.WEIGHT, True),
    "glue": (Kind.GLUE, False),
    "colon": (Kind.SEPARATOR, False),
    "open": (Kind.OPEN, False),
    "close": (Kind.CLOSE, False),
    "sign": (Kind.GLUE, False),
}


def pieces_of(prompt: str) -> list[Piece]:
    """The pieces of a prompt, in order and without overlap; what lies between them is white space."""
    return _Scanner(prompt).pieces


class _Scanner:
    """One left-to-right pass; holds what a piece needs to know of those before it."""

    def __init__(self, prompt: str) -> None:
        self.prompt = prompt
        self.pieces: list[Piece] = []
        self.runs: list[int] = []  # which pieces are runs of words without spaces, to be cut
        self.quotes: Counter[str] = Counter()
        self.n_urls = 0
        self._scan()

    def _scan(self) -> None:
        match, prompt, pieces, at = _SCAN.match, self.prompt, self.pieces, 0
        while found := match(prompt, at):
            group = found.lastgroup or ""
            start, end = found.span(group)
            if simple := _SIMPLE.get(group):
                pieces.append((start, end, *simple))
            else:
                end = self._add(group, start, end)
            at = end
        if self.runs:
            self._cut_runs()

    def _cut_runs(self) -> None:
        prompt, whole, since = self.prompt, self.pieces, 0
        self.pieces = pieces = list[Piece]()
        runs = [prompt[slice(*whole[number][:2])] for number in self.runs]
        for number, run, words in zip(self.runs, runs, segment(runs, japanese=is_japanese(prompt)), strict=True):
            pieces += whole[since:number]
            since, end, only_words = number + 1, whole[number][0], run.isalnum()
            for word in words:
                start, end = end, end + len(word)
                pieces.append((start, end, Kind.WORD if only_words else _word_kind(word), False))
        pieces += whole[since:]

    def _add(self, group: str, start: int, end: int) -> int:
        """Add the pieces of a match that needs a closer look; where the last one ends."""
        if group == "run":
            self.runs.append(len(self.pieces))
            return self._put(start, end, Kind.WORD)
        if group == "word":
            return self._add_word(start, end)
        if group == "dash":
            return self._add_dash(start, end)
        if group == "url":
            return self._add_url(start, end)
        return self._put(start, end, self._quote_kind(start))

    def _put(self, start: int, end: int, kind: Kind, *, ends_clause: bool = False) -> int:
        self.pieces.append((start, end, kind, ends_clause))
        return end

    def _add_word(self, start: int, end: int) -> int:
        text, following = self.prompt[start:end], self.prompt[end : end + 1]
        if following in APOSTROPHE and following and text[-1] in "sS" and not self._quoted(following):
            return self._put(start, end + 1, Kind.WORD)
        if "." not in text and "/" not in text and following not in {".", "/"}:
            return self._put(start, end, _word_kind(text))
        for part, kind in split_knot(text, self.prompt[end : end + 32], after_number=self._after_number(start)):
            kept = _word_kind(part) if kind is Kind.WORD else kind
            start = self._put(start, start + len(part), kept, ends_clause=kind is Kind.SEPARATOR)
        return start

    def _after_number(self, start: int) -> bool:
        """Whether the word before is a number, as in `3 d. render`: then the dot is a full stop."""
        return bool(self.pieces) and self.prompt[self.pieces[-1][0] : start].rstrip().isdigit()

    def _add_dash(self, start: int, end: int) -> int:
        prompt = self.prompt
        if end - start <= 3 and (parameter := parameter_at(prompt, start)):
            return self._put(start, parameter.end, Kind.PARAMETER, ends_clause=True)
        before = start == 0 or prompt[start - 1].isspace()
        after = end == len(prompt) or prompt[end].isspace()
        if end - start == 1 and self._is_joint(start, before=before, after=after):
            return self._put(start, end, Kind.GLUE)
        return self._put(start, end, Kind.SEPARATOR, ends_clause=True)

    def _is_joint(self, at: int, *, before: bool, after: bool) -> bool:
        """Whether a single dash, with white space before or after it, belongs to a word or opens a line."""
        if before and after:
            since = self.pieces[-1][1] if self.pieces else 0
            return at == 0 or not self.pieces or "\n" in self.prompt[since:at]
        dash = self.prompt[at]
        return dash in HYPHEN or (dash not in EM_DASH and not before and not after)

    def _add_url(self, start: int, end: int) -> int:
        if self.prompt[start] != "<":
            end = start + len(self.prompt[start:end].rstrip(",.;:!?)]'"))
        if self.n_urls == len(self.pieces) and self.prompt.startswith(",", end):
            end += 1  # the comma after a leading link is the link's
        self.n_urls += 1
        return self._put(start, end, Kind.URL, ends_clause=True)

    def _quoted(self, mark: str) -> bool:
        return self.quotes[mark] % 2 == 1

    def _quote_kind(self, start: int) -> Kind:
        """Quotes open and close by turns; a sign after a number is inches or minutes, one before a space is loose."""
        mark = self.prompt[start]
        if not self._quoted(mark):
            loose = mark == "'" and self.prompt[start + 1 : start + 2].strip() == ""
            if loose or (start > 0 and self.prompt[start - 1].isdigit()):
                return Kind.GLUE
        self.quotes[mark] += 1
        return Kind.OPEN if self._quoted(mark) else Kind.CLOSE


def _word_kind(text: str) -> Kind:
    """A word needs a letter or a digit; `&` stands for one."""
    return Kind.WORD if text.isalnum() or text == "&" or _LETTER_OR_DIGIT.search(text) else Kind.GLUE

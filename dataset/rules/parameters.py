"""Parameters: the arguments of a Midjourney prompt (`--ar 3:2`), their spellings and the values that they take."""

import re
from dataclasses import dataclass
from enum import Enum

from dataset.rules.characters import DASH, EM_DASH, EN_DASH, HYPHEN


class Takes(Enum):
    NOTHING = "nothing"
    NUMBER = "number"
    RATIO = "ratio"
    STYLE = "style"
    CODE = "code"
    REFERENCES = "references"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: its canonical name, its value as written (empty for none), and where it ends in the prompt."""

    name: str
    value: str
    end: int


_VALUED = {
    Takes.RATIO: {"ar": "ar aspect"},
    Takes.NUMBER: {
        "v": "v version",
        "niji": "niji",
        "quality": "q quality",
        "stylize": "s stylize",
        "chaos": "c chaos",
        "weird": "weird",
        "seed": "seed",
        "sameseed": "sameseed",
        "stop": "stop",
        "repeat": "r repeat",
        "iw": "iw",
        "sw": "sw",
        "cw": "cw",
        "ow": "ow",
        "exp": "exp",
        "width": "w width",
        "height": "h height",
    },
    Takes.STYLE: {"style": "style"},
    Takes.CODE: {"personalize": "p personalize", "profile": "profile"},
    Takes.REFERENCES: {"sref": "sref", "cref": "cref", "oref": "oref"},
    Takes.REST: {"no": "no"},
}
_FLAGS = "tile hd test testp creative uplight upbeta upanime beta video fast relax turbo stealth public raw draft"

# spelling → (canonical name, what it takes)
KNOWN: dict[str, tuple[str, Takes]] = {
    spelling: (name, takes)
    for takes, names in _VALUED.items()
    for name, spellings in names.items()
    for spelling in spellings.split()
} | {flag: (flag, Takes.NOTHING) for flag in _FLAGS.split()}

_SPACE = r"[^\S\r\n]"
_NUMBER = r"[+-]?(?:\d++(?:\.\d++)?+|\.\d++)%?+(?![A-Za-z0-9_])"
_RATIO = rf"\d++(?:\.\d++)?+(?:{_SPACE}?+[:x×/：]{_SPACE}?+\d++(?:\.\d++)?+)?+(?![A-Za-z0-9_])"
_REFERENCE = r"(?:<?https?://[^\s<>,，]++>?|\d++|random)(?:::\d++(?:\.\d++)?+)?+(?![A-Za-z0-9_])"
_GLUED = rf"(?:{_SPACE}*+[:=]{_SPACE}*+|{_SPACE}++|(?<=[A-Za-z])(?=[\d.]))"
_SPACED = rf"{_SPACE}++"
_VALUES = {
    Takes.NUMBER: re.compile(_GLUED + f"(?P<value>{_NUMBER})"),
    Takes.RATIO: re.compile(_GLUED + f"(?P<value>{_RATIO})"),
    Takes.STYLE: re.compile(rf"{_SPACED}(?P<value>[A-Za-z0-9][A-Za-z0-9_-]*+)"),
    Takes.CODE: re.compile(rf"{_SPACED}(?P<value>(?=[a-z]*+\d)[a-z0-9]{{5,}}+)(?![A-Za-z0-9_])"),
    Takes.REFERENCES: re.compile(rf"{_SPACED}(?P<value>{_REFERENCE}(?:{_SPACED}{_REFERENCE})*+)", re.IGNORECASE),
}
_UNKNOWN_VALUE = re.compile(rf"{_SPACED}(?P<value>{_RATIO}|{_NUMBER})")
_KNOWN_STYLE = re.compile(
    r"(?:raw|cute|scenic|expressive|original|4[abc]|random(?:-\d+)?|(?=\D{0,16}\d)[\w-]{5,})\Z", re.IGNORECASE
)

_HEAD = re.compile(rf"(?P<dashes>[{DASH}]{{1,3}}+)(?P<name>[A-Za-z]++(?:[-_][A-Za-z]++)*+)(?![^\W\d])")
_STOP = re.compile(rf"[{DASH}]++|[\r\n]")
_SINGLE = re.compile(f"[{HYPHEN}]\\Z")
_LONG = re.compile(f"[{EN_DASH}{EM_DASH}]\\Z")


def parameter_at(prompt: str, start: int) -> Parameter | None:
    """
    The parameter that begins at `start`, or None when the dash there is only a dash.

    Two hyphens make a parameter of any name when a space or nothing stands before them. A long dash, a single hyphen
    and dashes glued to a word are also what prose is written with: there the name must be known, and its value too.
    """
    head = _HEAD.match(prompt, start)
    if head is None:
        return None
    spelling = head["name"].lower()
    name, takes = KNOWN.get(spelling, (spelling, None))
    if not _allowed(prompt, head, takes):
        return None
    if takes is Takes.REST:
        end = _end_of_rest(prompt, head.end())
        return Parameter(name, prompt[head.end() : end].strip(" :=\t"), end)
    if takes is Takes.NOTHING:
        return Parameter(name, "", head.end())
    value = (_VALUES[takes] if takes else _UNKNOWN_VALUE).match(prompt, head.end())
    return Parameter(name, value["value"], value.end()) if value else Parameter(name, "", head.end())


def _allowed(prompt: str, head: re.Match[str], takes: Takes | None) -> bool:
    """Whether these dashes, at this place, may open a parameter that takes this."""
    glued = head.start() > 0 and not prompt[head.start() - 1].isspace()
    dashes = head["dashes"]
    if takes is None:
        return dashes == "--" and not glued
    if _SINGLE.match(dashes):
        return not glued and takes in {Takes.NUMBER, Takes.RATIO, Takes.STYLE} and _has_known_value(prompt, head, takes)
    if not _LONG.match(dashes):
        return True
    if takes in {Takes.NOTHING, Takes.REST}:
        return not glued
    return _has_known_value(prompt, head, takes)


def _has_known_value(prompt: str, head: re.Match[str], takes: Takes) -> bool:
    value = _VALUES[takes].match(prompt, head.end())
    if value is None:
        return head["name"].lower() == "niji"
    return takes is not Takes.STYLE or _KNOWN_STYLE.match(value["value"]) is not None


def _end_of_rest(prompt: str, start: int) -> int:
    """Where the list of a `--no` ends: at the next parameter or the end of the line, less trailing spaces."""
    end = len(prompt)
    for stop in _STOP.finditer(prompt, start):
        if _SINGLE.match(stop[0]) and not prompt[stop.start() - 1].isspace():
            continue  # a hyphen within a word: nothing opens there, and to read on from each would take the square
        head = _HEAD.match(prompt, stop.start())
        opens = head and _allowed(prompt, head, KNOWN.get(head["name"].lower(), ("", None))[1])
        if opens or stop[0] in "\r\n":
            end = stop.start()
            break
    while end > start and prompt[end - 1].isspace():
        end -= 1
    return end

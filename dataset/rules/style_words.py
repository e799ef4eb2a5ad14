"""Style words as models and people wrote them, brought to one form each; what they come to is counted by prompts."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LONGEST = 200  # characters: what is longer is a sentence, and no style

_MAKER = r"art|artwork|comic|concept art|design|drawing|film|illustration|painting|photo|photograph|photography|picture"
_DONE = r"created|designed|directed|drawn|illustrated|inspired|made|painted|photographed|rendered|shot"
_WRAPPER = re.compile(
    rf"(?:(?:(?:{_MAKER}|{_DONE})\s+)?by|(?:in\s+)?(?:the\s+)?(?:art\s+)?style\s+of|(?:in\s+)?the\s+manner\s+of)\s+(?=\S)"
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A word in one form; `wrapped` where it stood in "by …" or "in the style of …", as artists do."""

    text: str
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A style: its one form, the forms that it was met in, and in how many prompts."""

    text: str
    is_artist: bool
    n_prompts: int
    variants: tuple[str, ...]


def fold(raw: str) -> Folded:
    """NFKC, case folded, white space folded, without punctuation round it, out of its wrapper."""
    text = trimmed(_SPACE.sub(" ", unicodedata.normalize("NFKC", raw).casefold()))
    found = _WRAPPER.match(text)
    return Folded(text) if found is None else Folded(trimmed(text[found.end() :]), wrapped=True)


def trimmed(text: str) -> str:
    """Without anything at its ends that is no letter, mark or number."""
    first, last = 0, len(text)
    while first < last and unicodedata.category(text[first])[0] not in "LMN":
        first += 1
    while last > first and unicodedata.category(text[last - 1])[0] not in "LMN":
        last -= 1
    return text[first:last]


def singular(text: str) -> str:
    """The last word out of its English plural, roughly."""
    if text.endswith("ies") and len(text) > 4:
        return f"{text[:-3]}y"
    if text.endswith(("sses", "shes", "ches", "xes")):
        return text[:-2]
    if text.endswith("s") and len(text) > 3 and not text.endswith(("ss", "us", "is")):
        return text[:-1]
    return text


def canonical(raws: Iterable[str]) -> dict[str, Folded]:
    """
    What each raw word comes to; one without a letter or number, or too long, comes to nothing and is left out.

    A plural becomes its singular only where the singular was met as well, so that "lens" stays.
    """
    folded = {raw: fold(raw) for raw in raws}
    met = {one.text for one in folded.values()}
    found = {}
    for raw, one in folded.items():
        if one.text and len(one.text) <= LONGEST:
            single = singular(one.text)
            found[raw] = Folded(single if single in met else one.text, one.wrapped)
    return found


def count(prompts: Iterable[Iterable[str]], forms: Mapping[str, Folded]) -> list[Word]:
    """
    The styles of these prompts, sorted by text: each counts once a prompt, however often and in whatever form.

    An artist is what stands in a wrapper in half of its prompts or more.
    """
    n, wrapped = Counter[str](), Counter[str]()
    variants: dict[str, set[str]] = {}
    for words in prompts:
        said: dict[str, bool] = {}
        for raw in words:
            if (one := forms.get(raw)) is not None:
                said[one.text] = said.get(one.text, False) or one.wrapped
                variants.setdefault(one.text, set()).add(raw)
        n.update(said.keys())
        wrapped.update(text for text, is_wrapped in said.items() if is_wrapped)
    return [Word(text, 2 * wrapped[text] >= n[text], n[text], tuple(sorted(variants[text]))) for text in sorted(n)]

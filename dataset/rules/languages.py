"""Languages: what a prompt is written in, by its script first, by a pinned detector where languages share one."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from dataset.rules.characters import HAN, KANA
from dataset.rules.segmentation import is_japanese

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

DETECTOR_VERSION = f"1-py3langid{version('py3langid')}"

UNDETERMINED = "und"


@dataclass(frozen=True, slots=True)
class Detected:
    """An ISO 639-1 code, `und` where nothing can be read, and a confidence from 0 to 1."""

    language: str
    confidence: float


# What prompts are written in, by script. The first language is that of most prompts, and weighs more by so much:
# a list of names and borrowed words looks like many languages.
_SHARED = {
    "latin": (40.0, "en de fr es pt it nl pl tr vi id sv cs ro hu fi da no"),
    "cyrillic": (5.0, "ru uk bg sr be mk kk"),
    "arabic": (3.0, "ar fa ur"),
}
_SETS = {
    "latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "cyrillic": "\u0400-\u052f",
    "arabic": "\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "zh": HAN,
    "ja": KANA,
    "ko": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "th": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "lo": "\u0e81-\u0edf",
    "km": "\u1780-\u17b3",
    "my": "\u1000-\u103f",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u05d0-\u05ea",
    "hi": "\u0904-\u0939\u0958-\u0961",
    "bn": "\u0985-\u09b9",
    "ta": "\u0b85-\u0bb9",
    "te": "\u0c05-\u0c39",
    "ka": "\u10d0-\u10ff",
    "hy": "\u0531-\u0587",
}
_LETTERS = {script: re.compile(f"[{letters}]") for script, letters in _SETS.items()}
# Links and arguments are in no language, and quoted words need not be in that of the prompt.
_ASIDE = re.compile(r"https?://\S+|(?:--|—)[A-Za-z]+(?:\s+[\d:.]+)?", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"\n]{1,80}\"|“[^”\n]{1,80}”|「[^」\n]{1,80}」")
_READ = 4000  # characters: more of them change no answer
_ENOUGH = 8  # letters of another script, after which a reader of English is lost


def detect(text: str) -> Detected:
    """
    The language of a prompt; the same answer for the same text under one `DETECTOR_VERSION`.

    A prompt that mixes Latin with another script is in the other script's language as soon as a reader needs it.
    """
    written = _ASIDE.sub(" ", text[:_READ])
    spoken = _QUOTED.sub(" ", written)
    counts = _counts(spoken) or _counts(written)
    if not counts:
        return Detected(UNDETERMINED, 0.0)
    script = _dominant(counts)
    share = counts[script] / sum(counts.values())
    if script in _SHARED:
        language, confidence = _within(script, spoken if script in _counts(spoken) else written)
        return Detected(language, round(confidence * max(share, 0.5), 2))
    return Detected(script, round(max(share, 0.5), 2))


def _counts(text: str) -> dict[str, int]:
    """The letters of each script; Han counts as Japanese where there is kana enough."""
    if text.isascii():
        n_latin = len(_LETTERS["latin"].findall(text))
        return {"latin": n_latin} if n_latin else {}
    counts = {script: len(letters.findall(text)) for script, letters in _LETTERS.items()}
    if is_japanese(text):
        counts["ja"] += counts.pop("zh")
    return {script: count for script, count in counts.items() if count}


def _dominant(counts: dict[str, int]) -> str:
    """The script with the most letters; Latin gives way to one that has enough of its own."""
    others = {script: count for script, count in counts.items() if script != "latin"}
    if not others:
        return "latin"
    script = max(others, key=lambda name: others[name])
    return script if others[script] >= min(_ENOUGH, counts.get("latin", 0)) else "latin"


def _within(script: str, text: str) -> tuple[str, float]:
    """The most probable of the languages that share a script, and its probability."""
    weight, languages = _SHARED[script]
    first, *others = languages.split()
    ranked = dict(_detector().rank(text))
    scores = {first: ranked[first] * weight} | {language: ranked[language] for language in others}
    best = max(scores, key=lambda language: scores[language])
    return best, scores[best] / sum(scores.values())


@cache
def _detector() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (numpy and a model: half a second)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

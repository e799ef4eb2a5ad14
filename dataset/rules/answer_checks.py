"""The rules that an answer on a prompt must keep, each with its code (`answers.Code`)."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from random import Random

from dataset.rules.answers import GROUPS, Checked, Code, Said
from dataset.rules.content_words import ENGLISH_FUNCTION_WORDS
from dataset.rules.image_texts import Question
from dataset.rules.mentions import mentions
from dataset.rules.phrases import Span, flat, spans, words_of

LEAST_COVERAGE = 0.5
CAPTION_WORDS = range(3, 61)
N_OPTIONS = 4

_SENTENCE_END = re.compile(r"[.!?](?=\s+[^\W\d_])|[。！？](?=.)")
_NOT_IN_A_CAPTION = re.compile(r"(?:--|—)[a-z]+\b|https?://|www\.|[{}]|<[^>]*>|\[[A-Z_ ]+\]", re.IGNORECASE)
_EVASIVE = re.compile(r"\b(?:all|none|both|neither) of (?:the|these|them|those)\b", re.IGNORECASE)
_HIJACKED = re.compile(
    r"\bas an? (?:ai|language model)\b|\bi(?:'m| am) (?:sorry|unable)\b|\bi (?:cannot|can't) (?:help|assist|comply)\b"
    r"|\bsystem prompt\b|\bprevious instructions\b|\bignore (?:all|the|previous)\b|https?://",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """
    What was asked about: a text, its language, the stems of words that were struck from it, and the words by kind that
    are known already, where the answer does not bring them.
    """

    text: str
    language: str = ""
    lost: Collection[str] = ()
    words: dict[str, list[str]] | None = None


def check(checked: Checked, subject: Subject, seed: bytes) -> Checked:
    """
    Hold an answer against the rules, mend what can be mended here, and shuffle the options.

    :param seed: of the order of options; models favour some letters
    """
    said = checked.said
    if said.words is not None:
        _check_words(checked, said.words, subject)
    if said.caption is not None:
        _check_caption(checked, said.caption, subject)
    if said.questions is not None:
        words = subject.words if said.words is None else said.words
        _check_questions(checked, said.questions, subject, has_style=bool(words and words.get("style")))
    if any(_HIJACKED.search(text) and not _HIJACKED.search(subject.text) for text in texts(said)):
        checked.fail(Code.HIJACKED)
    if said.questions is not None and not checked.failures:
        said.questions = shuffled(said.questions, seed)
    return checked


def texts(said: Said) -> Iterable[str]:
    """Every text of an answer."""
    yield from (word for group in (said.words or {}).values() for word in group)
    if said.caption:
        yield said.caption
    for question in said.questions or ():
        yield question.text
        yield from question.options


def _check_words(checked: Checked, words: dict[str, list[str]], subject: Subject) -> None:
    """Drop what does not stand in the prompt, and what stands in a group already; then see how much is covered."""
    prompt = words_of(subject.text)
    taken: set[int] = set()
    for group in GROUPS:
        kept = []
        for phrase in dict.fromkeys(words[group]):
            places = spans(phrase, prompt)
            if not places:
                checked.mend(Code.SPAN)
            elif (place := _free(places, taken)) is None:
                checked.mend(Code.COVERAGE)
            else:
                taken.update(place.within())
                kept.append(phrase)
        words[group] = kept
    counted = {index for index, word in enumerate(prompt) if word not in ENGLISH_FUNCTION_WORDS}
    if counted and len(counted & taken) < LEAST_COVERAGE * len(counted):
        checked.fail(Code.COVERAGE)


def _free(places: list[Span], taken: Collection[int]) -> Span | None:
    return next((place for place in places if not any(index in taken for index in place.within())), None)


def _check_caption(checked: Checked, caption: str, subject: Subject) -> None:
    sentences = len(_SENTENCE_END.findall(caption)) + 1
    if sentences > 1 or len(words_of(caption)) not in CAPTION_WORDS or _NOT_IN_A_CAPTION.search(caption):
        checked.fail(Code.CAPTION)
    if mentions(caption, subject.lost, subject.language):
        checked.fail(Code.STRUCK)


def _check_questions(checked: Checked, questions: list[Question], subject: Subject, *, has_style: bool) -> None:
    asked = [flat(question.text) for question in questions]
    if len(set(asked)) < len(asked) or not all(_is_whole(question) for question in questions):
        checked.fail(Code.OPTIONS)
    elif any(_gives_away(question) for question in questions):
        checked.fail(Code.GIVEN_AWAY)
    if not has_style and any(question.kind == "style" for question in questions):
        checked.fail(Code.NO_STYLE)
    if any(mentions(text, subject.lost, subject.language) for one in questions for text in (one.text, _right(one))):
        checked.fail(Code.STRUCK)


def _is_whole(question: Question) -> bool:
    options = {flat(option) for option in question.options} - {""}
    return len(options) == N_OPTIONS and 0 <= question.answer < N_OPTIONS and question.text.endswith(("?", "？"))


def _gives_away(question: Question) -> bool:
    said = bool(spans(_right(question), words_of(question.text)))
    return said or any(_EVASIVE.search(option) for option in question.options)


def _right(question: Question) -> str:
    return question.options[question.answer] if 0 <= question.answer < len(question.options) else ""


def shuffled(questions: Iterable[Question], seed: bytes) -> list[Question]:
    """The questions with their options in an order that the seed gives, numbered anew by kind."""
    chance, counts, found = Random(seed), dict[str, int](), list[Question]()  # noqa: S311  an order, no secret
    for one in questions:
        order = chance.sample(range(N_OPTIONS), N_OPTIONS)
        place = counts[one.kind] = counts.get(one.kind, -1) + 1
        options = [one.options[index] for index in order]
        found.append(Question(one.kind, place, one.text, options, order.index(one.answer)))
    return found

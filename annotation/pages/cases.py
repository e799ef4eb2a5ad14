"""A case of the desk as its page shows it: votes without names, and where the opinions differ."""

from dataclasses import dataclass

from annotation.choices import FlagReason
from annotation.models import BatchPair
from annotation.pages.prompts import CONTESTED, STRUCK, Piece, pieces, plain, struck_through
from annotation.queries.desk import DeskCase, FlagView, OpinionView, WordView
from annotation.rules.outcomes import DeskReason
from annotation.rules.views import token_views
from dataset.choices import Outcome
from dataset.rules.tokens import unpack

REASONS = {
    DeskReason.SPLIT: "The opinions are split, and this batch asks a person then.",
    DeskReason.EVEN: "As many struck a word as kept it.",
    DeskReason.UNSURE: "Somebody was unsure, and the rest does not decide.",
    DeskReason.MAXIMUM: "All opinions that this batch allows are in, and a word is still open.",
    DeskReason.UNLIKE_OUTCOMES: "The opinions differ about the whole pair.",
    DeskReason.NOBODY_LEFT: "Nobody is left who could give a further opinion.",
    DeskReason.FLAG: "Somebody flagged it.",
    DeskReason.PROOF: "A proof-reader sent it back: the clean prompt reads wrong.",
    DeskReason.RULING: "A ruling that speaks of these words says something else now.",
}
KEYS = 9


@dataclass(frozen=True)
class Word:
    """A contested word: who struck it, and the key that toggles it. `preset` is the majority; a tie keeps."""

    index: int
    text: str
    key: str
    strikes: int
    judged: int
    preset: bool

    @property
    def votes(self) -> list[bool]:
        return [True] * self.strikes + [False] * (self.judged - self.strikes)


@dataclass(frozen=True)
class Opinion:
    """One judgment without a name: of the whole pair, or of its words."""

    label: str
    outcome: str
    pieces: list[Piece]


@dataclass(frozen=True)
class View:
    """All that the page of a case shows."""

    pair: BatchPair
    language: str
    pieces: list[Piece]
    words: list[Word]
    reason: str
    opinions: list[Opinion]
    flags: list[str]
    notes: list[str]
    about_the_whole: bool


@dataclass(frozen=True)
class Card:
    """A case in the queue."""

    pair: BatchPair
    language: str
    reason: str
    pieces: list[Piece]


def card(pair: BatchPair) -> Card:
    """A pair from the queue, its contested words marked."""
    if pair.tokenisation is None:
        raise ValueError("a pair at the desk has its tokens")
    prompt = pair.tokenisation.prompt
    tokens, tail = token_views(prompt.text, unpack(pair.tokenisation.tokens), pair.locked)
    kinds = ((CONTESTED if token.word in pair.desk_words else plain(token), token) for token in tokens)
    return Card(pair, prompt.language, REASONS[DeskReason(pair.desk_reason)], pieces(kinds, tail))


def view(case: DeskCase) -> View:
    """A case from the query, as its page shows it."""
    contested = [word for word in case.tokens if word.contested]
    if case.pair.tokenisation is None:
        raise ValueError("a pair at the desk has its tokens")
    return View(
        pair=case.pair,
        language=case.pair.tokenisation.prompt.language,
        pieces=pieces(((kind(word), word.token) for word in case.tokens), case.tail),
        words=[shown(number, word) for number, word in enumerate(contested, start=1)],
        reason=REASONS[DeskReason(case.reason)],
        opinions=[opinion(case, given) for given in case.opinions],
        flags=[flagged(flag) for flag in case.flags],
        notes=case.notes,
        about_the_whole=case.reason == DeskReason.UNLIKE_OUTCOMES or not contested,
    )


def flagged(flag: FlagView) -> str:
    label = str(FlagReason(flag.reason).label)
    return f"{label} ({flag.n} people)" if flag.n > 1 else label


def kind(word: WordView) -> str:
    if word.contested:
        return CONTESTED
    return STRUCK if word.agreed_struck else plain(word.token)


def shown(number: int, word: WordView) -> Word:
    return Word(
        index=-1 if word.token.word is None else word.token.word,
        text=word.token.text,
        key=str(number) if number <= KEYS else "",
        strikes=word.strikes,
        judged=word.judged,
        preset=word.preset,
    )


def opinion(case: DeskCase, given: OpinionView) -> Opinion:
    """What one opinion says; its prompt is written only when it judged the words."""
    tokens = [word.token for word in case.tokens]
    judged = given.outcome == Outcome.JUDGED
    return Opinion(
        label=given.label,
        outcome=Outcome(given.outcome).label,
        pieces=struck_through(tokens, case.tail, set(given.struck)) if judged else [],
    )

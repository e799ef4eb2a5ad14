"""What is known of a prompt, without the words that were struck from it: no model is asked for that."""

from collections.abc import Collection, Mapping, Sequence

from dataset.rules.answers import Said
from dataset.rules.image_texts import Question
from dataset.rules.mentions import mentions
from dataset.rules.phrases import Span, spans, words_of
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import Token, words


def pruned_words(lists: Mapping[str, Sequence[str]], prompt: str, struck: Collection[int]) -> dict[str, list[str]]:
    """
    The words by kind without what was struck: a phrase stays where one of its places stays whole; else what is left of
    its first place stays, piece by piece.

    :param prompt: the text before the strikes
    :param struck: its word indices
    """
    folded, tokens = words_of(prompt), words(tokenise(prompt))
    found: dict[str, list[str]] = {}
    for kind, phrases in lists.items():
        left = (piece for phrase in phrases for piece in _left(phrase, spans(phrase, folded), prompt, tokens, struck))
        found[kind] = list(dict.fromkeys(left))
    return found


def struck_now(prompt: str, then: Sequence[Token], struck: Collection[int]) -> set[int]:
    """Words, as they are told apart now, that share a letter with those struck as they were told apart then."""
    gone = {at for token in words(then) if token.word in struck for at in range(token.start, token.end)}
    return {
        index
        for index, token in enumerate(words(tokenise(prompt)))
        if not gone.isdisjoint(range(token.start, token.end))
    }


def _left(
    phrase: str, places: Sequence[Span], prompt: str, tokens: Sequence[Token], struck: Collection[int]
) -> list[str]:
    if not places:
        return []
    if any(not any(index in struck for index in place.within()) for place in places):
        return [phrase]
    runs: list[list[Token]] = [[]]
    for index in places[0].within():
        if index in struck:
            runs.append([])
        else:
            runs[-1].append(tokens[index])
    return [prompt[run[0].start : run[-1].end] for run in runs if run]


def holds_still(said: Said, lost: Collection[str], language: str) -> bool:
    """Whether caption and questions say nothing of the stems that the prompt lost."""
    told = [said.caption or "", *(text for one in said.questions or () for text in told_by(one))]
    return not any(mentions(text, lost, language) for text in told)


def told_by(question: Question) -> tuple[str, str]:
    """What a question takes for true: its text and its right option."""
    return question.text, question.options[question.answer]

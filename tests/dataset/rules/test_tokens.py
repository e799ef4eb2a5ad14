import json

from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import Kind, Token, pack, unpack, words


def test_a_token_packs_to_five_values_and_unpacks_to_itself() -> None:
    tokens = tokenise("a cat::2 fruit::-1 --v 5")

    packed = pack(tokens)

    assert packed[0] == [0, 1, "word", 0, 0]
    assert packed[3:] == [[9, 14, "word", 1, 1], [14, 18, "weight", 1, 1], [19, 24, "parameter", 2, 1]]
    assert unpack(json.loads(json.dumps(packed))) == tokens


def test_words_are_numbered_without_gaps_and_signs_have_no_number() -> None:
    tokens = tokenise("a cat, (dog)")

    assert [(token.kind, token.word) for token in tokens] == [
        (Kind.WORD, 0),
        (Kind.WORD, 1),
        (Kind.SEPARATOR, None),
        (Kind.OPEN, None),
        (Kind.WORD, 2),
        (Kind.CLOSE, None),
    ]
    assert words(tokens)[2] == Token(start=8, end=11, kind=Kind.WORD, clause=1, word=2, locked=False)

"""Texts as CLIP reads them."""

from hypothesis import given
from hypothesis import strategies as st

from dataset.rules.clip_tokens import BEGIN, CONTEXT, END, ClipTokens, letters_of_bytes, pieces

# The letters that stand for bytes, and the first merges of the released merges.txt that "a photo" needs.
MERGES = ["#version: 0.2", "p h", "o t", "ot o</w>", "ph oto</w>", "i n", "in g</w>", ""]
PARTS = [letter + end for end in ("", "</w>") for letter in letters_of_bytes()]
PARTS += ["ph", "ot", "oto</w>", "photo</w>", "in", "ing</w>", BEGIN, END]
VOCABULARY = {part: number for number, part in enumerate(PARTS)}
TOKENS = ClipTokens(VOCABULARY, MERGES)
NAMES = {number: part for part, number in VOCABULARY.items()}


def read(text: str) -> list[str]:
    return [NAMES[number] for number in TOKENS.numbers(text) if number != TOKENS.end]


def test_a_text_falls_into_words_digits_endings_and_signs() -> None:
    assert pieces("a dog's 42 bones, isn't it?! x_y") == [
        "a", "dog", "'s", "4", "2", "bones", ",", "isn", "'t", "it", "?!", "x", "_", "y",
    ]  # fmt: skip
    assert pieces("café 여우 ²Ⅷ") == ["café", "여우", "²", "Ⅷ"]
    assert pieces("--'s") == ["--'", "s"]


def test_pieces_are_merged_in_the_order_of_the_merges() -> None:
    assert read("A  Photo\n") == [BEGIN, "a</w>", "photo</w>"]
    assert read("photoing") == [BEGIN, "ph", "ot", "o", "ing</w>"]


def test_what_is_no_ascii_is_read_by_its_bytes_in_its_composed_form() -> None:
    assert read("e\u0301") == read("é") == [BEGIN, "Ã", "©</w>"]


def test_a_text_ends_with_its_mark_and_is_filled_up_with_it() -> None:
    assert TOKENS.numbers("a") == [TOKENS.begin, VOCABULARY["a</w>"], *[TOKENS.end] * (CONTEXT - 2)]


def test_a_long_text_is_cut_before_its_mark() -> None:
    found = TOKENS.numbers("a " * 200)

    assert (len(found), found[0], found[-1], found[-2]) == (CONTEXT, TOKENS.begin, TOKENS.end, VOCABULARY["a</w>"])


@given(st.text(max_size=200))
def test_any_text_is_as_many_numbers_of_the_vocabulary(text: str) -> None:
    found = TOKENS.numbers(text)

    assert len(found) == CONTEXT
    assert {*found} <= {*NAMES}

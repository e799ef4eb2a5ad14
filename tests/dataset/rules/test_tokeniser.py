import hashlib
import json
from itertools import pairwise

import pytest
from hypothesis import given

from dataset.rules.tokeniser import TOKENISER_VERSION, tokenise, tokens_hash
from dataset.rules.tokens import Kind, pack, unpack, words
from tests.dataset.rules.prompt_strategies import any_prompt, examples


def word_texts(prompt: str) -> list[str]:
    return [word.text(prompt) for word in words(tokenise(prompt))]


def kinds(prompt: str) -> list[tuple[str, Kind]]:
    return [(token.text(prompt), token.kind) for token in tokenise(prompt)]


def assert_rebuilds(prompt: str) -> None:
    at = 0
    for token in tokenise(prompt):
        assert at <= token.start < token.end <= len(prompt)
        assert not prompt[at : token.start].strip()
        at = token.end
    assert not prompt[at:].strip()


@examples(300)
@given(any_prompt)
def test_tokens_ascend_and_only_white_space_lies_between_them(prompt: str) -> None:
    assert_rebuilds(prompt)


@examples(150)
@given(any_prompt)
def test_tokens_pack_and_unpack_and_their_words_and_clauses_count_up(prompt: str) -> None:
    tokens = tokenise(prompt)

    assert unpack(pack(tokens)) == tokens
    assert [word.word for word in words(tokens)] == list(range(len(words(tokens))))
    assert all(0 <= after.clause - before.clause <= 1 for before, after in pairwise(tokens))


@examples(150)
@given(any_prompt)
def test_offsets_name_the_same_text_in_utf_16_as_browsers_count(prompt: str) -> None:
    units = prompt.encode("utf-16-le", "surrogatepass")

    for token in tokenise(prompt):
        start, end = (len(prompt[:at].encode("utf-16-le", "surrogatepass")) for at in (token.start, token.end))
        assert units[start:end] == token.text(prompt).encode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            "the girls' dresses, it's rock 'n' roll '80s",
            ["the", "girls'", "dresses", "it's", "rock", "'n'", "roll", "'80s"],
        ),
        ("by h. r. giger and mr. bean. Rain", ["by", "h.", "r.", "giger", "and", "mr.", "bean", "Rain"]),
        ("8 k. unreal, 3 d. render", ["8", "k", "unreal", "3", "d", "render"]),
        (
            "forest.octane binx.ly photo.jpg U.S.A. v1.5 .5 cups",
            ["forest", "octane", "binx.ly", "photo.jpg", "U.S.A.", "v1.5", ".5", "cups"],
        ),
        ("red/green/blue and/or 24/7 w/ a hat", ["red", "green", "blue", "and/or", "24/7", "w/", "a", "hat"]),
        ("1,000 cats at 10:30, 6–9 dogs, 50%", ["1,000", "cats", "at", "10:30", "6–9", "dogs", "50%"]),
        ("d & d, R&B, #1, $50.00, C++", ["d", "&", "d", "R&B", "#1", "$50.00", "C++"]),
        ("**bold** ~wave~ • dot ⏎ __init__", ["bold", "wave", "dot", "__init__"]),
        ("tilt - shift, re-use, night—day", ["tilt", "shift", "re-use", "night", "day"]),
        ("👨‍👩‍👧 👍🏽 🇰🇷🇯🇵 1️⃣ ❤️ ok", ["👨‍👩‍👧", "👍🏽", "🇰🇷", "🇯🇵", "1️⃣", "❤️", "ok"]),
        ("(level:1.2) {red|blue} <lora:x:0.8>", ["level", "red", "blue", "lora", "x"]),
        ("Q版3D人物，4k高清", ["Q版", "3D", "人物", "4k", "高清"]),
        ("水墨画 サイバーパンク", ["水墨", "画", "サイバーパンク"]),
        ("แมวดำบนหลังคา, ຫຼັງຄາ", ["แมว", "ดำ", "บน", "หลังคา", "ຫຼັງຄາ"]),
    ],
)
def test_a_word_is_what_can_be_struck_by_itself(prompt: str, expected: list[str]) -> None:
    assert word_texts(prompt) == expected


def test_clauses_end_at_separators_weights_line_breaks_and_spaced_dashes() -> None:
    prompt = "one two, three; four. five! six | seven::2 eight\nnine — ten，十一，twelve، thirteen: x"

    assert [word.clause for word in words(tokenise(prompt))] == [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11]


def test_a_bullet_hangs_on_its_line_and_a_dash_between_words_separates() -> None:
    assert kinds("- a cat\n- a - dog")[0] == ("-", Kind.GLUE)
    assert [kind for text, kind in kinds("- a cat\n- a - dog") if text == "-"] == [Kind.GLUE, Kind.GLUE, Kind.SEPARATOR]


def test_quotes_open_and_close_by_turns_and_inches_are_neither() -> None:
    assert [kind for text, kind in kinds('"OPEN" 5" by 7"') if text == '"'] == [
        Kind.OPEN,
        Kind.CLOSE,
        Kind.GLUE,
        Kind.GLUE,
    ]


def test_a_leading_link_takes_its_comma_and_a_later_one_does_not() -> None:
    prompt = "<https://a.b/c>, https://d.e/f, a fox like https://g.h/i.png, red"

    links = [token.text(prompt) for token in tokenise(prompt) if token.kind is Kind.URL]

    assert links == ["<https://a.b/c>,", "https://d.e/f,", "https://g.h/i.png"]
    assert all(token.locked for token in tokenise(prompt) if token.kind is Kind.URL)


def test_a_negative_weight_locks_all_words_of_its_part() -> None:
    prompt = "tulip fields::1 red, wilted::-.5 bees"

    assert [word.text(prompt) for word in words(tokenise(prompt)) if word.locked] == ["red", "wilted"]


def test_an_empty_prompt_has_no_tokens() -> None:
    assert tokenise("") == ()
    assert tokenise(" \n\u3000") == ()


def test_the_version_names_the_segmenters_and_their_releases() -> None:
    assert TOKENISER_VERSION.startswith("1-rjieba0.2.2-icu4py1.2.0-ucd")


def test_the_hash_covers_version_prompt_and_tokens() -> None:
    tokens = tokenise("a cat")

    digest = tokens_hash("a cat", tokens)

    body = json.dumps([TOKENISER_VERSION, "a cat", [[0, 1, "word", 0, 0], [2, 5, "word", 0, 0]]], separators=(",", ":"))
    assert digest == hashlib.sha256(body.encode()).hexdigest()
    assert digest != tokens_hash("a  cat", tokenise("a  cat"))
    assert digest != tokens_hash("a cat", tokens[:1])
    assert len(tokens_hash("\ud800", tokenise("\ud800"))) == 64


@pytest.mark.parametrize(
    "unit",
    [
        "\u202e",
        "\ud800",
        "\u200d",
        "👩\u200d",
        "e\u0301\u0301",
        "\u0301",
        "a.",
        "1,",
        "::-1 ",
        "--no a ",
        "—a",
        "-",
        "'",
        '"1',
        "(",
        "<http://",
        "水墨",
        "サ",
        "ก",
        "\n",
        ":1.2",
    ],
    ids=ascii,
)
def test_sixty_thousand_hostile_characters_rebuild(unit: str) -> None:
    assert_rebuilds(unit * (60_000 // len(unit)))

import hashlib
from typing import Any

import pytest

from dataset.rules import pairs
from dataset.rules.reasons import Refused, RowReason


def reason(line: bytes) -> RowReason:
    with pytest.raises(Refused) as refusal:
        pairs.pair(pairs.parsed(line))
    return RowReason(refusal.value.reason)


def test_a_row_is_its_key_its_prompt_as_collected_and_the_digest_of_it() -> None:
    prompt = "a  red fox, 赤い狐 --ar 3:2\n"

    found = pairs.pair({"img_path": "./000/a.png", "prompt": prompt})

    digest = hashlib.sha256(prompt.encode()).digest()
    assert found == pairs.Pair("000/a.png", prompt, digest, None, None, "unknown", None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"{", RowReason.NOT_JSON),
        (b'{"prompt": NaN}', RowReason.NOT_JSON),
        (b'{"prompt": "a\tb"}', RowReason.NOT_JSON),
        (b'{"prompt": "a"} {}', RowReason.NOT_JSON),
        (b"[" * 100_000, RowReason.TOO_DEEP),
        (b'{"prompt": "\xff"}', RowReason.NOT_UTF8),
        (b'{"prompt": "\xed\xa0\x80"}', RowReason.NOT_UTF8),
        (b'{"prompt": "a", "prompt": "b"}', RowReason.KEY_TWICE),
        (b'{"x": {"y": 1, "y": 1}}', RowReason.KEY_TWICE),
        (b'["prompt"]', RowReason.NOT_AN_OBJECT),
        (b"null", RowReason.NOT_AN_OBJECT),
        (b"{}", RowReason.NO_IMAGE_PATH),
        (b'{"img_path": 7, "prompt": "a"}', RowReason.NO_IMAGE_PATH),
        (b'{"img_path": "a.png"}', RowReason.NO_PROMPT),
        (b'{"img_path": "a.png", "prompt": null}', RowReason.NO_PROMPT),
        (b'{"img_path": "a.png", "prompt": ["a"]}', RowReason.NO_PROMPT),
        (b'{"img_path": "a.png", "prompt": ""}', RowReason.EMPTY_PROMPT),
        (b'{"img_path": "a.png", "prompt": " \\u3000\\n"}', RowReason.EMPTY_PROMPT),
        (b'{"img_path": "a.png", "prompt": "a\\u0000b"}', RowReason.BAD_CHARACTERS),
        (b'{"img_path": "a.png", "prompt": "a\\ud83d"}', RowReason.BAD_CHARACTERS),
        (b'{"img_path": "a.png", "prompt": "%s"}' % (b"a" * 20_001), RowReason.PROMPT_TOO_LONG),
    ],
)
def test_a_line_without_a_sound_pair_is_refused_with_its_reason(line: bytes, expected: RowReason) -> None:
    assert reason(line) == expected


def test_both_halves_of_a_surrogate_pair_are_one_character() -> None:
    found = pairs.pair(pairs.parsed(b'{"img_path": "a.png", "prompt": "\\ud83e\\udd8a"}'))

    assert found.prompt == "\U0001f98a"


def test_the_detail_of_a_refusal_holds_nothing_that_a_terminal_or_the_database_trips_over() -> None:
    assert Refused(RowReason.NOT_JSON, "a\0b\x1b[31m\ud800é").detail == r"a\x00b\x1b[31m\ud800é"


@pytest.mark.parametrize(
    ("scores", "score", "sensitivity"),
    [
        ({}, None, "unknown"),
        ({"image_nsfw_score": 0.1}, 0.1, "safe"),
        ({"image_nsfw_score": 0.1, "prompt_nsfw_score": 0.9}, 0.9, "sensitive"),
        ({"prompt_nsfw_score": "0.5"}, 0.5, "sensitive"),
        ({"image_nsfw_score": "high"}, None, "unknown"),
        ({"image_nsfw_score": True}, None, "unknown"),
        ({"image_nsfw_score": 1e999}, None, "unknown"),
        ({"image_nsfw_score": -1}, None, "unknown"),
    ],
)
def test_sensitivity_is_known_only_where_a_score_says_it(
    scores: dict[str, Any], score: float | None, sensitivity: str
) -> None:
    found = pairs.pair({"img_path": "a.png", "prompt": "a fox", **scores})

    assert (found.nsfw_score, found.sensitivity) == (score, sensitivity)

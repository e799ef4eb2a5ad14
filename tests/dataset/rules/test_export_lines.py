import json
from typing import Any

import pytest

from dataset.choices import QuestionKind, WordGroup, WordSource
from dataset.rules import export_lines, records
from dataset.rules.cleaning import Level
from dataset.rules.exports import Answers, ExportOptions, Lines, Pending, VerdictRow
from tests.dataset.rules.verdict_rows import verdict_row

STRUCK_BANANAS: dict[str, Any] = {
    "struck": [5],
    "strikes": [0, 0, 0, 0, 0, 2],
    "tidy_auto": [3],
    "word_sources": [0, 0, 0, 1, 4, 2],
    "arguments": '{"v": "5", "ar": "2:3", "tile": true}',
}


def bananas(**changes: Any) -> VerdictRow:
    return verdict_row("a red apple and yellow bananas", "a red apple yellow", **(STRUCK_BANANAS | changes))


def question_line(row: VerdictRow, **options: Any) -> dict[str, Any]:
    found = lines(row, **options)
    line: dict[str, Any] = json.loads(found.question)
    return line


def lines(row: VerdictRow, **options: Any) -> Lines:
    found = export_lines.candidate(row, ExportOptions(**options)).lines
    assert found is not None
    return found


def test_a_line_without_texts_has_every_key_and_empty_tasks() -> None:
    assert question_line(bananas()) == {
        "img_path": "./100/80000000-0000-4000-8000-000000000001.jpg",
        "prompt": "a red apple yellow",
        "Task1": {"Style": [], "Content": [], "Atmosphere": [], "Other": []},
        "Task2": {},
        "Task3": {"Style": [], "Content": []},
        "x_id": "80000000-0000-4000-8000-000000000001",
        "x_prompt_raw": "a red apple and yellow bananas",
        "x_removed": [
            {"index": 3, "word": "and", "auto": True},
            {"index": 5, "word": "bananas", "auto": False},
        ],
        "x_language": "en",
        "x_sha256": "a" * 64,
        "x_width": 1024,
        "x_height": 1536,
        "x_generator": "midjourney",
        "x_params": {"ar": "2:3", "tile": "true", "v": "5"},
        "x_licence": "CC-BY-4.0",
        "x_split": "test",
        "x_batch": "street-1",
        "x_version": 2,
        "x_provisional": False,
    }


def test_the_keys_stand_in_the_layouts_order_then_ours_with_their_prefix() -> None:
    keys = list(question_line(bananas()))

    assert keys[:5] == ["img_path", "prompt", "Task1", "Task2", "Task3"]
    assert all(key.startswith("x_") for key in keys[5:])


def test_at_the_strict_level_only_struck_words_are_removed() -> None:
    line = question_line(bananas(), level=Level.STRICT)

    assert line["x_removed"] == [{"index": 5, "word": "bananas", "auto": False}]


TEXTS = json.dumps(
    [
        {"style": ["watercolor"], "content": ["apple", "red"], "other": ["8k"]},
        "A red apple.",
        [
            ["content", "What is it?", ["an apple", "a pear", "a plum", "a fig"], 0],
            ["style", "Which medium?", ["oil", "ink", "watercolor", "chalk"], 2],
        ],
    ]
)


def test_words_caption_and_questions_stand_in_their_tasks() -> None:
    line = question_line(bananas(texts=TEXTS))

    assert line["Task1"] == {"Style": ["watercolor"], "Content": ["apple", "red"], "Atmosphere": [], "Other": ["8k"]}
    assert line["Task2"] == {"Caption": "A red apple."}
    assert line["Task3"] == {
        "Style": [
            {
                "Question": "Which medium?",
                "Options": {"A": "oil", "B": "ink", "C": "watercolor", "D": "chalk"},
                "Answer": "C",
            }
        ],
        "Content": [
            {
                "Question": "What is it?",
                "Options": {"A": "an apple", "B": "a pear", "C": "a plum", "D": "a fig"},
                "Answer": "A",
            }
        ],
    }


def test_answers_can_be_texts_and_the_last_group_can_be_spelt_with_an_s() -> None:
    line = question_line(bananas(texts=TEXTS), answers=Answers.TEXT, other_key="Others")

    assert [question["Answer"] for kind in line["Task3"].values() for question in kind] == ["watercolor", "an apple"]
    assert list(line["Task1"]) == ["Style", "Content", "Atmosphere", "Others"]


def test_a_line_of_words_tells_place_votes_and_source_of_every_word() -> None:
    row = bananas(word_sources=[0, 0, 3, 1, 4, 2])

    assert json.loads(lines(row).words) == {
        "x_id": "80000000-0000-4000-8000-000000000001",
        "prompt": "a red apple and yellow bananas",
        "clean_prompt": "a red apple yellow",
        "language": "en",
        "batch": "street-1",
        "version": 2,
        "provisional": False,
        "made_by": {"method": "consensus/majority-1", "parameters": {"wanted": 2}, "tokeniser": "1"},
        "evidence": "e" * 64,
        "judgments": 2,
        "words": ["a", "red", "apple", "and", "yellow", "bananas"],
        "starts": [0, 2, 6, 12, 16, 23],
        "ends": [1, 5, 11, 15, 22, 30],
        "judged": [2, 2, 2, 2, 2, 2],
        "strikes": [0, 0, 0, 0, 0, 2],
        "sources": [0, 0, 3, 1, 4, 2],
        "struck": [5],
        "auto": [3],
    }


def test_offsets_count_code_points_also_beyond_the_basic_plane() -> None:
    line = json.loads(lines(verdict_row("猫 🐈", "猫 🐈", language="zh")).words)

    assert (line["words"], line["starts"], line["ends"]) == (["猫", "🐈"], [0, 2], [1, 3])


HOSTILE = '"quoted" \\ \n\t\x01\u2028</script> 고양이 🐈'


def test_whatever_texts_hold_each_pair_is_one_line_of_json() -> None:
    free = {"source": HOSTILE, "generator": HOSTILE, "licence": HOSTILE, "language": HOSTILE, "split": HOSTILE}
    found = lines(verdict_row(HOSTILE, HOSTILE, arguments=json.dumps({HOSTILE: HOSTILE}), **free))

    assert (found.question.count(b"\n"), found.words.count(b"\n")) == (1, 1)
    line, words = json.loads(found.question), json.loads(found.words)
    assert [line[key] for key in ("prompt", "x_prompt_raw", "x_generator", "x_licence", "x_language")] == [HOSTILE] * 5
    assert (line["x_split"], line["x_batch"], line["x_params"]) == (HOSTILE, HOSTILE, {HOSTILE: HOSTILE})
    assert [words[key] for key in ("prompt", "clean_prompt", "language", "batch")] == [HOSTILE] * 4


def test_what_is_not_known_of_a_picture_is_null() -> None:
    line = question_line(bananas(width="null", height="null"))

    assert (line["x_width"], line["x_height"]) == (None, None)


def test_a_line_is_utf_8_with_one_line_feed_at_its_end() -> None:
    assert export_lines.as_bytes({"b": "고양이\u2028", "a": [1, None, "\n"]}) == (
        '{"b":"고양이\u2028","a":[1,null,"\\n"]}\n'.encode()
    )


def test_an_unresolved_pair_says_what_it_waits_for_and_an_excluded_one_why() -> None:
    pending = Pending("80000000-0000-4000-8000-000000000001", "street-1", "desk", "", {"round": 1})

    assert export_lines.unresolved_line(pending) == {
        "x_id": "80000000-0000-4000-8000-000000000001",
        "batch": "street-1",
        "waits_for": "desk",
        "round": 1,
    }
    assert export_lines.excluded_line("80", "street-1", "mismatch") == {
        "x_id": "80",
        "batch": "street-1",
        "reason": "mismatch",
    }


def test_the_names_are_those_of_the_corpus_closed_sets() -> None:
    assert list(records.SOURCES) == [source.name.lower() for source in WordSource]
    assert set(export_lines.TASK3_KEYS) == set(QuestionKind.values)
    assert {*export_lines.TASK1_KEYS, "other"} == set(WordGroup.values)


@pytest.mark.parametrize(("value", "text"), [("5", "5"), (5, "5"), (0.5, "0.5"), (None, "null"), (["a"], '["a"]')])
def test_every_argument_of_the_generator_is_a_string(value: object, text: str) -> None:
    assert json.loads(export_lines.params(json.dumps({"v": value}))) == {"v": text}

from typing import Any

import pytest

from dataset.rules.image_texts import Question, Texts, texts

OPTIONS = {"A": "oil", "B": "watercolor", "C": "ink", "D": "photo"}


@pytest.mark.parametrize("absent", [{}, None, "None", ""])
def test_absent_tasks_are_no_texts(absent: Any) -> None:
    assert texts({"Task1": absent, "Task2": absent, "Task3": absent}) is None
    assert texts({}) is None


def test_a_labelled_line_gives_words_caption_and_questions() -> None:
    found = texts(
        {
            "Task1": {"Style": ["watercolor", "watercolor"], "Content": "fox", "Atmosphere": [], "Others": ["4k"]},
            "Task2": {"Caption": "A fox."},
            "Task3": {"Style": [{"Question": "Which style?", "Options": OPTIONS, "Answer": "B"}], "Content": None},
        }
    )

    assert found == Texts(
        words={"style": ["watercolor"], "content": ["fox"], "other": ["4k"]},
        caption="A fox.",
        questions=[Question("style", 0, "Which style?", ["oil", "watercolor", "ink", "photo"], 1)],
    )


@pytest.mark.parametrize(("answer", "index"), [("A", 0), ("d", 3), ("C.", 2), ("B: watercolor", 1), ("photo", 3)])
def test_an_answer_is_a_letter_or_the_text_of_an_option(answer: str, index: int) -> None:
    found = texts({"Task3": {"Content": [{"Question": "Q?", "Options": OPTIONS, "Answer": answer}]}})

    assert found is not None
    assert [question.answer for question in found.questions] == [index]


@pytest.mark.parametrize(
    ("task", "skipped"),
    [
        ({"Task1": ["fox"]}, "Task1"),
        ({"Task1": {"Mood": ["calm"]}}, "Task1.Mood"),
        ({"Task1": {"Style": [1]}}, "Task1.Style"),
        ({"Task1": {"Style": ["a\0"]}}, "Task1.Style"),
        ({"Task1": {"Style": ["a\ud800"]}}, "Task1.Style"),
        ({"Task1": {"Style": [" "]}}, "Task1.Style"),
        ({"Task2": {"Caption": 3}}, "Task2.Caption"),
        ({"Task2": {"Title": "A fox."}}, "Task2.Title"),
        ({"Task3": "Which?"}, "Task3"),
        ({"Task3": {"Colour": []}, "Task2": "A fox."}, ""),
        ({"Task3": {"Content": [{"Question": "Q?", "Options": {"A": "x"}, "Answer": "A"}]}}, "Task3.Content[0]"),
        ({"Task3": {"Content": [{"Question": "Q?", "Options": OPTIONS, "Answer": "E"}]}}, "Task3.Content[0]"),
        ({"Task3": {"Content": [{"Question": "", "Options": OPTIONS, "Answer": "A"}]}}, "Task3.Content[0]"),
        ({"Task3": {"Content": ["Q?"]}}, "Task3.Content[0]"),
    ],
)
def test_texts_that_cannot_be_used_are_named(task: dict[str, Any], skipped: str) -> None:
    found = texts(task)

    assert found is not None
    assert ", ".join(found.skipped) == skipped


def test_one_bad_question_leaves_the_others() -> None:
    good = {"Question": "Q?", "Options": list(OPTIONS.values()), "Answer": "oil"}

    found = texts({"Task3": {"Content": [good, {}, good]}})

    assert found is not None
    assert [question.position for question in found.questions] == [0, 2]
    assert found.skipped == ["Task3.Content[1]"]

"""What an export says of clean prompts keeps to what was struck."""

from pathlib import Path

import pytest

from dataset.actions import reannotations
from dataset.rules.cleaning import Level
from tests.dataset import exported, settled
from tests.dataset.exporting import TEXT, write
from tests.factories import NOW, AnnotationFactory, CaptionFactory, MachineJobFactory, PromptWordsFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_that_mentions_a_struck_word_goes_out(tmp_path: Path) -> None:
    first, second = (settled.settled(number, TEXT + "!" * number, [4, 5]) for number in (1, 2))
    for verdict in (first, second):
        PromptWordsFactory(prompt=verdict.prompt, kind="content", words=["red apple", "yellow bananas"])
    CaptionFactory(prompt=first.prompt, text="Apples and bananas.")
    CaptionFactory(prompt=second.prompt, text="An apple.")
    reannotations.look_at_all(now=NOW)

    write(tmp_path / "out")

    lines = exported.questions(tmp_path / "out")
    assert [(line["Task1"]["Content"], line["Task2"]) for line in lines] == [
        (["red apple"], {}),
        (["red apple"], {"Caption": "An apple."}),
    ]


def test_what_is_said_of_a_clean_prompt_that_nobody_looked_at_stays_behind(tmp_path: Path) -> None:
    verdict = settled.settled(1, TEXT, [4, 5])
    CaptionFactory(prompt=verdict.tidy_prompt, text="An apple among bananas.")

    write(tmp_path / "out")

    assert [line["Task2"] for line in exported.questions(tmp_path / "out")] == [{}]


def test_what_a_trial_on_the_golden_set_brought_goes_nowhere(tmp_path: Path) -> None:
    verdict = settled.settled(1, TEXT, [])
    job = MachineJobFactory(prompt=verdict.tidy_prompt, state="done")
    trial = AnnotationFactory(prompt=verdict.tidy_prompt, source="machine", job=job, actor="", is_trial=True)
    CaptionFactory(prompt=verdict.tidy_prompt, annotation=trial, text="An apple.")
    PromptWordsFactory(prompt=verdict.tidy_prompt, annotation=trial, kind="content", words=["red apple"])
    reannotations.look_at_all(now=NOW)

    write(tmp_path / "out")

    [line] = exported.questions(tmp_path / "out")
    assert (line["Task1"]["Content"], line["Task2"]) == ([], {})


def test_a_strict_text_that_is_the_tidy_one_too_has_what_is_said_of_it(tmp_path: Path) -> None:
    verdict = settled.settled(1, TEXT, [3, 4, 5])
    CaptionFactory(prompt=verdict.tidy_prompt, text="An apple.")
    reannotations.look_at_all(now=NOW)

    write(tmp_path / "out", level=Level.STRICT)

    [line] = exported.questions(tmp_path / "out")
    assert (line["prompt"], line["Task2"]) == ("a red apple", {"Caption": "An apple."})


def test_another_prompt_that_reads_as_the_strict_text_does_not_speak_for_it(tmp_path: Path) -> None:
    verdict = settled.settled(1, TEXT, [4, 5])
    CaptionFactory(prompt__text=verdict.strict_text, text="An apple and yellow bananas.")
    reannotations.look_at_all(now=NOW)

    write(tmp_path / "out", level=Level.STRICT)

    [line] = exported.questions(tmp_path / "out")
    assert (line["prompt"], line["Task2"]) == ("a red apple and", {})

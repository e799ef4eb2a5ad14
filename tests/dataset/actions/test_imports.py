"""Rows that come in: what each becomes, and why."""

import hashlib
from pathlib import Path

import pytest

from dataset.choices import MediaState, RunState, Sensitivity
from dataset.models import Caption, Image, ImportRow, Prompt, PromptWords, Question
from tests.dataset.collected import Row, bring_in, counts, row, tree, verdicts

pytestmark = pytest.mark.django_db

LABELLED = {
    "Task1": {"Style": ["watercolor"], "Content": ["fox"], "Atmosphere": [], "Other": ['a "b" \\ {c}, d']},
    "Task2": {"Caption": "A red fox."},
    "Task3": {"Content": [{"Question": "What?", "Options": {"A": "x", "B": "y", "C": "z", "D": "w"}, "Answer": "C"}]},
}


def test_a_tree_goes_in_with_all_that_its_rows_say(tmp_path: Path) -> None:
    prompt = "a  red fox, 赤い狐 --ar 3:2 \n"
    path = tree(tmp_path, [row(1, prompt=prompt, image_nsfw_score=0.7, clip_score=0.3, **LABELLED)])

    run = bring_in(path)

    image = Image.objects.select_related("prompt").get()
    assert counts(run) == (1, 0, 0)
    assert (image.source, image.source_key, image.run) == ("test", "000/1.png", run)
    assert (image.generator, image.media_state, image.origin) == (
        "midjourney",
        MediaState.WAITING,
        f"{tmp_path.resolve()}/imgs/000/1.png",
    )
    assert (image.nsfw_score, image.clip_score, image.sensitivity) == (0.7, 0.3, Sensitivity.SENSITIVE)
    assert image.prompt.text == prompt
    assert bytes(image.prompt.text_sha256) == hashlib.sha256(prompt.encode()).digest()
    assert image.prompt.described_at is None
    assert dict(PromptWords.objects.values_list("kind", "words")) == {
        "style": ["watercolor"],
        "content": ["fox"],
        "other": ['a "b" \\ {c}, d'],
    }
    assert Caption.objects.get().text == "A red fox."
    assert Question.objects.values_list("kind", "position", "text", "options", "answer", "provenance").get() == (
        "content",
        0,
        "What?",
        ["x", "y", "z", "w"],
        2,
        f"import/{run.pk}",
    )


def test_a_second_run_adds_nothing_and_says_so_of_each_row(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(n, **LABELLED) for n in range(3)])
    bring_in(path)
    before = [model.objects.count() for model in (Prompt, Image, Caption, Question, PromptWords)]

    run = bring_in(path)

    assert counts(run) == (0, 3, 0)
    assert verdicts(run) == [(1, "known", "already_in"), (2, "known", "already_in"), (3, "known", "already_in")]
    assert [model.objects.count() for model in (Prompt, Image, Caption, Question, PromptWords)] == before


def test_one_bad_row_stops_none_and_none_is_lost(tmp_path: Path) -> None:
    rows: list[Row] = [
        row(1),
        b"{",
        row(2, prompt=""),
        b"",
        row(3, img_path="../3.png"),
        row(4),
        row(5, prompt="a\0b"),
        b"\xff",
    ]
    path = tree(tmp_path, rows, {"000/1.png": b"", "000/4.png": b"", "000/5.png": b""})

    run = bring_in(path)

    assert verdicts(run) == [
        (1, "added", ""),
        (2, "refused", "not_json"),
        (3, "refused", "empty_prompt"),
        (5, "refused", "unsafe_path"),
        (6, "added", ""),
        (7, "refused", "bad_characters"),
        (8, "refused", "not_utf8"),
    ]
    assert (run.n_rows, run.cursor, run.state) == (7, 8, RunState.DONE)
    assert list(Image.objects.order_by("pk").values_list("source_key", flat=True)) == ["000/1.png", "000/4.png"]


def test_a_row_whose_image_is_nowhere_is_refused_unless_it_may_wait(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1)], {})

    assert verdicts(bring_in(path)) == [(1, "refused", "image_missing")]
    assert verdicts(bring_in(path, wait=True)) == [(1, "added", "")]
    assert Image.objects.get().origin == ""


def test_a_wrong_suffix_finds_the_file_that_is_there(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1)], {"000/1.jpg": b""})

    bring_in(path)

    image = Image.objects.get()
    assert image.source_key == "000/1.png"
    assert image.origin.endswith("/imgs/000/1.jpg")


def test_the_same_image_twice_in_a_table_is_refused_in_one_chunk_and_across_chunks(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1), row(1), row(2), row(1, img_path="000/1.png")])

    run = bring_in(path, size=2)

    assert verdicts(run) == [
        (1, "added", ""),
        (2, "refused", "duplicate_key"),
        (3, "added", ""),
        (4, "refused", "duplicate_key"),
    ]


def test_an_image_that_is_in_with_another_prompt_is_refused_and_keeps_its_own(tmp_path: Path) -> None:
    bring_in(tree(tmp_path / "a", [row(1)]))

    run = bring_in(tree(tmp_path / "b", [row(1, prompt="a blue fox")]))

    assert verdicts(run) == [(1, "refused", "other_prompt")]
    assert [prompt.text for prompt in Prompt.objects.all()] == ["a red fox and 1 apples"]


def test_one_prompt_of_many_images_is_kept_once_with_the_texts_of_the_first(tmp_path: Path) -> None:
    other = {"Task2": {"Caption": "Another one."}}
    rows = [row(1, prompt="a fox", **LABELLED), row(2, prompt="a fox", **LABELLED), row(3, prompt="a fox", **other)]

    run = bring_in(tree(tmp_path, rows), size=2)

    assert counts(run) == (3, 0, 0)
    assert Prompt.objects.get().images.count() == 3
    assert [caption.text for caption in Caption.objects.all()] == ["A red fox."]


def test_texts_that_cannot_be_used_leave_the_pair_and_are_named(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1, Task1={"Mood\0\ud800": ["calm"]}, Task2={"Caption": "A fox."})])

    bring_in(path)

    found = ImportRow.objects.get()
    assert (found.verdict, found.reason, found.detail) == ("added", "texts_skipped", r"Task1.Mood\x00\ud800")
    assert Caption.objects.get().text == "A fox."

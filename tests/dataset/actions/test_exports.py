"""The written test set: what is in it, what is not, and that it is there whole or not at all."""

import dataclasses
import hashlib
import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from dataset.actions import reannotations
from dataset.choices import MediaState, Sensitivity
from dataset.gateways import storage
from dataset.models import Image, Prompt
from dataset.rules.chunks import PairsUnresolved
from dataset.rules.cleaning import Level
from dataset.rules.score_limits import Kind, Limit
from tests.dataset import exported, settled
from tests.dataset.exporting import TEXT, prompts, waiting, write
from tests.dataset.settled import key, path, x_id
from tests.factories import NOW, CaptionFactory, PromptWordsFactory, QuestionFactory, ScoreFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_tree_is_the_one_that_public_loaders_expect(tmp_path: Path) -> None:
    settled.settled(1, TEXT)

    write(tmp_path / "out")

    assert list(exported.everything(tmp_path / "out")) == [
        "MANIFEST.jsonl",
        "SHA256SUMS",
        "data/test/imgs.tgz",
        "data/test/test_questions.jsonl.tgz",
        "excluded.jsonl",
        "manifest.json",
        "words.jsonl",
    ]
    assert not (tmp_path / "out.partial").exists()


def test_a_line_holds_the_clean_prompt_with_what_hangs_on_exactly_that_text(tmp_path: Path) -> None:
    verdict = settled.settled(1, TEXT, [4, 5], arguments={"ar": "1:1"}, split="test", licence="CC0-1.0")
    clean = Prompt.objects.get(text="a red apple")
    CaptionFactory(prompt=clean, text="An apple.")
    CaptionFactory(prompt=verdict.prompt, text="Apples and bananas.")
    PromptWordsFactory(prompt=clean, kind="content", words=["red", "apple"])
    QuestionFactory(prompt=clean, position=2, text="Second?")
    QuestionFactory(prompt=clean, position=1, text="First?")
    reannotations.look_at_all(now=NOW)

    write(tmp_path / "out")

    options = {"A": "an apple", "B": "a pear", "C": "a plum", "D": "a fig"}
    assert exported.questions(tmp_path / "out") == [
        {
            "img_path": f"./{path(1)}",
            "prompt": "a red apple",
            "Task1": {"Style": [], "Content": ["red", "apple"], "Atmosphere": [], "Other": []},
            "Task2": {"Caption": "An apple."},
            "Task3": {
                "Style": [],
                "Content": [
                    {"Question": "First?", "Options": options, "Answer": "A"},
                    {"Question": "Second?", "Options": options, "Answer": "A"},
                ],
            },
            "x_id": x_id(1),
            "x_prompt_raw": TEXT,
            "x_removed": [
                {"index": 3, "word": "and", "auto": True},
                {"index": 4, "word": "yellow", "auto": False},
                {"index": 5, "word": "bananas", "auto": False},
            ],
            "x_language": "en",
            "x_sha256": hashlib.sha256(b"picture 1" * 100).hexdigest(),
            "x_width": 1024,
            "x_height": 1024,
            "x_generator": "midjourney",
            "x_params": {"ar": "1:1"},
            "x_licence": "CC0-1.0",
            "x_split": "test",
            "x_batch": "street-1",
            "x_version": 1,
            "x_provisional": False,
        }
    ]


def test_the_strict_level_takes_away_struck_words_only_and_what_hangs_on_that_text(tmp_path: Path) -> None:
    verdict = settled.settled(1, TEXT, [4, 5])
    CaptionFactory(prompt=Prompt.objects.get(text="a red apple"), text="The tidy one's.")

    write(tmp_path / "out", level=Level.STRICT)

    [line] = exported.questions(tmp_path / "out")
    assert line["prompt"] == verdict.strict_text == "a red apple and"
    assert line["Task2"] == {}
    assert [removed["word"] for removed in line["x_removed"]] == ["yellow", "bananas"]


def test_the_words_carry_votes_and_the_number_of_judgments(tmp_path: Path) -> None:
    settled.settled(1, "a red apple pie", [1], verdict__judged=[2, 3, 3, 2], verdict__strikes=[0, 2, 1, 0])

    write(tmp_path / "out")

    [line] = exported.lines(tmp_path / "out", "words.jsonl")
    assert (line["clean_prompt"], line["judgments"], line["evidence"]) == ("an apple pie", 2, "e" * 64)
    assert line["words"] == ["a", "red", "apple", "pie"]
    assert (line["judged"], line["strikes"], line["struck"]) == ([2, 3, 3, 2], [0, 2, 1, 0], [1])


def test_pictures_are_the_original_bytes_under_the_path_of_their_line(tmp_path: Path) -> None:
    for number, kind in ((2, "jpeg"), (1, "png"), (3, "webp")):
        settled.settled(number, TEXT, format=kind)

    write(tmp_path / "out")

    assert exported.pictures(tmp_path / "out") == {
        f"imgs/{path(1)}": b"picture 1" * 100,
        f"imgs/{path(2, 'jpeg')}": b"picture 2" * 100,
        f"imgs/{path(3, 'webp')}": b"picture 3" * 100,
    }
    assert [line["img_path"].removeprefix("./") for line in exported.questions(tmp_path / "out")] == [
        name.removeprefix("imgs/") for name in exported.pictures(tmp_path / "out")
    ]


def test_what_is_left_out_is_listed_with_its_reason_and_counted(tmp_path: Path) -> None:
    settled.settled(1, TEXT)
    settled.settled(2, TEXT, verdict__outcome="mismatch")
    settled.settled(3, TEXT, verdict__outcome="unjudgeable")
    settled.settled(4, TEXT, verdict__outcome="reject")
    settled.settled(5, TEXT, range(6))
    settled.settled(6, TEXT, [0, 1, 3, 4, 5])
    settled.settled(7, TEXT, withdrawn_at=NOW)
    settled.settled(8, TEXT, sensitivity=Sensitivity.BLOCKED)
    settled.settled(9, TEXT, media_state=MediaState.WAITING, sha256=None)

    written = write(tmp_path / "out")

    lines = exported.lines(tmp_path / "out", "excluded.jsonl")
    assert {line["x_id"][1]: line["reason"] for line in lines} == {
        "2": "mismatch",
        "3": "unjudgeable",
        "4": "reject",
        "5": "empty_prompt",
        "6": "few_content_words",
        "7": "withdrawn",
        "8": "blocked",
        "9": "image_missing",
    }
    assert lines[0] == {"x_id": x_id(2), "batch": "street-1", "reason": "mismatch"}
    assert (written.counts.exported, written.counts.excluded.total(), written.counts.pairs) == (1, 8, 9)
    assert list(prompts(tmp_path / "out")) == ["01"]


def test_a_picture_that_the_storage_lost_or_changed_leaves_its_pair_out(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        settled.settled(number, TEXT)
    names = {image.source_key: storage.original_name(image) for image in Image.objects.all()}
    default_storage.delete(names[key(1)])
    default_storage.delete(names[key(2)])
    default_storage.save(names[key(2)], ContentFile(b"something else"))

    written = write(tmp_path / "out")

    assert written.counts.excluded == Counter(image_missing=1, image_damaged=1)
    assert list(prompts(tmp_path / "out")) == ["03"]
    assert list(exported.pictures(tmp_path / "out")) == [f"imgs/{path(3)}"]


def test_pairs_that_wait_are_left_out_and_listed_even_where_an_older_verdict_stands(tmp_path: Path) -> None:
    for number in (1, 3):
        settled.settled(number, TEXT)

    written = write(tmp_path / "out", [waiting(2), waiting(3, "desk"), waiting(4)], partial=True)

    assert list(prompts(tmp_path / "out")) == ["01"]
    assert exported.lines(tmp_path / "out", "unresolved.jsonl") == [
        {"x_id": x_id(2), "batch": "street-2", "waits_for": "opinions", "round": 1},
        {"x_id": x_id(3), "batch": "street-2", "waits_for": "desk", "round": 1},
        {"x_id": x_id(4), "batch": "street-2", "waits_for": "opinions", "round": 1},
    ]
    assert written.counts.unresolved == Counter(opinions=2, desk=1)


def test_a_pair_that_never_will_have_a_verdict_is_excluded_once(tmp_path: Path) -> None:
    settled.settled(1, TEXT)
    gone = [waiting(1, "", "withdrawn"), waiting(2, "", "withdrawn"), waiting(2, "opinions", "withdrawn")]

    write(tmp_path / "out", gone)

    assert list(prompts(tmp_path / "out")) == ["01"]
    assert exported.lines(tmp_path / "out", "excluded.jsonl") == [
        {"x_id": x_id(2), "batch": "street-2", "reason": "withdrawn"}
    ]


def test_without_partial_a_pair_that_waits_stops_the_export_and_nothing_is_there(tmp_path: Path) -> None:
    settled.settled(1, TEXT)

    with pytest.raises(PairsUnresolved, match=f"{x_id(2)} of street-2 waits for opinions"):
        write(tmp_path / "out", [waiting(2)])

    assert not (tmp_path / "out").exists()


def test_current_verdicts_go_out_unless_a_batch_is_asked_for_then_its_newest(tmp_path: Path) -> None:
    image = settled.picture(1, TEXT)
    settled.publish(image, [4, 5], source="street-1", source_key="street-1/1/1", precedence=1001)
    settled.publish(image, [1], source="street-1", source_key="street-1/2/2", precedence=1002)
    settled.publish(image, [], source="street-2", source_key="street-2/3/1", precedence=2001)
    settled.settled(2, "a green pear on a plate", verdict__source="street-2")

    write(tmp_path / "current")
    write(tmp_path / "first", sources=("street-1",))
    write(tmp_path / "both", sources=("street-1", "street-2"))

    assert prompts(tmp_path / "current") == {"01": TEXT, "02": "a green pear on a plate"}
    assert prompts(tmp_path / "first") == {"01": "an apple and yellow bananas"}
    assert prompts(tmp_path / "both") == prompts(tmp_path / "current")
    assert json.loads((tmp_path / "first" / "manifest.json").read_bytes())["options"]["sources"] == ["street-1"]


def test_the_manifest_counts_what_the_files_hold_and_the_systems_tool_agrees_on_the_sums(tmp_path: Path) -> None:
    settled.settled(1, TEXT, [4, 5])
    settled.settled(2, TEXT, verdict__provisional=True)
    settled.settled(3, TEXT, verdict__outcome="mismatch")

    write(tmp_path / "out", [waiting(4)], partial=True)

    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert manifest["counts"] == {
        "pairs": 4,
        "exported": 2,
        "provisional": 1,
        "excluded": 1,
        "unresolved": 1,
        "words": 12,
        "words_removed": 3,
    }
    assert manifest["made_by"]["methods"] == [
        {"method": "consensus/majority-1", "parameters": {"wanted": 2}, "pairs": 2}
    ]
    files = {line["path"]: line["rows"] for line in exported.lines(tmp_path / "out", "MANIFEST.jsonl")}
    assert files == {
        "data/test/imgs.tgz": 2,
        "data/test/test_questions.jsonl.tgz": 2,
        "excluded.jsonl": 1,
        "manifest.json": 0,
        "unresolved.jsonl": 1,
        "words.jsonl": 2,
    }
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path / "out", check=True)


def test_an_export_of_nothing_is_whole(tmp_path: Path) -> None:
    written = write(tmp_path / "out")

    assert written.counts.pairs == 0
    assert exported.questions(tmp_path / "out") == []
    assert exported.pictures(tmp_path / "out") == {}


def test_a_threshold_on_scores_leaves_pairs_out_and_says_why(tmp_path: Path) -> None:
    low, high, _ = (settled.settled(number, TEXT).image for number in (1, 2, 3))
    scorer = ScoreFactory(image=low, value=0.1, scorer__name="fox").scorer
    ScoreFactory(image=high, value=0.9, scorer=scorer)
    limit = Limit(Kind.NSFW, "fox@1", most=0.5)

    write(tmp_path / "out", scores=(limit,))
    write(tmp_path / "with", scores=(dataclasses.replace(limit, unscored=True),))

    assert [line["reason"] for line in exported.lines(tmp_path / "out", "excluded.jsonl")] == [
        "nsfw_score",
        "no_nsfw_score",
    ]
    assert [line["reason"] for line in exported.lines(tmp_path / "with", "excluded.jsonl")] == ["nsfw_score"]
    said = json.loads((tmp_path / "out" / "manifest.json").read_text())["options"]["scores"]
    assert said == [{"kind": "nsfw", "scorer": "fox@1", "least": None, "most": 0.5, "unscored": False}]

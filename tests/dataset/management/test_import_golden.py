"""A golden set from a file, brought in at a terminal."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dataset.models import GoldenPrompt, Prompt
from dataset.queries.golden import standing

pytestmark = pytest.mark.django_db

FOX = {"prompt": "a red fox, oil painting", "words": {"content": ["red fox"], "style": ["oil painting"]}}
LEFT = "Every word is sorted, be it under other; in no list"
OWL = {"prompt": "an owl at night", "words": {"content": ["owl"], "atmosphere": ["night"]}, "note": "short"}


def brought(path: Path, *lines: object) -> tuple[str, str]:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    out, error = StringIO(), StringIO()
    try:
        call_command("import_golden", str(path), actor="ruth", stdout=out, stderr=error)
    except CommandError as refused:
        error.write(str(refused))
    return out.getvalue(), error.getvalue()


def test_prompts_come_in_with_what_people_say(tmp_path: Path):
    told, _ = brought(tmp_path / "golden.jsonl", FOX, "", OWL)

    assert told == "2 added, 0 said anew, 0 as they were. The golden set has 2 prompts.\n"
    assert [(said.prompt.text, said.number, said.note, said.actor) for said in standing()] == [
        ("a red fox, oil painting", 1, "", "ruth"),
        ("an owl at night", 1, "short", "ruth"),
    ]
    assert standing()[0].words == {"style": ["oil painting"], "content": ["red fox"], "atmosphere": [], "other": []}


def test_a_prompt_is_said_anew_and_what_was_said_stays(tmp_path: Path):
    brought(tmp_path / "golden.jsonl", FOX, OWL)
    told, _ = brought(tmp_path / "golden.jsonl", FOX | {"caption": "A fox."}, OWL)

    assert told == "0 added, 1 said anew, 1 as they were. The golden set has 2 prompts.\n"
    assert [*GoldenPrompt.objects.order_by("pk").values_list("number", "caption")] == [(1, ""), (1, ""), (2, "A fox.")]
    assert [said.caption for said in standing()] == ["A fox.", ""]


def test_one_wrong_line_and_nothing_comes_in(tmp_path: Path):
    told, wrong = brought(tmp_path / "golden.jsonl", OWL, FOX | {"words": {"content": ["wolf"]}}, "x")

    assert told == ""
    assert wrong.splitlines() == [
        f"line 2: “wolf” does not stand in the prompt. {LEFT}: red, fox, oil, painting.",
        "line 3: This is no JSON: Expecting value: line 1 column 1 (char 0).",
        "Nothing was brought in: 2 lines are wrong.",
    ]
    assert Prompt.objects.count() == 0


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path):
    with pytest.raises(CommandError, match=r"none\.jsonl cannot be read: "):
        call_command("import_golden", str(tmp_path / "none.jsonl"))

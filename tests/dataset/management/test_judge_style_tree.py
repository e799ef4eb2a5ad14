"""Versions of style trees held against each other and against people, by commands."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from dataset.actions import style_versions
from dataset.models import StyleVersion
from dataset.rules.style_trees import Node
from tests.dataset.styles import drafted, run
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db

NODES = {1: Node(1, None, "Media"), 2: Node(2, 1, "Painting"), 3: Node(3, None, "Haze"), 4: Node(4, None, "Fog")}


@pytest.fixture
def version() -> StyleVersion:
    return drafted("oil", "gouache", "haze", "fog", "mist", nodes=NODES, members={0: 2, 1: 2, 2: 3, 3: 4})


def test_what_leads_from_a_version_to_its_draft_is_counted(version: StyleVersion) -> None:
    made = style_versions.draw_up(version=version, actor="ruth", now=NOW)
    for act, arguments in (("merge", {"numbers": [3], "into": 4}), ("rename", {"number": 2, "name": "Paint"})):
        style_versions.operate(version=made, act=act, arguments=arguments, actor="ruth", now=NOW)

    told = run("compare_style_trees", version.pk, made.pk).splitlines()

    assert told == [
        f"Versions {version.pk} and {made.pk}, over 4 styles in a leaf of both: adjusted Rand 0.571, V-measure 0.800.",
        f"From {version.pk} to {made.pk}: 0 categories new, 1 gone, 1 renamed or moved; 1 styles elsewhere.",
    ]


def test_trees_that_have_nothing_to_do_with_each_other_are_held_together_by_their_styles(version: StyleVersion) -> None:
    other = drafted("fog", "gouache", "oil", nodes=NODES, members={0: 4, 1: 3, 2: 3})

    told = run("compare_style_trees", version.pk, other.pk).splitlines()[0]

    assert told == (
        f"Versions {version.pk} and {other.pk}, over 3 styles in a leaf of both: adjusted Rand 1.000, V-measure 1.000."
    )


def test_people_fill_in_a_sample_and_the_tree_is_held_against_it(version: StyleVersion, tmp_path: Path) -> None:
    file = tmp_path / "sample.csv"

    said = run("sample_styles", version.pk, file, "--pairs", 2, "--styles", 3)

    assert said == (f"2 pairs and 3 styles: {file}. Filled in: judge_style_tree {version.pk} {file}\n")
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    assert head == "style,other,same,category"
    assert [row.count(",") for row in rows] == [3] * 5
    together = next(row for row in rows if set(row.split(",")[:2]) == {"oil", "gouache"})
    filled = [head, together.replace(",,", ",yes,"), "haze,fog,yes,", "oil,,,Media > Painting", "gouache,,,Haze"]
    file.write_text("\n".join(filled), encoding="utf-8")
    assert run("judge_style_tree", version.pk, file) == (
        "2 pairs: 50.0% as people say, kappa 0.000. 2 styles: 50.0% in the category that people name,"
        " hierarchical F1 0.571.\n"
    )


def test_a_file_that_cannot_be_read_is_said(version: StyleVersion, tmp_path: Path) -> None:
    file = tmp_path / "sample.csv"
    with pytest.raises(CommandError, match="No such file"):
        run("judge_style_tree", version.pk, file)
    file.write_text("style,other,same,category\noil,fog,perhaps,\n", encoding="utf-8")
    with pytest.raises(CommandError, match="line 2: perhaps is neither yes nor no"):
        run("judge_style_tree", version.pk, file)
    with pytest.raises(CommandError, match="There is no version 0"):
        run("judge_style_tree", 0, file)

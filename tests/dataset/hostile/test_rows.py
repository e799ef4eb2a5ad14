"""Hostile lines and prompts among sound ones, brought in as one table."""

from pathlib import Path

import pytest

from dataset.actions import prompts
from dataset.models import Image, Prompt
from dataset.rules.reasons import RowReason
from tests.dataset.collected import NOW, Row, bring_in, counts, row, tree, verdicts
from tests.dataset.hostile.bounded import within
from tests.dataset.hostile.prompts import PROMPTS
from tests.dataset.hostile.reading import reasons
from tests.dataset.hostile.rows import ROWS

pytestmark = pytest.mark.django_db

MB = 1024**2
CASES = {
    **{case.name: (case.make(f"000/r{n}.png"), case.reason) for n, case in enumerate(ROWS)},
    **{f"prompt: {case.name}": (case.line(f"000/p{n}.png"), case.reason) for n, case in enumerate(PROMPTS)},
}
EXPECTED = {name: reason for name, (_, reason) in CASES.items()}


def table(folder: Path) -> Path:
    """Every case on an odd line, a sound row after each."""
    found: list[Row] = []
    for number, (line, _) in enumerate(CASES.values()):
        found += [line, row(number, prompt=f"a sound fox of {number} apples")]
    return tree(folder, found, {})


def test_there_are_cases_enough_and_no_two_of_a_name() -> None:
    assert len(CASES) == len(ROWS) + len(PROMPTS) > 100


def test_each_line_goes_in_or_is_refused_for_its_reason_and_every_sound_row_goes_in(tmp_path: Path) -> None:
    run = bring_in(table(tmp_path), size=30, wait=True)

    said = {number: reason for number, _, reason in verdicts(run)}
    assert {name: said[2 * n + 1] for n, name in enumerate(CASES)} == EXPECTED
    assert [said[2 * n + 2] for n in range(len(CASES))] == [""] * len(CASES)
    n_out = sum(reason not in {"", RowReason.TEXTS_SKIPPED} for reason in EXPECTED.values())
    assert counts(run) == (2 * len(CASES) - n_out, 0, n_out)


def test_prompts_that_go_in_are_kept_as_they_came_and_are_described(tmp_path: Path) -> None:
    bring_in(table(tmp_path), wait=True)

    n_described = prompts.describe(limit=1000, now=NOW)

    kept = dict(Image.objects.filter(source_key__startswith="000/p").values_list("source_key", "prompt__text"))
    assert kept == {f"000/p{n}.png": case.prompt for n, case in enumerate(PROMPTS) if not case.reason}
    assert n_described == Prompt.objects.count()
    assert not Prompt.objects.filter(language="").exists()


def test_all_of_them_are_read_in_little_memory(tmp_path: Path) -> None:
    said = within(48 * MB, reasons, table(tmp_path))

    bare = {name: "" if reason == RowReason.TEXTS_SKIPPED else reason for name, reason in EXPECTED.items()}
    assert {name: said[2 * n + 1] for n, name in enumerate(CASES)} == bare

"""The place that an export is written to: whole or not at all, the same bytes each time."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from dataset.actions import exports
from dataset.gateways import storage, targets, verifications
from dataset.models import Image
from dataset.queries.exports import snapshot
from dataset.rules.exports import ExportOptions, Pending
from dataset.rules.score_limits import Kind, Limit
from tests import database
from tests.dataset import exported, settled
from tests.dataset.exporting import TEXT, prompts, waiting, write
from tests.factories import CaptionFactory, PromptWordsFactory, ScoreFactory, ScorerFactory

pytestmark = pytest.mark.django_db(transaction=True)


def make_pairs(numbers: Iterable[int]) -> None:
    for number in numbers:
        verdict = settled.settled(number, f"a red apple and {number} bananas", [number % 6], arguments={"b": 1, "a": 2})
        CaptionFactory(prompt=verdict.tidy_prompt, text=f"Caption {number}.")
        for kind in ("style", "content") if number % 2 else ("content", "style"):
            PromptWordsFactory(prompt=verdict.tidy_prompt, kind=kind, words=[kind, "b", "a"])


def test_the_order_in_which_rows_came_in_does_not_show_in_the_bytes(tmp_path: Path) -> None:
    make_pairs(range(1, 9))
    write(tmp_path / "there", sources=("street-1",))
    database.empty()
    settled.settled(99, "of a batch that is not exported", verdict__source="street-2")
    make_pairs(range(8, 0, -1))
    write(tmp_path / "here", sources=("street-1",))

    assert exported.everything(tmp_path / "here") == exported.everything(tmp_path / "there")


def test_processes_beside_write_the_same_bytes_as_this_one_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pairs(range(1, 9))
    write(tmp_path / "alone")
    monkeypatch.setattr(exports, "CHUNK", 2)
    monkeypatch.setattr(exports, "FEW", 2)

    write(tmp_path / "beside")

    assert exported.everything(tmp_path / "beside") == exported.everything(tmp_path / "alone")


def test_processes_beside_keep_to_thresholds_on_scores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_pairs(range(1, 9))
    scorer = ScorerFactory(name="fox")
    for place, image in enumerate(Image.objects.order_by("pk")[:6]):
        ScoreFactory(image=image, scorer=scorer, value=place / 10)
    within = (Limit(Kind.NSFW, "fox@1", most=0.2),)
    alone = write(tmp_path / "alone", rows_only=True, scores=within)
    monkeypatch.setattr(exports, "CHUNK", 2)
    monkeypatch.setattr(exports, "FEW", 2)

    write(tmp_path / "beside", rows_only=True, scores=within)

    assert dict(alone.counts.excluded) == {"nsfw_score": 3, "no_nsfw_score": 2}
    assert exported.everything(tmp_path / "beside") == exported.everything(tmp_path / "alone")


def test_pages_and_pairs_one_by_one_make_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_pairs((1, 2, 3, 4, 6, 7))
    settled.settled(5, TEXT, verdict__outcome="mismatch")
    pending = [waiting(2), waiting(9), waiting(10, "", "withdrawn")]
    write(tmp_path / "whole", pending, partial=True)
    monkeypatch.setattr(exports, "CHUNK", 2)
    monkeypatch.setattr(exports, "FEW", 2)

    write(tmp_path / "rows", pending, partial=True, rows_only=True)

    whole, rows = exported.everything(tmp_path / "whole"), exported.everything(tmp_path / "rows")
    same = ("data/test/test_questions.jsonl.tgz", "excluded.jsonl", "unresolved.jsonl", "words.jsonl")
    assert {name: rows[name] for name in same} == {name: whole[name] for name in same}
    assert list(prompts(tmp_path / "rows")) == ["01", "03", "04", "06", "07"]


def test_an_export_of_rows_only_has_the_same_lines_and_looks_at_no_picture(tmp_path: Path) -> None:
    make_pairs((1, 2))
    write(tmp_path / "whole")
    for image in Image.objects.all():
        default_storage.delete(storage.original_name(image))

    write(tmp_path / "rows", rows_only=True)

    whole, rows = exported.everything(tmp_path / "whole"), exported.everything(tmp_path / "rows")
    same = ("data/test/test_questions.jsonl.tgz", "excluded.jsonl", "words.jsonl")
    assert {name: rows[name] for name in same} == {name: whole[name] for name in same}
    assert whole.keys() - rows.keys() == {"data/test/imgs.tgz"}
    assert verifications.problems(tmp_path / "rows") == []


def test_the_same_again_is_already_there_and_stays_untouched(tmp_path: Path) -> None:
    settled.settled(1, TEXT)
    write(tmp_path / "out")
    before = (tmp_path / "out").stat().st_ino

    assert write(tmp_path / "out").is_new is False
    assert write(tmp_path / "out", replace=True).is_new is False
    assert (tmp_path / "out").stat().st_ino == before
    assert not (tmp_path / "out.partial").exists()


def test_another_export_in_the_place_is_kept_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    settled.settled(1, TEXT)
    write(tmp_path / "out")
    settled.settled(2, TEXT)

    with pytest.raises(targets.TargetTaken, match="holds another export"):
        write(tmp_path / "out")
    assert list(prompts(tmp_path / "out")) == ["01"]

    assert write(tmp_path / "out", replace=True).is_new is True
    assert list(prompts(tmp_path / "out")) == ["01", "02"]
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith("out")] == ["out"]


def test_a_damaged_export_is_not_taken_for_the_same(tmp_path: Path) -> None:
    settled.settled(1, TEXT)
    write(tmp_path / "out")
    (tmp_path / "out" / "words.jsonl").write_text("")

    with pytest.raises(targets.TargetTaken, match="holds another export"):
        write(tmp_path / "out")
    write(tmp_path / "out", replace=True)

    assert len(exported.lines(tmp_path / "out", "words.jsonl")) == 1


def test_a_directory_with_other_things_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("dear")

    with pytest.raises(targets.TargetTaken, match="not an export"):
        write(tmp_path / "out", replace=True)

    assert list(exported.everything(tmp_path / "out")) == ["letter.txt"]


def stopping_before(number: int) -> Iterator[Pending]:
    """Ctrl-C when all pairs before that number are done."""
    yield waiting(number - 1)
    raise KeyboardInterrupt


def test_an_interrupted_export_leaves_nothing_readable_and_a_rerun_the_same_as_ever(tmp_path: Path) -> None:
    for number in (1, 3, 5):
        settled.settled(number, TEXT)
    write(tmp_path / "whole", [waiting(2)], partial=True)

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "out", stopping_before(3), partial=True)

    assert not (tmp_path / "out").exists()
    assert (tmp_path / "out.partial").is_dir()

    write(tmp_path / "out", [waiting(2)], partial=True)

    assert not (tmp_path / "out.partial").exists()
    assert exported.everything(tmp_path / "out") == exported.everything(tmp_path / "whole")


def test_progress_is_told_chunk_by_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CHUNK", 2)
    for number in (1, 2, 3):
        settled.settled(number, TEXT)
    told: list[tuple[int, int]] = []

    with snapshot():
        exports.write_test_set(
            target=tmp_path / "out", options=ExportOptions(), report=lambda done, total: told.append((done, total))
        )

    assert told == [(2, 3), (3, 3)]

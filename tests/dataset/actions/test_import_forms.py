"""Forms that pairs come in, other than a folder of files with a JSONL."""

import hashlib
from pathlib import Path

import pytest

from dataset.choices import ArchiveState, MediaState
from dataset.models import Archive, Image, Prompt
from tests.dataset.collected import NOW, archive, bring_in, counts, lines, picture, row, tree, verdicts
from tests.factories import ArchiveFactory, ImageFactory, PromptFactory

pytestmark = pytest.mark.django_db


def test_images_in_archives_name_them_and_open_a_read_one_again(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1), row(2, img_path="./001/2.png")], {})
    archives = [str(archive(tmp_path.resolve() / f"imgs/{n}.tgz", {"a.png": b""})) for n in ("000", "001")]
    ArchiveFactory(path=archives[0], state=ArchiveState.READ)

    bring_in(path)

    found = Image.objects.order_by("pk").values_list("origin", "archive__path", "archive__state")
    assert list(found) == [
        (f"{archives[0]}::000/1.png", archives[0], ArchiveState.WAITING),
        (f"{archives[1]}::001/2.png", archives[1], ArchiveState.WAITING),
    ]


def test_a_second_run_leaves_a_read_archive_as_it_is(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1)], {})
    archive(tmp_path / "imgs/000.tgz", {"000/1.png": picture()})
    bring_in(path)
    Archive.objects.update(state=ArchiveState.READ)
    Image.objects.update(media_state=MediaState.REFUSED, media_reason="not_found", withdrawn_at=NOW)

    bring_in(path)

    assert Archive.objects.get().state == ArchiveState.READ


def test_an_image_of_a_described_prompt_takes_the_arguments_found_in_it(tmp_path: Path) -> None:
    prompt = PromptFactory(text="a fox --ar 3:2", text_sha256=hashlib.sha256(b"a fox --ar 3:2").digest())
    ImageFactory(prompt=prompt, arguments={"ar": "3:2"})

    bring_in(tree(tmp_path, [row(1, prompt="a fox --ar 3:2")]))

    assert Image.objects.get(source="test", source_key="000/1.png").arguments == {"ar": "3:2"}


def test_a_csv_goes_in_as_well(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text('image,prompt\na.png,"a fox, red"\nb.png\n')
    (tmp_path / "a.png").write_bytes(b"")

    run = bring_in(tmp_path / "pairs.csv")

    assert verdicts(run) == [(1, "added", ""), (2, "refused", "bad_cells")]
    assert Prompt.objects.get().text == "a fox, red"


def test_a_table_in_an_archive_goes_in_as_well(tmp_path: Path) -> None:
    tree(tmp_path, [row(1)])
    archive(tmp_path / "x_anno.jsonl.tgz", {"x_anno.jsonl": lines([row(1)])})

    assert counts(bring_in(tmp_path / "x_anno.jsonl.tgz")) == (1, 0, 0)

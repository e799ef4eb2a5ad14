from pathlib import Path

import pytest

from dataset.gateways import sources
from dataset.gateways.sources import ImagePlaces, Origin, Source, SourceUnclear


def made(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    return folder.resolve()


@pytest.mark.parametrize(
    ("names", "table"),
    [
        (["anno.jsonl", "ATTRIBUTION.csv"], "anno.jsonl"),
        (["train_anno.jsonl.tgz", "train_anno_realease_repath.jsonl.tgz"], "train_anno_realease_repath.jsonl.tgz"),
        (["valid_anno_repath.jsonl.tgz"], "valid_anno_repath.jsonl.tgz"),
        (["test_questions.jsonl.tgz"], "test_questions.jsonl.tgz"),
        (["pairs.csv", "notes.txt"], "pairs.csv"),
        (["words.jsonl", "valid_anno.jsonl"], "valid_anno.jsonl"),
    ],
)
def test_the_table_of_a_folder_is_found(tmp_path: Path, names: list[str], table: str) -> None:
    folder = made(tmp_path, *names)

    assert sources.find(folder) == Source(folder / table, folder)


def test_a_table_is_a_source_with_the_images_beside_it(tmp_path: Path) -> None:
    folder = made(tmp_path, "pairs.csv")

    assert sources.find(folder / "pairs.csv") == Source(folder / "pairs.csv", folder)


def test_a_path_that_is_no_source_is_refused_with_what_may_be_meant(tmp_path: Path) -> None:
    folder = made(tmp_path, "train/train_anno.jsonl", "two/a.csv", "two/b.csv", "notes.txt")

    for path, said in [
        (folder, "Name one of its folders: train."),
        (folder / "two", "Name one of them."),
        (folder / "none", "is not there."),
        (folder / "notes.txt", "notes.txt is none of"),
    ]:
        with pytest.raises(SourceUnclear) as refusal:
            sources.find(path)
        assert said in str(refusal.value)


def test_the_fingerprint_tells_a_changed_table_from_the_old_one(tmp_path: Path) -> None:
    source = sources.find(made(tmp_path, "pairs.csv") / "pairs.csv")
    before = source.fingerprint()

    (tmp_path / "pairs.csv").write_bytes(b"image,prompt\n")

    assert before != source.fingerprint()
    assert source.fingerprint() == source.fingerprint()


def test_images_are_found_in_their_folder_beside_the_table_and_under_another_suffix(tmp_path: Path) -> None:
    folder = made(tmp_path, "imgs/000/a.png", "001/b.jpg", "c.webp")
    places = ImagePlaces(folder)

    assert places.find("000/a.png") == Origin(f"{folder}/imgs/000/a.png")
    assert places.find("000/a.jpg") == Origin(f"{folder}/imgs/000/a.png")
    assert places.find("001/b.png") == Origin(f"{folder}/001/b.jpg")
    assert places.find("c.png") == Origin(f"{folder}/c.webp")
    assert places.find("000/d.png") is None
    assert places.find("002/a.png") is None


def test_an_image_that_is_no_file_may_be_in_the_archive_of_its_folder(tmp_path: Path) -> None:
    folder = made(tmp_path, "imgs/000/a.png", "imgs/001.tgz")
    places = ImagePlaces(folder)

    assert places.find("001/b.png") == Origin(f"{folder}/imgs/001.tgz::001/b.png", f"{folder}/imgs/001.tgz")
    assert places.find("000/b.png") is None


def test_one_archive_may_hold_all(tmp_path: Path) -> None:
    folder = made(tmp_path, "imgs.tgz")

    assert ImagePlaces(folder).find("007/b.png") == Origin(f"{folder}/imgs.tgz::007/b.png", f"{folder}/imgs.tgz")

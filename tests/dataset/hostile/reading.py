"""What a bounded process does: it reads hostile input as an import does, without a database."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from dataset.gateways import archives, chunks, originals, sources, tables
from dataset.gateways.examiners import examine
from dataset.gateways.pixels import Picture
from dataset.rules.table_lines import Row, json_rows
from tests.dataset.hostile import streams
from tests.dataset.hostile.pictures import PICTURES


def reasons(path: Path) -> dict[int, str]:
    """What is said of each row of a tree; an empty text is nothing."""
    with tables.opened(path / "x_anno.jsonl") as found:
        return _said(found.rows, sources.ImagePlaces(path))


def reasons_of(make: Callable[[], Iterator[bytes]]) -> dict[int, str]:
    """The same of a JSONL that is made as it is read."""
    return _said(json_rows(tables.lines(streams.opened(make))), sources.ImagePlaces(Path("/nonexistent")))


def csv_reasons_of(make: Callable[[], Iterator[bytes]]) -> Counter[str]:
    """How often what is said of the rows of a CSV that is made as it is read."""
    rows = tables.CsvRows(tables.lines(streams.opened(make)), image_column="", prompt_column="")
    return Counter(_said(iter(rows), sources.ImagePlaces(Path("/nonexistent"))).values())


def _said(rows: Iterator[Row], places: sources.ImagePlaces) -> dict[int, str]:
    said: dict[int, str] = {}
    for chunk in chunks.chunks(rows, places, size=20, images_may_wait=True):
        said |= {taken.number: "" for taken in chunk.taken}
        said |= {refused.number: refused.reason.value for refused in chunk.refused}
    return said


def pictures_of(make: Callable[[], Iterator[bytes]]) -> tuple[int, set[str], str]:
    """How many pictures an archive has that is made as it is read, their names, and what is said of its end."""
    n_pictures, keys = 0, set[str]()
    try:
        for key, _ in originals.in_archive(archives.Inflated(streams.opened(make))):
            n_pictures += 1
            keys.add(key[:20])
    except archives.ArchiveRefused as refusal:
        return n_pictures, keys, str(refusal)
    return n_pictures, keys, ""


def findings() -> dict[str, str]:
    """What is said of each hostile picture that decodes to little; an empty text is a sound one."""
    found = {case.name: examine(case.make()) for case in PICTURES if not case.is_large}
    return {name: "" if isinstance(f, Picture) else f.reason.value for name, f in found.items()}

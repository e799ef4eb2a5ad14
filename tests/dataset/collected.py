"""Collected pairs for tests: pictures, tables, trees, and the short way to bring them in."""

import gzip
import io
import json
import random
import tarfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image as Picture

from dataset.actions import imports, prompts
from dataset.choices import RunState
from dataset.gateways import chunks, sources, tables
from dataset.gateways.chunks import Chunk
from dataset.gateways.packets import packed
from dataset.models import ImportRun
from dataset.queries import imports as queries

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OPTIONS: dict[str, Any] = {"generator": "midjourney", "licence": ""}


Row = Mapping[str, Any] | bytes


def picture(
    seed: int = 0, *, size: tuple[int, int] = (24, 16), kind: str = "PNG", mode: str = "RGB", **how: Any
) -> bytes:
    """A small picture, another one for each seed."""
    n_bands = len(Picture.new(mode, (1, 1)).getbands())
    pixels = random.Random(seed).randbytes(size[0] * size[1] * n_bands)  # noqa: S311  repeatable
    file = io.BytesIO()
    Picture.frombytes(mode, size, pixels).save(file, kind, **how)
    return file.getvalue()


def row(number: int, **more: Any) -> dict[str, Any]:
    return {"img_path": f"./000/{number}.png", "prompt": f"a red fox and {number} apples", **more}


def lines(rows: Iterable[Row]) -> bytes:
    """JSONL of these rows; bytes stand there as they are."""
    return b"".join(r + b"\n" if isinstance(r, bytes) else json.dumps(r).encode() + b"\n" for r in rows)


def tree(folder: Path, rows: Iterable[Row], pictures: Mapping[str, bytes] | None = None) -> Path:
    """A folder with `x_anno.jsonl` and `imgs/`; without pictures given, one for each row that names one."""
    rows = list(rows)
    if pictures is None:
        named = [r["img_path"].removeprefix("./") for r in rows if not isinstance(r, bytes) and "img_path" in r]
        pictures = {name: picture(seed) for seed, name in enumerate(named)}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "x_anno.jsonl").write_bytes(lines(rows))
    for name, data in pictures.items():
        (folder / "imgs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "imgs" / name).write_bytes(data)
    return folder


def archive(path: Path, members: Mapping[str, bytes], *, packed: bool = True, form: int = tarfile.USTAR_FORMAT) -> Path:
    """A .tgz of these members, in their order."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(file.getvalue()) if packed else file.getvalue())
    return path


def begin(path: Path, *, source: str = "test", **options: Any) -> ImportRun:
    found = sources.find(path)
    return imports.begin(
        source=source,
        path=str(found.table),
        fingerprint=found.fingerprint(),
        options=OPTIONS | options,
        actor="test",
        now=NOW,
    )


def bring_in(path: Path, *, source: str = "test", size: int = 100, at_most: int = 0, wait: bool = False) -> ImportRun:
    """The rows of a table or tree, as the command brings them in; pictures and languages wait."""
    run = begin(path, source=source)
    found = sources.find(path)
    with tables.opened(found.table) as table:
        places = sources.ImagePlaces(found.folder)
        for chunk in chunks.chunks(
            table.rows, places, size=size, after=run.cursor, at_most=at_most, images_may_wait=wait
        ):
            keep(run, chunk)
    imports.finish(run=run, state=RunState.DONE, now=NOW)
    return run


def keep(run: ImportRun, chunk: Chunk) -> None:
    """One chunk with its prompts."""
    packet = packed(chunk)
    imports.keep(run=run, packet=packet, prompt_ids=prompts.bring_in(source=run.source, packet=packet), now=NOW)


def counts(run: ImportRun) -> tuple[int, int, int]:
    """Rows added, known, refused."""
    return run.n_added, run.n_known, run.n_refused


def verdicts(run: ImportRun) -> list[tuple[int, str, str]]:
    """Number, verdict and reason of each row, those that only became images too."""
    return [(row.number, row.verdict, row.reason) for row in queries.rows(run, everything=True)]

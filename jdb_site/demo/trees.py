"""Demo pairs as files: a JourneyDB tree with its lines, and the truth beside it."""

import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from dataset.rules.tokeniser import tokenise
from jdb_site.demo.truths import DemoPair, struck_words

Progress = Callable[[int, int], None]
N_FOLDERS = 4
KEYS_SPACE = uuid5(NAMESPACE_URL, "strikeout/demo")


def image_id(pair: DemoPair) -> UUID:
    return uuid5(KEYS_SPACE, pair.key)


def img_path(pair: DemoPair) -> str:
    """Where JourneyDB's lines say that the picture is."""
    name = image_id(pair)
    return f"./{name.int % N_FOLDERS:03d}/{name}{pair.suffix}"


def write_tree(folder: Path, pairs: Sequence[DemoPair], on_done: Progress | None = None, jobs: int = 2) -> None:
    """
    Write `imgs/`, `anno.jsonl` and `truth.jsonl` under `folder`, drawing in `jobs` processes.

    Pictures that an earlier run of the same code left whole are kept. Files appear whole or not at all; `truth.jsonl`
    comes last. `on_done(n, total)` is called after each picture.
    """
    code = _code_hash()
    hashes = _kept(folder, pairs, code)
    total, missing = len(pairs), [pair for pair in pairs if pair.key not in hashes]
    if on_done and hashes:
        on_done(len(hashes), total)
    for key, digest in _drawn(folder, missing, jobs):
        hashes[key] = digest
        if on_done:
            on_done(len(hashes), total)
    _write_lines(folder / "anno.jsonl", (_line(pair) for pair in pairs))
    _write_lines(folder / "truth.jsonl", (_truth(pair, hashes[pair.key], code) for pair in pairs))


def _drawn(folder: Path, pairs: Sequence[DemoPair], jobs: int) -> Iterable[tuple[str, str]]:
    if not pairs:
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for done in as_completed([pool.submit(_draw, folder, pair) for pair in pairs]):
            yield done.result()


def _draw(folder: Path, pair: DemoPair) -> tuple[str, str]:
    data = pair.draw()
    _write(folder / "imgs" / img_path(pair), data)
    return pair.key, sha256(data).hexdigest()


def _kept(folder: Path, pairs: Sequence[DemoPair], code: str) -> dict[str, str]:
    """The hash of each picture that is there, whole, drawn by the code as it is now."""
    try:
        lines = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
    except FileNotFoundError:
        return {}
    known = {line["key"]: line["sha256"] for line in lines if line["drawn_by"] == code}
    return {
        pair.key: known[pair.key] for pair in pairs if known.get(pair.key) == _hash(folder / "imgs" / img_path(pair))
    }


def _hash(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest() if file.exists() else "absent"


def _code_hash() -> str:
    """The hash of the code that draws."""
    here = Path(__file__).parent
    folders = (here / name for name in ("motifs", "scenes", "catalogue"))
    files = [here / "painting.py", here / "finishes.py", *(file for folder in folders for file in folder.glob("*.py"))]
    return sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()


def _line(pair: DemoPair) -> dict[str, Any]:
    """A line of JourneyDB; as in the release, some have no Task keys and some have them empty."""
    line: dict[str, Any] = {"img_path": img_path(pair), "prompt": pair.prompt}
    kind = image_id(pair).int // N_FOLDERS % 3
    if kind == 0:
        return line
    return line | {"Task1": {}, "Task2": {}, "Task3": {"Style": [], "Content": []} if kind == 1 else {}}


def _truth(pair: DemoPair, digest: str, code: str) -> dict[str, Any]:
    return {
        "img_path": img_path(pair),
        "key": pair.key,
        "outcome": pair.outcome,
        "struck": list(struck_words(pair, tokenise(pair.prompt))),
        "rulings": list(pair.rulings),
        "language": pair.language,
        "sha256": digest,
        "drawn_by": code,
    }


def _write_lines(file: Path, rows: Iterable[dict[str, Any]]) -> None:
    _write(file, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(data)
    part.replace(file)

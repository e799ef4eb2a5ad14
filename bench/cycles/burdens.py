"""What else goes on while forty people work: an import, an export, and a batch that a worker opens."""

import json
import os
import random
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

from bench.crowd.crews import leashed
from bench.cycles.databases import PLACE
from bench.cycles.wordings import NAME, wordings
from jdb_site.frontdoor import processes, programs
from jdb_site.frontdoor.paths import ROOT

ROWS = 1_000_000
FOLDER = PLACE / "import"
WAITING = """
INSERT INTO annotation_batch (id, name, guideline_id, state, wanted, at_most, split_to_desk, priority, seed, selection,
    n_pairs, actor, created_at, requires_qualification)
SELECT 2, 'burden', guideline_id, 'opening', 2, 3, false, 0, 0, '{{}}', {n}, 'bench', now(), false
  FROM annotation_batch WHERE id = 1;
INSERT INTO annotation_batchpair (batch_id, image_id, purpose, round, n_words, locked, state, n_counted, m, s,
    desk_reason, desk_words, settled_how, outcome, struck, word_sources)
SELECT 2, n, 0, 1, 0, '{{}}', 0, 0, '{{}}', '{{}}', '', '{{}}', '', '', '{{}}', '{{}}' FROM generate_series(1, {n}) n
"""


def waiting_batch(n: int) -> str:
    """SQL: a batch of that many pairs, frozen and not yet in work, which the worker takes up."""
    return WAITING.format(n=n)


def write_rows(n: int = ROWS) -> Path:
    """A table to import, once."""
    path = FOLDER / "rows.jsonl"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        chance, texts = random.Random(3), [wording.text for wording in wordings(3)]
        with path.with_suffix(".new").open("w") as lines:
            for number in range(n):
                key = UUID(int=chance.getrandbits(128), version=4)
                name = f"{number:012d}".translate(str.maketrans("0123456789", NAME[:10]))
                row = {"img_path": f"./{number // 1000:04d}/{key}.png", "prompt": name + texts[number % len(texts)]}
                lines.write(json.dumps(row) + "\n")
        path.with_suffix(".new").rename(path)
    return path


@contextmanager
def carrying(env: Mapping[str, str]) -> Iterator[Callable[[], dict[str, bool]]]:
    """All of them at work; what is yielded tells which still are."""
    write_rows()
    out = PLACE / "export"
    wanted = {
        "worker": programs.worker(),
        "beat": programs.beat(),
        "import": programs.manage("import_pairs", str(FOLDER / "rows.jsonl"), "--missing-images", "wait"),
        "export": programs.manage("export_test_set", "--out", str(out), "--partial", "--replace"),
    }
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in wanted.items():
            running[name] = start(name, command, env)
        yield lambda: {name: process.poll() is None for name, process in running.items()}
    finally:
        for process in running.values():
            processes.end(processes.of(process.pid), 15, grace=20)
            process.wait()
        with suppress(FileNotFoundError):
            (PLACE / "beat-schedule").unlink()


def start(name: str, command: list[str], env: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    with (PLACE / "logs" / f"{name}.log").open("ab") as log:
        return subprocess.Popen(
            leashed(command),
            env={**os.environ, **env},
            cwd=ROOT,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

"""Pictures through the whole import: how many a second, at what CPU each, and where that goes."""

import hashlib
import io
import json
import random
import shutil
import struct
import time
import zlib
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

import thumbhash
from PIL import Image

from bench.arrivals import commands, places
from dataset.gateways import pixels
from jdb_site.frontdoor import processes

SIDE = 1024
OCTAVES = ((4, 1.0), (16, 0.33), (64, 0.23), (256, 0.17), (1024, 0.06))
TIMES = 20
# What examining a picture consists of: where it is called, by which name, and what it is here.
STAGES = (
    (hashlib, "sha256", "SHA-256"),
    (pixels, "_looked_at", "header"),
    (pixels, "_decoded", "decode every pixel"),
    (pixels, "_scaled", "resize"),
    (Image.Image, "save", "encode WebP"),
    (pixels, "perceptual_hash", "perceptual hash"),
    (thumbhash, "rgba_to_thumb_hash", "thumbhash"),
    (pixels, "examine", "whole"),
)


def told(place: Path, n: int) -> int:
    """Measure both formats and print the tables."""
    print("| | pictures/s | CPU a picture, ms | of PostgreSQL, ms | peak MB |\n|---|---|---|---|---|", flush=True)
    for kind in ("JPEG", "PNG"):
        print(line(kind, place, n), flush=True)
    found = {kind: stages(picture(kind)) for kind in ("JPEG", "PNG")}
    print("\n| one picture, CPU ms | JPEG | PNG |\n|---|---|---|")
    for _, _, name in STAGES:
        print(f"| {name} | {found['JPEG'][name]:.1f} | {found['PNG'][name]:.1f} |")
    print(f"threads of the process that examined them: {n_threads()}")
    return 0


def line(kind: str, place: Path, n: int) -> str:
    """So many pictures of a kind, brought in by the command, beside the command with a single one."""
    one, all_of_them = taken_in(kind, place, 1), taken_in(kind, place, n + 1)
    seconds = all_of_them.seconds - one.seconds
    client, server = all_of_them.client_cpu - one.client_cpu, all_of_them.server_cpu - one.server_cpu
    cpu = f"{1000 * client / n:.0f} | {1000 * server / n:.1f}"
    return f"| {kind} | {n / seconds:.1f} | {cpu} | {all_of_them.peak_mb:.0f} |"


def taken_in(kind: str, place: Path, n: int) -> commands.Spent:
    folder = tree(place / "pictures", kind, n)
    try:
        with places.place("bench_pictures") as found:
            media = {"MEDIA_ROOT": str(folder / "kept")}
            return commands.watched(places.Place(found.name, {**found.env, **media}), folder, "--inline")
    finally:
        shutil.rmtree(folder)


def tree(place: Path, kind: str, n: int) -> Path:
    """A folder with a table and its pictures: the same pixels, and a comment of its own in each."""
    shutil.rmtree(place, ignore_errors=True)
    (place / "imgs").mkdir(parents=True)
    data, suffix = picture(kind), {"JPEG": "jpg", "PNG": "png"}[kind]
    with (place / "x_anno.jsonl").open("w") as table:
        for number in range(n):
            name = f"{number}.{suffix}"
            (place / "imgs" / name).write_bytes(commented(data, str(number).encode()))
            table.write(json.dumps({"img_path": name, "prompt": f"a fox and {number} apples"}) + "\n")
    return place


def picture(kind: str) -> bytes:
    """Noise at five scales: near a photograph in what it costs to decode and to pack."""
    chance, drawn = random.Random(1), Image.new("RGB", (SIDE, SIDE))
    for side, share in OCTAVES:
        noise = Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3))
        drawn = Image.blend(drawn, noise.resize((SIDE, SIDE), Image.Resampling.BICUBIC), share)
    file = io.BytesIO()
    drawn.save(file, kind, quality=90)
    return file.getvalue()


def commented(data: bytes, comment: bytes) -> bytes:
    """The picture with a comment after its signature (JPEG) or its first chunk (PNG)."""
    if data.startswith(b"\xff\xd8"):
        return data[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + data[2:]
    chunk = b"tEXt" + b"n\0" + comment
    return data[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + data[33:]


def stages(data: bytes) -> dict[str, float]:
    """CPU milliseconds of each stage of examining a picture, in the mean; resizing counts the thumbhash's own too."""
    pixels.examine(data)
    spent: defaultdict[str, float] = defaultdict(float)
    with ExitStack() as patches:
        for place, name, stage in STAGES:
            patches.enter_context(patch.object(place, name, timed(getattr(place, name), stage, spent)))
        for _ in range(TIMES):
            pixels.examine(data)
    return {stage: 1000 * spent[stage] / TIMES for _, _, stage in STAGES}


def timed(act: Callable[..., Any], stage: str, spent: defaultdict[str, float]) -> Callable[..., Any]:
    def measured(*arguments: Any, **options: Any) -> Any:
        began = time.process_time()
        try:
            return act(*arguments, **options)
        finally:
            spent[stage] += time.process_time() - began

    return measured


def n_threads() -> int:
    """How many threads this process has, where the system tells."""
    tasks = processes.PROC / "self" / "task"
    return len(list(tasks.iterdir())) if tasks.is_dir() else 1

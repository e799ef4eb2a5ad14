"""What a worker does for an arrival: unpack and fetch, look at it for a person, bring its rows in."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from dataset.actions import arrivals, imports, prompts
from dataset.actions.arrivals import TakenFromHere
from dataset.choices import ArrivalKind, ArrivalState, RunState
from dataset.errors import DatasetError
from dataset.gateways import originals, sources, uploads, zips
from dataset.gateways.chunks import Chunk, TakenRow
from dataset.gateways.examiners import examine_here
from dataset.gateways.readings import Reading
from dataset.gateways.tables import CSV_SUFFIXES, first_rows
from dataset.models import Arrival, ImportRun
from dataset.rules.arrivals import spread
from dataset.rules.columns import ColumnsUnclear
from dataset.rules.reasons import SENTENCES, Refused

N_SHOWN = 12
N_CELLS = 12
SIZE = 512
LONGEST_CELL = 300
TELL_EVERY = 1.0
Clock = Callable[[], datetime]
KEPT = ("licence", "generator", "image_column", "prompt_column", "missing_images")


def perform(*, arrival: Arrival, clock: Clock) -> ArrivalState | None:
    """
    Go on with an arrival that was claimed, and say how that ended; None when it went into other hands.

    Safe to be killed at any moment: unpacking begins anew, rows go on where they were.
    """
    importing = arrival.state == ArrivalState.IMPORTING
    teller = Teller(arrival, clock)
    try:
        if importing:
            return bring_in(arrival, teller, clock)
        gather(arrival, teller)
        return ended(arrival, ArrivalState.LOOKED, look=seen(arrival, teller))
    except TakenFromHere:
        return ended(arrival, ArrivalState.STOPPED)
    except imports.ImportBusy:
        arrivals.let_go(arrival=arrival, now=clock())
        return None
    except DatasetError as error:
        state = ArrivalState.STOPPED if arrival.run_id else ArrivalState.REFUSED
        return ended(arrival, state, detail=str(error))


def ended(arrival: Arrival, state: ArrivalState, **facts: Any) -> ArrivalState | None:
    return state if arrivals.finish(arrival=arrival, state=state, **facts) else None


class Teller:
    """Tells the row how far it is, once a second at most."""

    def __init__(self, arrival: Arrival, clock: Clock) -> None:
        self._arrival, self._clock = arrival, clock
        self._told = -TELL_EVERY

    def __call__(self, done: int, total: int) -> None:
        if (now := time.monotonic()) - self._told >= TELL_EVERY:
            self._told = now
            arrivals.tell(arrival=self._arrival, n_done=done, n_total=total, now=self._clock())


def gather(arrival: Arrival, report: Teller) -> None:
    """Put the files where the import reads them: from the bucket, or as they came or lie there, zips unpacked."""
    key = str(arrival.key)
    if arrival.kind == ArrivalKind.PREFIX:
        uploads.fetch(arrival.origin, uploads.tree(key), report)
    elif arrival.kind == ArrivalKind.UPLOAD and not arrival.look:
        unpack(uploads.received(key), uploads.tree(key), report)
    elif arrival.kind == ArrivalKind.FOLDER and not arrival.look and uploads.has_zips(Path(arrival.origin)):
        unpack(Path(arrival.origin), uploads.tree(key), report)
        arrivals.move(arrival=arrival, place=str(uploads.tree(key)))


def unpack(folder: Path, tree: Path, report: Teller) -> None:
    """
    Put what is in the zips of a folder, and what lies beside them, into a folder of the arrival.

    Zips come first: what lies beside has its bytes in common with where it came from, and is never written over.
    """
    uploads.clear(tree)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    for path in filter(uploads.is_zip, files):
        zips.unpack(path, tree, most_bytes=settings.UPLOAD_MOST_BYTES, report=report)
    for path in files:
        if not uploads.is_zip(path):
            uploads.put_beside(path, tree / path.relative_to(folder))


def found_in(place: Path) -> sources.Source:
    """
    The table and the folder of its images; a folder that holds one folder alone is entered.

    :raises SourceUnclear: there is no table, or several could be meant
    """
    while len(inside := [*place.iterdir()]) == 1 and inside[0].is_dir():
        place = inside[0]
    return sources.find(place)


def reading(arrival: Arrival, source: sources.Source) -> Reading:
    wishes = arrival.wishes
    return Reading(
        source=source,
        image_column=wishes.get("image_column", ""),
        prompt_column=wishes.get("prompt_column", ""),
        limit=0,
        images_may_wait=wishes.get("missing_images") == "wait",
    )


def seen(arrival: Arrival, report: Teller) -> dict[str, Any]:
    """What a person should see before anything is written: columns, the first cells, twelve pairs, what stays out."""
    source = found_in(Path(arrival.place))
    look: dict[str, Any] = {
        "table": source.table.name,
        "pictures": places(arrival, source),
        "source": source.folder.name if arrival.kind != ArrivalKind.UPLOAD else "",
    }
    if source.table.suffix in CSV_SUFFIXES:
        look |= first_cells(source.table)
    plan = reading(arrival, source)
    try:
        with plan.opened() as table:
            if table.columns is not None:
                look |= {"image_column": table.columns.header[table.columns.image]}
                look |= {"prompt_column": table.columns.header[table.columns.prompt]}
            chunk = next(iter(plan.chunks(table)), Chunk())
    except ColumnsUnclear as error:
        return look | {"error": str(error).replace("Name it with --image-column.", "").replace("--", "")}
    report(0, N_SHOWN)
    return look | told(chunk) | {"pairs": [*shown(arrival, chunk, report)]}


def places(arrival: Arrival, source: sources.Source) -> str:
    """Where pictures are looked for, beneath the place of the arrival."""
    found = sources.ImagePlaces(source.folder).describe()
    return found.replace(f"{arrival.place}/", "").replace(arrival.place, "the same folder")


def first_cells(table: Path) -> dict[str, Any]:
    """Header and first rows of a CSV as they stand there, for columns to be chosen by their content."""
    rows = first_rows(table, N_CELLS + 1)
    cut = [[cell[:LONGEST_CELL] for cell in row[:50]] for row in rows]
    return {"header": cut[0] if cut else [], "cells": cut[1:]}


def told(chunk: Chunk) -> dict[str, Any]:
    """How many of the first rows are sound, and why the others stay out."""
    reasons: dict[str, int] = {}
    for row in chunk.refused:
        reasons[SENTENCES[row.reason]] = reasons.get(SENTENCES[row.reason], 0) + 1
    found: dict[str, Any] = {"n_rows": len(chunk), "n_sound": len(chunk.taken), "reasons": reasons}
    return found if chunk.taken else found | {"error": "None of the first rows can be brought in."}


def shown(arrival: Arrival, chunk: Chunk, report: Teller) -> Iterator[dict[str, Any]]:
    """Twelve of the first pairs, spread over them, each with a small picture where its file is to be had."""
    folder = uploads.pictures(str(arrival.key))
    uploads.clear(folder)
    for number, place in enumerate(spread(len(chunk.taken), N_SHOWN)):
        row = chunk.taken[place]
        report(number, N_SHOWN)
        yield {
            "row": row.number,
            "key": row.pair.key,
            "prompt": row.pair.prompt[:2000],
            "flaw": drawn(row, folder / f"{number}.webp"),
        }


def drawn(row: TakenRow, target: Path) -> str:
    """Make the small picture; what is wrong with it otherwise."""
    if row.origin.archive:
        return "In an archive, which is read when it is imported."
    if not row.origin.place:
        return "Its file is not there yet."
    try:
        finding = examine_here(originals.read(row.origin.place))
    except Refused as refusal:
        return SENTENCES[refusal.reason]
    if isinstance(finding, Refused):
        return SENTENCES[finding.reason]
    target.write_bytes(finding.renditions[SIZE])
    return ""


def bring_in(arrival: Arrival, report: Teller, clock: Clock) -> ArrivalState | None:
    """Bring the rows in, from where they were; pictures and languages follow by their own ticks."""
    source = found_in(Path(arrival.place))
    plan = reading(arrival, source)
    name = (arrival.wishes.get("source") or source.folder.name)[:64]
    with imports.alone(name):
        run = begun(arrival, plan, name, clock())
        in_hand = arrivals.in_hand(arrival).update(run=run)
        arrival.run = run
        if not in_hand:
            raise TakenFromHere("The import is in other hands.")
        try:
            take_rows(run, plan, report, clock)
        except TakenFromHere:
            imports.finish(run=run, state=RunState.STOPPED, now=clock())
            raise
        except DatasetError:
            imports.finish(run=run, state=RunState.FAILED, now=clock())
            raise
        imports.finish(run=run, state=RunState.DONE, now=clock())
    return ended(arrival, ArrivalState.DONE)


def begun(arrival: Arrival, plan: Reading, name: str, now: datetime) -> ImportRun:
    options = {"limit": 0} | {wish: arrival.wishes.get(wish, "") for wish in KEPT}
    return imports.begin(
        source=name,
        path=str(plan.source.table),
        fingerprint=plan.source.fingerprint(),
        options=options,
        actor=arrival.actor,
        now=now,
    )


def take_rows(run: ImportRun, plan: Reading, report: Teller, clock: Clock) -> None:
    n_bytes = max(1, plan.n_bytes())
    with closing(plan.packets(after=run.cursor)) as packets:
        for packet in packets:
            prompt_ids = prompts.bring_in(source=run.source, packet=packet)
            imports.keep(run=run, packet=packet, prompt_ids=prompt_ids, now=clock())
            report(min(packet.position, n_bytes), n_bytes)

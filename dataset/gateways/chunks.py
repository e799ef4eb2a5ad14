"""A table cut into chunks: what goes in together, and where a rerun goes on."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dataset.errors import DatasetError
from dataset.gateways.ahead import IN_HAND
from dataset.gateways.sources import ImagePlaces, Origin
from dataset.rules.pairs import Pair, image_key, pair
from dataset.rules.reasons import Refused, RowReason
from dataset.rules.table_lines import Row

NOWHERE = Origin("")


class TakenRow(NamedTuple):
    """A sound row: its number in the table, its pair, and where its image is."""

    number: int
    pair: Pair
    origin: Origin


class RefusedRow(NamedTuple):
    number: int
    reason: RowReason
    detail: str = ""
    key: str = ""


@dataclass(slots=True)
class Chunk:
    """
    Rows up to number `last`; no two of `taken` name the same image.

    `keys` are the images that they name, and `before` those of the chunks that may still be on their way in.
    """

    last: int = 0
    taken: list[TakenRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    before: tuple[set[str], ...] = ()

    def __len__(self) -> int:
        return len(self.taken) + len(self.refused)


def chunks(
    rows: Iterable[Row],
    places: ImagePlaces,
    *,
    size: int,
    after: int = 0,
    at_most: int = 0,
    images_may_wait: bool = False,
) -> Iterator[Chunk]:
    """
    The rows after number `after`, `size` at a time, and none after number `at_most` (0: no end).

    A row whose image is nowhere is refused, unless `images_may_wait`: then its pair goes in and its bytes come later.
    """
    before = deque[set[str]](maxlen=IN_HAND)
    chunk = Chunk()
    try:
        for number, row in rows:
            if number <= after:
                continue
            if at_most and number > at_most:
                break
            _sort(chunk, number, row, places, images_may_wait=images_may_wait)
            if len(chunk) >= size:
                yield chunk
                before.append(chunk.keys)
                chunk = Chunk(before=tuple(before))
    except DatasetError:  # the table breaks off: what was read of it is sound
        if len(chunk):
            yield chunk
        raise
    if len(chunk):
        yield chunk


def _sort(
    chunk: Chunk,
    number: int,
    row: Mapping[str, Any] | Refused,
    places: ImagePlaces,
    *,
    images_may_wait: bool,
) -> None:
    key = ""
    chunk.last = number
    try:
        if isinstance(row, Refused):
            raise row
        found = pair(row)
        key = found.key
        if key in chunk.keys:
            raise Refused(RowReason.DUPLICATE_KEY)
        if (origin := places.find(key)) is None and not images_may_wait:
            raise Refused(RowReason.IMAGE_MISSING)
    except Refused as refusal:
        chunk.refused.append(RefusedRow(number, RowReason(refusal.reason), refusal.detail, key or _key(row)))
    else:
        chunk.keys.add(key)
        chunk.taken.append(TakenRow(number, found, origin or NOWHERE))


def _key(row: Mapping[str, Any] | Refused) -> str:
    """The key of a row that is refused for something else, where it has one."""
    try:
        return "" if isinstance(row, Refused) else image_key(row.get("img_path"))
    except Refused:
        return ""

"""Chunks made ready for the database by the process that reads them: small to hand over, quick to copy."""

from typing import NamedTuple

from dataset.gateways import copies
from dataset.gateways.chunks import Chunk, RefusedRow, TakenRow
from dataset.rules.image_texts import Texts


class SkippedTexts(NamedTuple):
    """What was not usable among the texts of a row."""

    number: int
    key: str
    detail: str


class Packet(NamedTuple):
    """
    A chunk: rows up to number `last`, which end at byte `position` of the table.

    Of each sound row, in their order, a line for COPY of `prompts` (number, key, digest, prompt; digest and prompt NULL
    where a chunk that may still be on its way names the same image), a text of `images` (number, key, scores,
    sensitivity, origin), the number of its archive among `archives` from 1 (0: none), and 32 bytes of `digests`.
    """

    last: int = 0
    position: int = 0
    prompts: bytes = b""
    images: tuple[str, ...] = ()
    archives: tuple[str, ...] = ()
    archive_of: tuple[int, ...] = ()
    digests: bytes = b""
    texts: tuple[tuple[int, bytes, Texts], ...] = ()
    skipped: tuple[SkippedTexts, ...] = ()
    refused: tuple[RefusedRow, ...] = ()

    def first(self) -> int:
        """The number of the first sound row."""
        return int(self.images[0].partition("\t")[0])

    def digest(self, place: int) -> bytes:
        """The digest of the prompt of the sound row at this place."""
        return self.digests[32 * place : 32 * place + 32]


def packed(chunk: Chunk, position: int = 0) -> Packet:
    taken = chunk.taken
    archives = tuple(sorted({row.origin.archive for row in taken} - {""}))
    numbers = {path: number for number, path in enumerate(archives, 1)}
    on_their_way = chunk.keys.intersection(set().union(*chunk.before))
    return Packet(
        last=chunk.last,
        position=position,
        prompts="".join([_doubted(row) if row.pair.key in on_their_way else _prompt(row) for row in taken]).encode(),
        images=tuple([_image(row) for row in taken]),
        archives=archives,
        archive_of=tuple([numbers.get(row.origin.archive, 0) for row in taken]),
        digests=b"".join([row.pair.digest for row in taken]),
        texts=tuple([(row.number, row.pair.digest, row.pair.texts) for row in taken if row.pair.texts is not None]),
        skipped=tuple([_skipped(row) for row in taken if row.pair.texts is not None and row.pair.texts.skipped]),
        refused=tuple(chunk.refused),
    )


def _doubted(row: TakenRow) -> str:
    return f"{row.number}\t{copies.text(row.pair.key)}\t{copies.NULL}\t{copies.NULL}\n"


def _prompt(row: TakenRow) -> str:
    number, (key, prompt, digest, *_), _ = row
    return f"{number}\t{copies.text(key)}\t{copies.octets(digest)}\t{copies.text(prompt)}\n"


def _image(row: TakenRow) -> str:
    number, (key, _, _, nsfw_score, clip_score, sensitivity, _), (place, _) = row
    return (
        f"{number}\t{copies.text(key)}\t{copies.number(nsfw_score)}\t{copies.number(clip_score)}\t{sensitivity}\t"
        f"{copies.text(place)}"
    )


def _skipped(row: TakenRow) -> SkippedTexts:
    skipped = row.pair.texts.skipped if row.pair.texts else []
    return SkippedTexts(row.number, row.pair.key, ascii(", ".join(skipped[:20]))[1:-1])

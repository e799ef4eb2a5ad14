"""A dry run: what an import would say of every row, with nothing written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection, transaction

from dataset.actions import staging
from dataset.choices import RowVerdict
from dataset.gateways import copies
from dataset.gateways.chunks import Chunk
from dataset.gateways.packets import packed
from dataset.rules.reasons import RowReason

SAMPLES = 5
REFUSALS = {RowReason.DUPLICATE_KEY, RowReason.OTHER_PROMPT}


class Sample(NamedTuple):
    number: int
    key: str
    text: str


@dataclass(slots=True)
class Tally:
    """Rows by verdict and reason, and the first few of each."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    samples: dict[tuple[str, str], list[Sample]] = field(default_factory=dict)

    def add(self, verdict: str, reason: str, sample: Sample) -> None:
        self.counts[verdict, reason] += 1
        kept = self.samples.setdefault((verdict, reason), [])
        if len(kept) < SAMPLES:
            kept.append(sample)

    def n(self, verdict: str) -> int:
        return sum(n for (found, _), n in self.counts.items() if found == verdict)


def rehearse(*, source: str, chunks: Iterable[Chunk]) -> Iterator[Tally]:
    """Read every chunk and say what would become of its rows; yields the growing tally after each chunk."""
    tally = Tally()
    with _keys_seen():
        for chunk in chunks:
            _rehearse_chunk(source, chunk, tally)
            yield tally
    if not tally.counts:
        yield tally


@transaction.atomic  # the staged rows are gone at its end
def _rehearse_chunk(source: str, chunk: Chunk, tally: Tally) -> None:
    packet = packed(chunk)
    staging.stage(packet, range(len(chunk.taken)), [copies.NULL] * (len(packet.archives) + 1))
    known = _known(source)
    for row in chunk.taken:
        skipped = row.pair.texts.skipped if row.pair.texts else []
        reason = known.get(row.number) or (RowReason.TEXTS_SKIPPED if skipped else "")
        sample = Sample(row.number, row.pair.key, ", ".join(skipped) or row.pair.prompt)
        tally.add(_verdict(reason), reason, sample)
    for refused in chunk.refused:
        tally.add(RowVerdict.REFUSED, refused.reason, Sample(refused.number, refused.key, refused.detail))


def _verdict(reason: str) -> str:
    if reason in REFUSALS:
        return RowVerdict.REFUSED
    return RowVerdict.ADDED if reason in {"", RowReason.TEXTS_SKIPPED} else RowVerdict.KNOWN


def _known(source: str) -> dict[int, str]:
    """The reasons of the staged rows that are in the corpus, or came in an earlier chunk, by number."""
    with connection.cursor() as cursor:
        cursor.execute(staging.MET, {"run": 0, "source": source})
        known = {number: reason for number, *_, reason in cursor.fetchall()}
        cursor.execute(
            "WITH first AS (INSERT INTO rehearsed SELECT source_key FROM staged_pair"
            " ON CONFLICT DO NOTHING RETURNING source_key)"
            " SELECT number FROM staged_pair WHERE source_key NOT IN (SELECT source_key FROM first)"
        )
        return {number: RowReason.DUPLICATE_KEY.value for (number,) in cursor.fetchall()} | known


@contextmanager
def _keys_seen() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE rehearsed (source_key text PRIMARY KEY)")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE rehearsed")

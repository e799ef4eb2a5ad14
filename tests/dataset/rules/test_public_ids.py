from datetime import UTC, datetime
from uuid import UUID

from dataset.rules.public_ids import N_RANDOM_BYTES, rising

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_ids_are_of_version_7_and_hold_time_and_all_chance() -> None:
    [found] = rising(1, NOW, bytes(range(N_RANDOM_BYTES)))

    assert UUID(found) == UUID("01a2027b-d680-7000-a102-030405060708")
    assert (UUID(found).version, UUID(found).variant) == (7, "specified in RFC 4122")


def test_ids_rise_within_a_chunk_and_over_time() -> None:
    chance = bytes(reversed(range(3 * N_RANDOM_BYTES)))

    earlier, later = rising(3, NOW, chance), rising(3, NOW.replace(second=1), chance)

    assert earlier + later == sorted({*earlier, *later})

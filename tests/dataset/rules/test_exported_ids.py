from itertools import pairwise
from uuid import RFC_4122, UUID

from dataset.rules.exported_ids import Range, exported_id, picture_path, ranges, shard

X_ID = "80000000-0000-8000-a000-000000000001"


def test_an_id_is_a_uuid_made_from_source_and_key() -> None:
    x_id = exported_id("journeydb", "000/고양이.png")

    assert x_id == "9e9e62cb-1a40-8925-a092-69a8c64a2f2b"
    assert (UUID(x_id).version, UUID(x_id).variant) == (8, RFC_4122)
    assert exported_id("journeydb", "000/고양이.jpg") != x_id
    assert exported_id("other", "000/고양이.png") != x_id


def test_shards_run_from_000_to_199_in_the_order_of_the_ids() -> None:
    shards = [shard(f"{first:02x}000000-0000-8000-a000-000000000000") for first in range(256)]

    assert shards[0] == "000"
    assert shards[128] == "100"
    assert shard("ffffffff-ffff-8fff-afff-ffffffffffff") == "199"
    assert shards == sorted(shards)


def test_the_stem_is_the_uuid_alone_and_jpeg_is_called_jpg() -> None:
    assert picture_path(X_ID, "jpeg") == f"100/{X_ID}.jpg"
    assert picture_path(X_ID, "png") == f"100/{X_ID}.png"
    assert picture_path(X_ID, "webp") == f"100/{X_ID}.webp"


def test_ranges_hold_every_id_once_in_order() -> None:
    zero, last = str(UUID(int=0)), str(UUID(int=2**128 - 1))

    assert ranges(1) == [Range(0, zero, last)]
    assert ranges(2) == [
        Range(0, zero, "7fffffff-ffff-ffff-ffff-ffffffffffff"),
        Range(1, "80000000-0000-0000-0000-000000000000", last),
    ]
    thirds = ranges(3)
    assert [UUID(after.first).int - UUID(before.last).int for before, after in pairwise(thirds)] == [1, 1]
    assert (thirds[0].first, thirds[2].last) == (zero, last)

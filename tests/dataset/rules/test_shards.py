from dataset.rules.shards import picture_path, shard


def test_shards_run_from_000_to_199_in_the_order_of_the_ids() -> None:
    firsts = [f"{first:02x}000000-0000-4000-8000-000000000000" for first in range(256)]

    shards = [shard(public_id) for public_id in firsts]

    assert shards[0] == "000"
    assert shards[128] == "100"
    assert shard("ffffffff-ffff-4fff-bfff-ffffffffffff") == "199"
    assert shards == sorted(shards)


def test_the_stem_is_the_uuid_alone_and_jpeg_is_called_jpg() -> None:
    public_id = "80000000-0000-4000-8000-000000000001"

    assert picture_path(public_id, "jpeg") == f"100/{public_id}.jpg"
    assert picture_path(public_id, "png") == f"100/{public_id}.png"
    assert picture_path(public_id, "webp") == f"100/{public_id}.webp"

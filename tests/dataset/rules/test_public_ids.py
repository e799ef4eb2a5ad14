from uuid import UUID

from dataset.rules.public_ids import N_RANDOM_BYTES, drawn


def test_ids_are_of_version_4_and_hold_all_chance_but_six_bits() -> None:
    [found] = drawn(1, bytes(range(N_RANDOM_BYTES)))

    assert UUID(found) == UUID("00010203-0405-4607-8809-0a0b0c0d0e0f")
    assert (UUID(found).version, UUID(found).variant) == (4, "specified in RFC 4122")


def test_every_id_has_its_own_bytes_in_no_order() -> None:
    chance = bytes(reversed(range(3 * N_RANDOM_BYTES)))

    assert [found[:4] for found in drawn(3, chance)] == ["2f2e", "1f1e", "0f0e"]


def test_the_variant_takes_each_of_its_four_forms() -> None:
    chance = b"".join(bytes(8) + bytes([n << 4]) + bytes(7) for n in range(16))

    assert sorted({found[16] for found in drawn(16, chance)}) == ["8", "9", "a", "b"]

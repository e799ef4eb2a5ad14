"""The ids by which pictures are known outside: they tell neither when a picture came in nor beside which others."""

N_RANDOM_BYTES = 16


def drawn(n: int, chance: bytes) -> list[str]:
    """
    So many UUIDs of version 4 of RFC 9562: 122 bits of chance each.

    :param chance: sixteen random bytes for each
    """
    found, length = chance.hex(), 2 * N_RANDOM_BYTES
    ids = [found[place : place + length] for place in range(0, n * length, length)]
    return [f"{one[:12]}4{one[13:16]}{'89ab'[int(one[16], 16) & 3]}{one[17:]}" for one in ids]

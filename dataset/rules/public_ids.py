"""The ids by which pictures are known outside: not to be guessed, and cheap to index."""

from datetime import datetime

N_RANDOM_BYTES = 9


def rising(n: int, now: datetime, chance: bytes) -> list[str]:
    """
    So many UUIDs in rising order: version 7 of RFC 9562, time first, then 72 bits of chance.

    An index takes them at its end; wholly random ones cost it a quarter of an image's way in.

    :param chance: nine random bytes for each
    """
    drawn, length = chance.hex(), 2 * N_RANDOM_BYTES
    tails = sorted([drawn[place : place + length] for place in range(0, n * length, length)])
    head = f"{int(now.timestamp() * 1000):012x}7"
    return [f"{head}{tail[:3]}a{tail[3:]}" for tail in tails]

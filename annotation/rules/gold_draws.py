"""How many gold pairs go with the pairs that somebody is given."""

import hashlib


def n_gold(share: int, n_given: int, *drawn_by: int) -> int:
    """
    Whole and by chance, so that over many draws `share` of a hundred pairs are gold.

        n = floor(n_given · share / 100 + u), u in [0, 1) by a hash of what the draw rests on

    The same draw gives the same number; nothing of it can be told from outside.
    """
    if not share or not n_given:
        return 0
    digest = hashlib.sha256(":".join(map(str, drawn_by)).encode()).digest()
    chance = int.from_bytes(digest[:8]) / 2**64
    return int(n_given * share / 100 + chance)

"""Styles as prompts say them, made by a seed: some said by all, most said once."""

import random
from collections.abc import Iterator
from itertools import accumulate, product
from pathlib import Path

from jdb_site.stand_in.lexicons import STYLES

HOW, FIRST, LAST = (part.split() for part in (Path(__file__).parent / "words.txt").read_text().split("\n\n"))
ARTISTS = 0.1  # of the styles


def styles(n: int, seed: int) -> list[str]:
    """So many styles: those of the stand-in's lexicon, artists, and for the rest manners of those of the lexicon."""
    heads = [word for group in STYLES.values() for word in group.words]
    artists = [f"by {first} {last}" for first, last in product(FIRST, LAST)]
    manners = [f"{how} {head}" for how, head in product(HOW, heads)]
    chance = random.Random(seed)
    n_artists = min(len(artists), int(ARTISTS * n))
    made = dict.fromkeys([*heads, *chance.sample(artists, n_artists), *chance.sample(manners, min(n, len(manners)))])
    return [*made][:n]


def prompts(said: list[str], n: int, each: int, seed: int) -> Iterator[list[str]]:
    """What so many prompts say: every style at least once, the first ones the most, as 1/rank."""
    chance = random.Random(seed)
    weights = [*accumulate(1 / rank for rank in range(1, len(said) + 1))]
    for place in range(n):
        own = [said[place]] if place < len(said) else []
        yield [*dict.fromkeys(own + chance.choices(said, cum_weights=weights, k=each - len(own)))]

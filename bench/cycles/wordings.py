"""Prompts to fill a corpus with: lists of phrases as people write them, about 28 words, each with a name of its own."""

import json
import random
from typing import NamedTuple

from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import pack, words

N_WORDINGS = 400
NAME = "abcdefghijkl"  # where the name stands; every name is as long
SUBJECTS = ["a lighthouse", "an old ferry", "two foxes", "a woman in a red coat", "a market hall", "a glass greenhouse"]
PLACES = ["on a cliff above the sea", "in a narrow street at night", "under a stone bridge", "in a field of lavender"]
DETAILS = ["with long shadows", "beside a broken fence", "holding a paper lantern", "covered with wet leaves"]
STYLES = ["oil on canvas", "studio photograph", "watercolour", "art deco poster", "35 mm film", "isometric drawing"]
LIGHTS = ["soft morning light", "volumetric light", "golden hour", "neon glow", "overcast sky", "candle light"]
ENDS = ["highly detailed", "sharp focus", "muted colours", "of great depth", "cinematic", "hand-drawn texture"]


class Wording(NamedTuple):
    """What follows the name, and the tokens of the whole."""

    text: str
    tokens: str
    n_words: int


def wordings(seed: int = 1) -> list[Wording]:
    chance = random.Random(seed)
    return [wording(chance) for _ in range(N_WORDINGS)]


def wording(chance: random.Random) -> Wording:
    scene = f"{chance.choice(SUBJECTS)} {chance.choice(PLACES)} {chance.choice(DETAILS)}"
    rest = [chance.choice(STYLES), *chance.sample(LIGHTS, 2), *chance.sample(ENDS, chance.randint(2, 4))]
    text = f" and {', '.join([scene, *rest])}"
    tokens = tokenise(NAME + text)
    return Wording(text, json.dumps(pack(tokens)), len(words(tokens)))

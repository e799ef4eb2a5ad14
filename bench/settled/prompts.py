"""
Prompts as people write them, with the strikes of people who looked at pictures: made up, seeded, in several languages.

Each holds the serial word, which is never struck: with another number of seven digits in its place every template is
a million different prompts with the same tokens.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

import orjson

from dataset.rules.cleaning import Level, clean
from dataset.rules.records import record
from dataset.rules.tokeniser import TOKENISER_VERSION, tokenise
from dataset.rules.tokens import Token, pack, words

SERIAL = "0000000"
EVIDENCE = "e" * 64
METHOD = "consensus/majority-1"
PARAMETERS = {"wanted": 2, "at_most": 3, "split_to_desk": False, "guideline": 1, "canonical": 1}
SHARE_STRUCK, SHARE_SPLIT, SHARE_DECIDED = 0.12, 0.08, 0.04

OUTCOMES = {"judged": 960, "mismatch": 20, "unjudgeable": 15, "reject": 5}
LANGUAGES = {"en": 80, "de": 4, "ko": 6, "zh": 5, "ja": 3, "": 2}

PARTS = {
    "en": (
        """a red fox,an old lighthouse,a girl with an umbrella,two astronauts,a brass robot,the moon,a bowl of ramen,a
        stained-glass window,a tiny house on a giant snail,wolves""",
        """in a misty forest,on a cliff above the sea,under neon signs,inside a cathedral made of ice,at dawn,in the
        style of ukiyo-e,surrounded by floating lanterns,with long shadows and wet cobblestones""",
        """highly detailed,cinematic lighting,octane render,35mm photograph,soft pastel colors,8k,trending on
        artstation,volumetric fog,(masterpiece:1.2),muted palette,rule of thirds,by an unknown master,depth of field""",
    ),
    "de": (
        "ein roter Fuchs,ein alter Leuchtturm,zwei Kinder auf einer Brücke,eine Schüssel Suppe,der Mond",
        "im Nebelwald,auf einer Klippe über dem Meer,unter Leuchtreklamen,bei Sonnenaufgang",
        "sehr detailliert,weiches Licht,Ölgemälde,lange Schatten,gedämpfte Farben",
    ),
    "ko": (
        "우산을 쓴 소녀,붉은 여우,오래된 등대,안경을 쓴 고양이,두 명의 우주비행사",
        "안개 낀 숲에서,바다 위 절벽에서,네온 간판 아래에서,새벽에",
        "영화 같은 조명,매우 세밀한,수채화,부드러운 색감,긴 그림자",
    ),
    "zh": (
        "一只红色的狐狸,古老的灯塔,撑伞的少女,两个宇航员,戴眼镜的猫",
        "在雾蒙蒙的森林里,在海边的悬崖上,在霓虹灯下,黎明时分",
        "电影般的光线,高度细节,水墨画,柔和的色彩,长长的影子",
    ),
    "ja": (
        "赤い狐,古い灯台,傘をさす少女,二人の宇宙飛行士,眼鏡をかけた猫",
        "霧の森で,海の上の崖で,ネオンの下で,夜明けに",
        "映画のような光,とても細かい,水彩画,柔らかい色,長い影",
    ),
    "": ("▲ ◆ ●,x7 k9,∞ ∞", "~~ ** ~~,→ ← ↑", '"quoted \\ back",<b>bold</b>,🐈🌙'),
}


class Settled(NamedTuple):
    """One template: a row of the staging table."""

    text: str
    language: str
    tokens: str
    n_words: int
    outcome: str
    struck: list[int]
    judged: list[int]
    strikes: list[int]
    word_sources: list[int]
    provisional: bool
    strict_text: str
    tidy_text: str | None
    tidy_auto: list[int]
    made_by: str
    prompt: str
    clean_prompt: str
    votes: str
    removed: str


def templates(n: int, seed: int) -> Iterator[Settled]:
    """So many of them, always the same."""
    chance = random.Random(seed)
    for _ in range(n):
        language = _drawn(chance, LANGUAGES)
        yield settled(chance, prompt(chance, language), language)


def prompt(chance: random.Random, language: str) -> str:
    """A list of things and manners, of 5 to some 60 words; some with a sentence or arguments at the end."""
    subjects, places, manners = (" ".join(part.split()).split(",") for part in PARTS[language])
    said = [f"{chance.choice(subjects)} {SERIAL} {chance.choice(places)}"]
    said += [chance.choice(subjects + places) for _ in range(chance.choice((0, 0, 1, 2)))]
    said += chance.sample(manners, chance.randint(1, len(manners)))
    return ", ".join(said) + chance.choice(("", "", ".", " --ar 3:2 --v 5", "\n"))


def settled(chance: random.Random, text: str, language: str) -> Settled:
    """What two or three people agreed on for that prompt."""
    tokens = tokenise(text)
    every = words(tokens)
    strikable = [index for index, word in enumerate(every) if SERIAL not in word.text(text) and not word.locked]
    outcome = _drawn(chance, OUTCOMES)
    struck = [index for index in strikable if outcome == "judged" and chance.random() < SHARE_STRUCK]
    strict, tidy = (clean(text, tokens, struck, level, language) for level in (Level.STRICT, Level.TIDY))
    counted = votes(chance, every, set(struck))
    tidy_text = tidy.text if len({*struck, *tidy.auto}) < len(every) else None
    decided = _Decided(struck, tidy.auto, *counted)
    n_judgments = 3 if 3 in decided.judged else 2
    made = record(text, tidy_text, tokens, TOKENISER_VERSION, decided, n_judgments=n_judgments)
    return Settled(
        text, language, orjson.dumps(pack(tokens)).decode(), len(every), outcome, struck,
        *counted, chance.random() < 0.01,
        strict.text, tidy_text, list(tidy.auto), *made[1:],
    )  # fmt: skip


class _Decided(NamedTuple):
    struck: list[int]
    tidy_auto: tuple[int, ...]
    judged: list[int]
    strikes: list[int]
    word_sources: list[int]
    method: str = METHOD
    parameters: dict[str, int] = PARAMETERS
    evidence_hash: str = EVIDENCE


def votes(chance: random.Random, every: list[Token], struck: set[int]) -> tuple[list[int], list[int], list[int]]:
    """Word by word: by how many it was judged, by how many struck, and who decided it."""
    judged, strikes, sources = [], [], []
    asked_again = chance.random() < 0.4
    for index, word in enumerate(every):
        split = asked_again and chance.random() < SHARE_SPLIT
        desk = chance.random() < SHARE_DECIDED
        judged.append(3 if split else 2)
        strikes.append((2 if index in struck else 1) if split else (2 if index in struck else 0))
        sources.append(4 if word.locked else 2 if desk else 1 if split else 0)
    return judged, strikes, sources


def _drawn(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices([*weights], [*weights.values()])[0]

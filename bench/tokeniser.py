"""
How long the tokeniser takes for prompts of 6,000 code points, in the scripts that it knows.

`./run bench tokeniser`; it needs no database and takes ten seconds. Beside it, in the same run, stands what cannot be
had for less: the words of the same text by one regular expression, with no kinds, clauses or segmentation.
"""

import re
import timeit

from dataset.rules.tokeniser import tokenise

LENGTH, TIMES = 6_000, 100
TEXTS = {
    "English, a list": "a red dragon over a misty lake, cinematic light, ",
    "English, sentences": "A girl in a red coat stands under the cherry tree. She holds two cups. ",
    "weights and arguments": "(masterpiece:1.2), a cat::2 --ar 16:9 --v 5 ",
    "dots and slashes": "e.g. a/b 3.5mm f/1.8 k.o. ",
    "Korean": "벚꽃 나무 아래 소녀, ",
    "Chinese, a list": "水墨画，山水，少女在樱花树下，一只白兔，满月，",
    "Japanese": "赤い竜とサイバーパンク都市の夜景、雨に濡れた路地で傘をさす女性、",
    "Thai": "แมวดำนั่งอยู่บนหลังคา ",
}
_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")


def bare(prompt: str) -> list[tuple[int, int]]:
    """The baseline."""
    return [found.span() for found in _WORD_OR_SIGN.finditer(prompt)]


def least_ms(text: str, *, by_rules: bool) -> float:
    """The least of many calls: what the work takes when nothing else is in the way."""
    cut = tokenise if by_rules else bare
    return 1000 * min(timeit.repeat(lambda: cut(text), number=1, repeat=TIMES))


def main() -> None:
    """Print a table, a text a row."""
    print("| text | tokens | ms | one expression, ms |")
    print("|---|---|---|---|")
    for name, phrase in TEXTS.items():
        text = (phrase * LENGTH)[:LENGTH]
        spent, least = least_ms(text, by_rules=True), least_ms(text, by_rules=False)
        print(f"| {name} | {len(tokenise(text)):,} | {spent:.1f} | {least:.1f} |", flush=True)


if __name__ == "__main__":
    main()

"""Capitals and digits as strokes, so that no font is needed. A letter is 60 wide and 100 high, its foot at y = 0."""

# Coordinates come in a row: where, how large, which colours.
# ruff: noqa: PLR0917

from jdb_site.demo.painting import number, place, stroke

STROKES = {
    "A": "M0 0L30 -100L60 0M11 -36H49",
    "B": "M0 0V-100H30A25 25 0 0 1 30 -52H0M30 -52A26 26 0 0 1 30 0H0",
    "C": "M58 -80A32 46 0 1 0 58 -20",
    "D": "M0 0V-100H22A38 50 0 0 1 22 0Z",
    "E": "M56 -100H0V0H56M0 -52H46",
    "F": "M56 -100H0V0M0 -52H46",
    "G": "M58 -80A32 46 0 1 0 60 -44H36",
    "H": "M0 0V-100M60 0V-100M0 -52H60",
    "I": "M30 0V-100",
    "J": "M50 -100V-28A25 28 0 0 1 2 -24",
    "K": "M0 0V-100M58 -100L0 -44M20 -62L60 0",
    "L": "M0 -100V0H54",
    "M": "M0 0V-100L30 -44L60 -100V0",
    "N": "M0 0V-100L60 0V-100",
    "O": "M30 -100A32 50 0 1 0 30.1 -100Z",
    "P": "M0 0V-100H30A28 28 0 0 1 30 -44H0",
    "Q": "M30 -100A32 50 0 1 0 30.1 -100ZM36 -26L62 4",
    "R": "M0 0V-100H30A27 27 0 0 1 30 -46H0M26 -46L60 0",
    "S": "M56 -82A28 24 0 1 0 30 -52A29 26 0 1 1 2 -18",
    "T": "M0 -100H60M30 -100V0",
    "U": "M0 -100V-32A30 32 0 0 0 60 -32V-100",
    "V": "M0 -100L30 0L60 -100",
    "W": "M0 -100L15 0L30 -66L45 0L60 -100",
    "X": "M0 0L60 -100M0 -100L60 0",
    "Y": "M0 -100L30 -50L60 -100M30 -50V0",
    "Z": "M2 -100H58L0 0H60",
    "0": "M30 -100A32 50 0 1 0 30.1 -100Z",
    "1": "M12 -80L34 -100V0",
    "2": "M4 -78A27 27 0 1 1 52 -60L2 0H58",
    "5": "M54 -100H8L4 -56A32 30 0 1 1 2 -16",
    "7": "M2 -100H58L22 0",
}
ADVANCE = 88


def lettering(text: str, x: float, y: float, height: float, colour: str, weight: float = 10) -> str:
    """Capitals that begin at x and stand on y; `weight` is the stroke in hundredths of the height."""
    scale = height / 100
    return place(
        *(
            stroke(STROKES[letter], colour, weight, transform=f"translate({number(i * ADVANCE)} 0)")
            for i, letter in enumerate(text)
            if letter != " "
        ),
        x=x,
        y=y,
        scale=scale,
    )


def width_of(text: str, height: float) -> float:
    return ((len(text) - 1) * ADVANCE + 60) * height / 100


def neon(text: str, x: float, y: float, height: float, colour: str) -> str:
    """Lettering as a glowing tube, in layers from haze to core; x is its middle."""
    left = x - width_of(text, height) / 2
    layers = ((f"{colour}1c", 48.0), (f"{colour}2c", 34.0), (f"{colour}58", 22.0), (colour, 11.0), ("#fff6f0", 4.5))
    return "".join(lettering(text, left, y, height, tone, weight) for tone, weight in layers)

"""Ground: hills, mountains, grass, snow and water."""

# Coordinates come in a row: where, how large, which colours.
# ruff: noqa: PLR0917

from jdb_site.demo.painting import (
    Picture,
    Point,
    banded,
    clear,
    darker,
    ellipse,
    group,
    lighter,
    mix,
    path,
    polygon,
    rect,
    smooth,
    stroke,
)


def ridge(p: Picture, y: float, height: float, n: int = 7) -> list[Point]:
    """The points of a soft skyline from edge to edge."""
    step = p.width / (n - 1)
    return [(i * step, y - p.chance.uniform(0, height)) for i in range(-1, n + 1)]


def hills(p: Picture, y: float, height: float, top: str, base: str, n: int = 7) -> None:
    """One rolling layer of land from its skyline to the bottom edge."""
    line = smooth(ridge(p, y, height, n), closed=False)
    p.add(path(f"{line}L{p.width + 400} {p.height}L-400 {p.height}Z", p.linear(top, base)))


def mountain(p: Picture, x: float, y: float, width: float, height: float, colour: str, snow: str = "") -> None:
    """A peak lit from the left, its feet at y; `snow` caps it."""
    left, right, peak = x - width / 2, x + width / 2, (x, y - height)
    crest = [peak, (x + width * 0.05, y - height * 0.72), (x - width * 0.03, y - height * 0.5), (x + width * 0.08, y)]
    p.add(polygon([(left, y), peak, (right, y)], p.linear(lighter(colour, 0.22), colour)))
    p.add(polygon([*crest, (right, y)], p.linear(mix(colour, "#141b3a", 0.3), mix(colour, "#141b3a", 0.1))))
    if snow:
        _cap(p, x, y, width, height, snow)


def _cap(p: Picture, x: float, y: float, width: float, height: float, snow: str) -> None:
    def at(across: float, down: float) -> Point:
        return (x + across * width * down / 2, y - height * (1 - down))

    lit = [(x, y - height), at(-1, 0.33), at(-0.6, 0.27), at(-0.35, 0.38), at(0.0, 0.25), at(0.22, 0.3)]
    dim = [(x, y - height), at(0.22, 0.3), at(0.4, 0.42), at(0.62, 0.3), at(1, 0.35)]
    p.add(polygon(lit, snow), polygon(dim, mix(snow, "#7f8fc0", 0.4)))


def grass(p: Picture, n: int, top: float, bottom: float, colours: tuple[str, ...], size: float = 34) -> None:
    """Blades, taller towards the bottom."""
    for colour in colours:
        blades = []
        for _ in range(n // len(colours)):
            x, y = p.chance.uniform(-10, p.width + 10), p.chance.uniform(top, bottom)
            tall = size * (0.4 + 0.9 * (y - top) / max(bottom - top, 1)) * p.chance.uniform(0.6, 1.2)
            lean = p.chance.uniform(-0.4, 0.4) * tall
            blades.append(
                f"M{x - 2:.1f} {y:.1f}q{lean * 0.2:.1f} {-tall * 0.6:.1f} {lean:.1f} {-tall:.1f}"
                f"q{3 - lean * 0.6:.1f} {tall * 0.5:.1f} {4 - lean:.1f} {tall:.1f}Z"
            )
        p.add(path("".join(blades), colour))


def specks(p: Picture, n: int, top: float, bottom: float, colours: tuple[str, ...], size: float = 5) -> None:
    """Flowers in the distance, pebbles, fallen leaves: small round marks, larger towards the bottom."""
    for _ in range(n):
        x, y = p.chance.uniform(0, p.width), p.chance.uniform(top, bottom)
        r = size * (0.4 + 0.8 * (y - top) / max(bottom - top, 1))
        p.add(ellipse(x, y, r, r * 0.8, p.chance.choice(colours)))


def water(p: Picture, top: float, bottom: float, near: str, far: str, glint: str, n: int = 90) -> None:
    """Still water with flat ripples that widen towards the viewer."""
    p.add(banded(p.width, top, bottom, far, near))
    for _ in range(n):
        depth = p.chance.random() ** 1.6
        x, y = p.chance.uniform(0, p.width), top + 4 + depth * (bottom - top - 8)
        p.add(ellipse(x, y, 20 + 110 * depth, 0.8 + 3.2 * depth, clear(glint, p.chance.uniform(0.12, 0.4))))


def glitter(p: Picture, x: float, top: float, bottom: float, colour: str, n: int = 60, width: float = 60) -> None:
    """The path of light that sun or moon lays on water."""
    for i in range(n):
        depth = i / n
        y = top + 4 + depth * (bottom - top - 8)
        half = (8 + width * depth) * p.chance.uniform(0.4, 1.3)
        at = x + p.chance.uniform(-1, 1) * (6 + width * 0.6 * depth)
        p.add(ellipse(at, y, half, 1.2 + 3 * depth, clear(colour, p.chance.uniform(0.35, 0.9))))


def shadow(
    p: Picture, x: float, y: float, rx: float, ry: float, colour: str = "#14183a", strength: float = 0.45
) -> str:
    """The soft shadow where a thing meets the ground."""
    return ellipse(
        x, y, rx, ry, p.radial(clear(colour, strength), (0.5, clear(colour, strength * 0.7)), clear(colour, 0))
    )


def fence(p: Picture, y: float, height: float, colour: str, dark: str) -> None:
    """A board fence from edge to edge; its top rail is at y."""
    boards = []
    for i in range(-1, round(p.width / 74) + 1):
        x = i * 74 + p.chance.uniform(-3, 3)
        tall = p.chance.uniform(-10, 8)
        board = [
            (x, y + 24 + tall),
            (x + 33, y + 6 + tall),
            (x + 66, y + 24 + tall),
            (x + 66, y + height),
            (x, y + height),
        ]
        boards.append(polygon(board, p.linear(colour, dark)))
        boards.append(stroke(f"M{x + 20:.0f} {y + 60:.0f}v{height * 0.5:.0f}", clear(dark, 0.5), 3))
    rail = rect(0, y + 40, p.width, 22, p.linear(lighter(colour, 0.12), dark))
    p.add(rect(0, y + 30, p.width, height, darker(dark, 0.5)), group(*boards), rail)

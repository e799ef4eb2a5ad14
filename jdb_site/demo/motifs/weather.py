"""Sky, light and what falls from the sky."""

# Coordinates come in a row: where, how large, which colours.
# ruff: noqa: PLR0917

from jdb_site.demo.painting import Picture, banded, circle, clear, ellipse, group, mix, path, polygon, rect, stroke


def sky(p: Picture, *colours: str) -> None:
    p.add(banded(p.width, 0, p.height, *colours))


def stars(p: Picture, n: int, bottom: float, colour: str = "#fff6dc") -> None:
    """`n` stars above `bottom`, a few of them large."""
    for _ in range(n):
        x, y = p.chance.uniform(0, p.width), p.chance.uniform(0, bottom) ** 1.0
        size = p.chance.choice((0.8, 1, 1.2, 1.6, 2.4))
        p.add(circle(x, y, size, clear(colour, p.chance.uniform(0.35, 1) * (1 - 0.6 * y / bottom))))


def moon(p: Picture, x: float, y: float, r: float, colour: str = "#fff3cf") -> None:
    """A full moon with its seas and its halo."""
    p.add(p.glow(x, y, r * 4.2, colour, 0.5), circle(x, y, r, p.radial(colour, mix(colour, "#e0b070", 0.35), r=0.6)))
    for dx, dy, size in ((-0.3, -0.25, 0.22), (0.28, 0.1, 0.3), (-0.15, 0.42, 0.16), (0.4, -0.45, 0.12)):
        p.add(circle(x + dx * r, y + dy * r, size * r, clear("#c99f6a", 0.22)))


def crescent(p: Picture, x: float, y: float, r: float, colour: str = "#fff3cf") -> None:
    bow = (
        f"M{x} {y - r}A{r} {r} 0 1 0 {x + r * 0.87:.1f} {y + r * 0.5:.1f}"
        f"A{r * 0.8:.1f} {r * 0.8:.1f} 0 0 1 {x} {y - r}Z"
    )
    p.add(p.glow(x, y, r * 4, colour, 0.4), path(bow, colour))


def sun(p: Picture, x: float, y: float, r: float, colour: str = "#fff1c4", reach: float = 6) -> None:
    p.add(p.glow(x, y, r * reach, colour, 0.75), circle(x, y, r, p.radial("#fffdf2", colour, r=0.62)))


def cloud(p: Picture, x: float, y: float, width: float, top: str = "#ffffff", base: str = "#d7e3f2") -> None:
    """A heap of round puffs on a flat base."""
    fill = p.linear(top, base)
    puffs = []
    for i in range(7):
        at = (i - 3) / 3
        r = width * (0.20 - 0.11 * abs(at)) * p.chance.uniform(0.85, 1.2)
        puffs.append(circle(x + at * width * 0.4, y - r * 0.6, r, fill))
    p.add(group(*puffs, rect(x - width * 0.47, y - width * 0.075, width * 0.94, width * 0.1, base, rx=width * 0.05)))


def streaks(p: Picture, n: int, top: float, bottom: float, colour: str) -> None:
    """Long thin clouds, lens-shaped."""
    for _ in range(n):
        x, y = p.chance.uniform(0, p.width), p.chance.uniform(top, bottom)
        long, thin = p.chance.uniform(90, 300), p.chance.uniform(4, 13)
        p.add(ellipse(x, y, long, thin, p.radial(clear(colour, 0.65), clear(colour, 0))))


def snowfall(p: Picture, n: int, colour: str = "#ffffff") -> None:
    for _ in range(n):
        r = p.chance.choice((1.5, 2, 2.5, 3, 4.5, 7))
        strength = 0.9 if r < 4 else 0.45
        p.add(circle(p.chance.uniform(0, p.width), p.chance.uniform(0, p.height), r, clear(colour, strength)))


def rain(p: Picture, n: int, colour: str = "#cfe2ff", slant: float = -14) -> None:
    drops = []
    for _ in range(n):
        x, y, long = p.chance.uniform(0, p.width * 1.1), p.chance.uniform(-40, p.height), p.chance.uniform(24, 70)
        drops.append(f"M{x:.0f} {y:.0f}l{slant * long / 50:.1f} {long:.0f}")
    p.add(stroke("".join(drops), clear(colour, 0.35), 1.6))


def rays(p: Picture, x: float, y: float, colour: str, spread: tuple[float, ...], length: float = 1200) -> None:
    """Shafts of light that fall from a point; `spread` gives where each ends, left to right."""
    fill = p.linear(clear(colour, 0.32), clear(colour, 0))
    for at in spread:
        p.add(polygon([(x - 12, y), (x + 12, y), (x + at + 70, y + length), (x + at - 70, y + length)], fill))


def mist(p: Picture, y: float, height: float, colour: str, strength: float = 0.7) -> None:
    """A band of mist, thickest in its middle."""
    fill = p.linear(clear(colour, 0), (0.5, clear(colour, strength)), clear(colour, 0))
    p.add(rect(0, y - height / 2, p.width, height, fill))


def aurora(p: Picture, y: float, colours: tuple[str, ...]) -> None:
    """Curtains of light that hang from a wave."""
    for i, colour in enumerate(colours):
        fill = p.linear(clear(colour, 0), (0.75, clear(colour, 0.34)), clear(colour, 0))
        for step in range(40):
            x = step * p.width / 39
            lift = p.chance.uniform(-9, 9) + 80 * ((step / 39 * 2 + i * 0.45) % 2 - 1) ** 2
            p.add(rect(x - p.width / 64, y + i * 44 - lift - 130, p.width / 30, 300 + p.chance.uniform(-50, 60), fill))

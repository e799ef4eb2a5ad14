"""A picture as SVG that code composes, and its marks: every number in pixels, every colour as #rrggbb or #rrggbbaa."""

from collections.abc import Iterable
from random import Random

Point = tuple[float, float]


def number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def mark(name: str, /, *inside: str, **attributes: str | float) -> str:
    """One SVG element; `stroke_width=3` becomes `stroke-width="3"`."""
    text = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{value if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{text}>{''.join(inside)}</{name}>" if inside else f"<{name}{text}/>"


def circle(x: float, y: float, r: float, fill: str, **more: str | float) -> str:
    return mark("circle", cx=x, cy=y, r=r, fill=fill, **more)


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, **more: str | float) -> str:
    return mark("ellipse", cx=x, cy=y, rx=rx, ry=ry, fill=fill, **more)


def rect(x: float, y: float, width: float, height: float, fill: str, **more: str | float) -> str:
    return mark("rect", x=x, y=y, width=width, height=height, fill=fill, **more)


def path(d: str, fill: str, **more: str | float) -> str:
    return mark("path", d=d, fill=fill, **more)


def stroke(d: str, colour: str, width: float, **more: str | float) -> str:
    """A line along `d` with round ends."""
    return mark(
        "path",
        d=d,
        fill="none",
        stroke=colour,
        stroke_width=width,
        **({"stroke_linecap": "round", "stroke_linejoin": "round"} | more),
    )


def polygon(points: Iterable[Point], fill: str, **more: str | float) -> str:
    return path(straight(points) + "Z", fill, **more)


def group(*parts: str, **more: str | float) -> str:
    return mark("g", *parts, **more) if parts else ""


def place(
    *parts: str, x: float = 0, y: float = 0, scale: float = 1, flip: bool = False, turn: float = 0, **more: str | float
) -> str:
    """The parts moved, turned (degrees, clockwise) and scaled about their own origin; `flip` mirrors them."""
    wide = -scale if flip else scale
    moved = f"translate({number(x)} {number(y)}) rotate({number(turn)}) scale({wide:.4f} {scale:.4f})"
    return group(*parts, transform=moved, **more)


def straight(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def smooth(points: Iterable[Point], *, closed: bool = True) -> str:
    """A Catmull-Rom curve through the points, as cubic Bezier pieces."""
    knots = list(points)
    n = len(knots)
    pieces = [f"M{number(knots[0][0])} {number(knots[0][1])}"]
    for i in range(n if closed else n - 1):
        a, b, c, d = (knots[k % n if closed else min(max(k, 0), n - 1)] for k in (i - 1, i, i + 1, i + 2))
        bend = (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6, c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6)
        pieces.append("C" + " ".join(number(v) for v in (*bend, *c)))
    return "".join(pieces) + ("Z" if closed else "")


def mix(first: str, second: str, part: float) -> str:
    """The colour `part` of the way from the first (0) to the second (1)."""
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def banded(width: float, top: float, bottom: float, *colours: str) -> str:
    """A gradient downwards as flat bands of four pixels, which draw ten times as fast and look the same."""
    n = max(2, round((bottom - top) / 4))
    marks = []
    for i in range(n):
        at = i / (n - 1) * (len(colours) - 1)
        first = min(int(at), len(colours) - 2)
        tone = mix(colours[first], colours[first + 1], at - first)
        marks.append(rect(0, round(top + 4 * i), width, 4, tone))
    return group(*marks)


def lighter(colour: str, part: float = 0.2) -> str:
    return mix(colour, "#ffffff", part)


def darker(colour: str, part: float = 0.2) -> str:
    return mix(colour, "#0b1020", part)


def clear(colour: str, opacity: float) -> str:
    """The colour with an opacity between 0 and 1."""
    return f"{colour[:7]}{round(opacity * 255):02x}"


def seeded(seed: int) -> Random:
    """Chance that is the same on every run."""
    return Random(seed)  # noqa: S311 - chance for pictures, not for secrets


class Picture:
    """A growing SVG with its definitions; what is added last lies on top."""

    def __init__(self, width: int = 1024, height: int = 1024, seed: int = 1) -> None:
        self.width = width
        self.height = height
        self.chance = seeded(seed)
        self.definitions: dict[str, str] = {}
        self.parts: list[str] = []

    def add(self, *parts: str) -> None:
        self.parts.extend(parts)

    def define(self, element: str) -> str:
        """Register a definition written with `id="@"`; equal ones are kept once. Returns its id."""
        return self.definitions.setdefault(element, f"d{len(self.definitions)}")

    def linear(self, *colours: str | tuple[float, str], angle: float = 90) -> str:
        """A fill from the first colour to the last: 90 runs downwards, 0 to the right."""
        turn = f"rotate({number(angle)} .5 .5)"
        return self._url(mark("linearGradient", _stops(colours), id="@", gradientTransform=turn))

    def radial(self, *colours: str | tuple[float, str], x: float = 0.5, y: float = 0.5, r: float = 0.5) -> str:
        """A fill from the first colour in the middle to the last at the rim."""
        return self._url(mark("radialGradient", _stops(colours), id="@", cx=x, cy=y, r=r))

    def glow(self, x: float, y: float, r: float, colour: str, strength: float = 0.8) -> str:
        """Light that fades to nothing at `r`."""
        stops = [(0.0, clear(colour, strength)), (0.25, clear(colour, strength * 0.55))]
        stops += [(0.55, clear(colour, strength * 0.18)), (1.0, clear(colour, 0))]
        return circle(x, y, r, self.radial(*stops))

    def blurred(self, *parts: str, by: float) -> str:
        """The parts out of focus. Costs by area: keep them small."""
        blur = mark("feGaussianBlur", stdDeviation=by)
        name = self.define(mark("filter", blur, id="@", x="-30%", y="-30%", width="160%", height="160%"))
        return group(*parts, filter=f"url(#{name})")

    def clipped(self, *parts: str, to: str) -> str:
        """What of the parts lies inside the path `to`."""
        name = self.define(mark("clipPath", path(to, "#000000"), id="@"))
        return group(*parts, clip_path=f"url(#{name})")

    def backdrop(self, fill: str) -> None:
        self.add(rect(0, 0, self.width, self.height, fill))

    def taken(self, other: "Picture") -> list[str]:
        """The parts of another picture, its definitions taken over under names of their own."""
        text = "".join(other.parts)
        for element, name in other.definitions.items():
            fresh = self.define(element)
            text = text.replace(f"url(#{name})", f"url(#@{fresh})")
        return [text.replace("url(#@", "url(#")]

    def svg(self) -> str:
        definitions = "".join(text.replace('id="@"', f'id="{name}"', 1) for text, name in self.definitions.items())
        return mark(
            "svg",
            mark("defs", definitions or " "),
            *self.parts,
            xmlns="http://www.w3.org/2000/svg",
            width=self.width,
            height=self.height,
            viewBox=f"0 0 {self.width} {self.height}",
        )

    def _url(self, element: str) -> str:
        return f"url(#{self.define(element)})"


def _stops(colours: Iterable[str | tuple[float, str]]) -> str:
    given = list(colours)
    last = max(len(given) - 1, 1)
    pairs = [(i / last, c) if isinstance(c, str) else c for i, c in enumerate(given)]
    return "".join(_stop(at, colour) for at, colour in pairs)


def _stop(at: float, colour: str) -> str:
    if len(colour) == 9:
        return mark("stop", offset=at, stop_color=colour[:7], stop_opacity=int(colour[7:], 16) / 255)
    return mark("stop", offset=at, stop_color=colour)

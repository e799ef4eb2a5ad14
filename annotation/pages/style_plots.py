"""The long tail of a tree as SVG: a bar for each category, the largest first, on an axis of powers of ten."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from annotation.pages.plots import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Mark

FLOOR = 0.5  # where bars begin, so that a category with one style has one too
GAP = 0.25  # of the room of a bar
THIN = 3  # bars that have no more room stand without a gap, a little over each other, so that no light falls between


@dataclass(frozen=True, slots=True)
class TailBar:
    """A bar in units of the drawing."""

    x: float
    y: float
    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class TailPlot:
    """The drawing, and its words."""

    label: str
    bars: list[TailBar]
    x_ticks: list[Mark]
    y_ticks: list[Mark]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def long_tail(sizes: Sequence[tuple[str, int]], *, of: str) -> TailPlot | None:
    """
    Categories by size, as figure 2 of the paper draws them; nothing where all are empty.

    :param sizes: names and sizes, in any order
    :param of: what is counted, as "styles"
    """
    ranked = sorted((one for one in sizes if one[1]), key=lambda one: (-one[1], one[0]))
    if not ranked:
        return None
    most = max(10, ranked[0][1])
    room = (WIDTH - LEFT - RIGHT) / len(ranked)
    width = room * (1 - GAP) if room > THIN else room + GAP
    bars = []
    for place, (name, n) in enumerate(ranked):
        y = height_of(n, most)
        x = LEFT + place * room
        bars.append(
            TailBar(round(x, 2), y, round(width, 2), round(HEIGHT - BOTTOM - y, 1), f"{place + 1}. {name}: {n:,}")
        )
    ends = sorted({1, (len(ranked) + 1) // 2, len(ranked)})
    x_ticks = [Mark(round(LEFT + (rank - 0.5) * room, 1), 0, f"{rank:,}") for rank in ends]
    powers = [10**power for power in range(floor(log10(most) + 1e-9) + 1)]
    y_ticks = [Mark(0, height_of(power, most), f"{power:,}") for power in powers]
    middle = ranked[len(ranked) // 2][1]
    label = (
        f"{of.capitalize()} of {len(ranked):,} categories, the largest first: "
        f"from {ranked[0][1]:,} ({ranked[0][0]}) over {middle:,} in the middle to {ranked[-1][1]:,}."
    )
    return TailPlot(label, bars, x_ticks, y_ticks)


def height_of(n: float, most: float) -> float:
    """Where so many stand on the axis, in units of the drawing."""
    share = log10(n / FLOOR) / log10(most / FLOOR)
    return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)

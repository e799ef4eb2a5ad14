"""Plots that a template draws as SVG: points already placed, with their axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 10, 28
N_STEPS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """A point in the units of its axes, each from 0 to 1, and what it stands for."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something is drawn, in units of the drawing, and its text."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing of `width` × `height`: points, a line through those that follow each other, ticks of both axes."""

    dots: list[Mark]
    lines: list[str]
    x_ticks: list[Mark]
    y_ticks: list[Mark]
    x_name: str
    y_name: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def scatter(points: Sequence[Point], *, x_name: str, y_name: str) -> Plot:
    """Shares of both kinds as per cent: y up to all, x as far as the points go, with whole numbers at its ticks."""
    most = max(1, ceil(100 / N_STEPS * max((point.x for point in points), default=0))) * N_STEPS / 100
    placed = [mark(point.x / most, point.y, point.label) for point in points]
    x_ticks = [mark(step / N_STEPS, 0, percent(most * step / N_STEPS)) for step in range(N_STEPS + 1)]
    return Plot(placed, [], x_ticks, shares(), x_name, y_name)


def course(points: Sequence[Point | None], names: Sequence[str], *, y_name: str) -> Plot:
    """Shares one after another, each at its place among `names`; the line breaks where there is none."""
    last = max(1, len(names) - 1)
    at = [None if point is None else mark(place / last, point.y, point.label) for place, point in enumerate(points)]
    ends = sorted({0, len(names) // 2, len(names) - 1}) if names else []
    x_ticks = [mark(place / last, 0, names[place]) for place in ends]
    return Plot([one for one in at if one], runs(at), x_ticks, shares(), "", y_name)


def amounts(points: Sequence[Point], names: Sequence[str]) -> Plot:
    """Numbers one after another, each at its place among `names`; up to the next round number above the largest."""
    most = round_above(max((point.y for point in points), default=0))
    last = max(1, len(names) - 1)
    at = [mark(place / last, point.y / most, point.label) for place, point in enumerate(points)]
    ends = sorted({0, len(names) // 2, len(names) - 1}) if names else []
    x_ticks = [mark(place / last, 0, names[place]) for place in ends]
    y_ticks = [mark(0, step / N_STEPS, f"{most * step // N_STEPS:,}") for step in range(N_STEPS + 1)]
    return Plot(at, runs(at), x_ticks, y_ticks, "", "")


def round_above(most: float) -> int:
    """The smallest of 4, 8, 20, 40, 80, 200 … that is not below it, so that each of four steps is a whole number."""
    bound = 4
    while bound < most:
        bound = bound * 5 // 2 if str(bound).startswith("8") else bound * 2
    return bound


def runs(marks: Sequence[Mark | None]) -> list[str]:
    """The points of each unbroken line, as SVG writes them."""
    found: list[list[str]] = [[]]
    for one in marks:
        if one is None:
            found.append([])
        else:
            found[-1].append(f"{one.x:g},{one.y:g}")
    return [" ".join(run) for run in found if len(run) > 1]


def shares() -> list[Mark]:
    return [mark(0, step / N_STEPS, percent(step / N_STEPS)) for step in range(N_STEPS + 1)]


def mark(x: float, y: float, text: str) -> Mark:
    """A place from 0 to 1 on both axes, in units of the drawing."""
    across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    return Mark(round(LEFT + x * across, 1), round(TOP + (1 - y) * up, 1), text)


def percent(share: float) -> str:
    return f"{round(100 * share)} %"

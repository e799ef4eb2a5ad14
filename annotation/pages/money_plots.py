"""What models cost by day as SVG: a bar for each day, with the cap of the day as a line over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotation.pages.plots import BOTTOM, HEIGHT, N_STEPS, RIGHT, TOP, WIDTH, Mark
from dataset.queries.machine_money import DaySpend
from dataset.rules.prices import dollars

LEFT = 56  # amounts are wider than shares
GAP = 0.25  # of the room of a bar
FEW = 10  # days; fewer have no wider bars
FAR = 4  # a cap so many times above the largest bar would flatten all of them, and is told in words


@dataclass(frozen=True, slots=True)
class DayBar:
    """A day in units of the drawing; `cap` is how high its cap stands, where one is drawn."""

    x: float
    y: float
    width: float
    height: float
    text: str
    cap: float | None
    end: float


@dataclass(frozen=True, slots=True)
class DayPlot:
    """The drawing, and its words."""

    label: str
    bars: list[DayBar]
    x_ticks: list[Mark]
    y_ticks: list[Mark]
    has_far_cap: bool
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def by_day(days: Sequence[DaySpend]) -> DayPlot | None:
    """Days in order; nothing where nothing was spent."""
    largest = max((day.spent for day in days), default=Decimal(0))
    if not largest:
        return None
    near = [day.cap for day in days if day.cap is not None and day.cap <= FAR * largest]
    top = round_above(max(largest, *near) if near else largest)
    room = (WIDTH - LEFT - RIGHT) / max(FEW, len(days))
    bars = [bar(place, day, room, top) for place, day in enumerate(days)]
    ends = sorted({0, len(days) // 2, len(days) - 1})
    x_ticks = [Mark(round(LEFT + (place + 0.5) * room, 1), 0, f"{days[place].date:%m-%d}") for place in ends]
    steps = [top * step / N_STEPS for step in range(N_STEPS + 1)]
    y_ticks = [Mark(0, height_of(step, top), f"${step.normalize():,f}") for step in steps]
    total, most = sum((day.spent for day in days), Decimal(0)), max(days, key=lambda day: day.spent)
    label = (
        f"Spent by day from {days[0].date} to {days[-1].date}: {dollars(total)} in all, "
        f"at most {dollars(most.spent)}, on {most.date}."
    )
    has_far_cap = any(day.cap is not None and day.cap > top for day in days)
    return DayPlot(label, bars, x_ticks, y_ticks, has_far_cap)


def bar(place: int, day: DaySpend, room: float, top: Decimal) -> DayBar:
    x, y = LEFT + place * room, height_of(day.spent, top)
    of_cap = "" if day.cap is None else f" of {dollars(day.cap)}"
    cap = None if day.cap is None or day.cap > top else height_of(day.cap, top)
    return DayBar(
        x=round(x + room * GAP / 2, 1),
        y=y,
        width=round(room * (1 - GAP), 1),
        height=round(HEIGHT - BOTTOM - y, 1),
        text=f"{day.date}: {dollars(day.spent)}{of_cap}",
        cap=cap,
        end=round(x + room * (1 - GAP / 2), 1),
    )


def height_of(amount: Decimal, top: Decimal) -> float:
    """Where an amount stands on the axis, in units of the drawing."""
    return round(TOP + float(1 - amount / top) * (HEIGHT - TOP - BOTTOM), 1)


def round_above(amount: Decimal) -> Decimal:
    """The smallest of 1, 2, 4, 8, 10, 20 … times a power of ten that is not below it."""
    power = Decimal(1).scaleb(amount.adjusted())
    return next(power * step for step in (1, 2, 4, 8, 10) if power * step >= amount)

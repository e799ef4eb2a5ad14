"""Histograms of scores as SVG: a bar for each step, thresholds as lines, and in words what they let through."""

from dataclasses import dataclass

from annotation.pages.forms.scores import LABELS
from annotation.pages.plots import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Mark, percent
from dataset.rules.score_histograms import Histogram
from dataset.rules.score_limits import COLLECTED

HALF = HEIGHT // 2 + 20
GAP = 1.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in units of the drawing; `within` when the limit lets through what stands in it, in part at least."""

    x: float
    y: float
    width: float
    height: float
    within: bool
    text: str


@dataclass(frozen=True, slots=True)
class ScorePlot:
    """The drawing, and its words."""

    title: str
    label: str
    bars: list[Bar]
    cuts: list[Mark]
    x_ticks: list[Mark]
    says: str
    width: int = WIDTH
    height: int = HALF
    bottom: int = HALF - BOTTOM


def score_plot(histogram: Histogram) -> ScorePlot:
    limit = histogram.limit
    scorer = "as collected" if limit.scorer == COLLECTED else f"by {limit.scorer}"
    says = told(histogram)
    title = f"{LABELS[limit.kind]}s {scorer}"
    cuts = [cut for cut in (limit.least, limit.most) if cut is not None and histogram.low <= cut <= histogram.high]
    steps = [histogram.low + (histogram.high - histogram.low) * step / 4 for step in range(5)]
    return ScorePlot(
        title=title,
        label=f"{title}. {says}",
        bars=bars(histogram),
        cuts=[Mark(across(histogram, cut), TOP, f"{cut:g}") for cut in cuts],
        x_ticks=[Mark(across(histogram, step), 0, f"{step:.3g}") for step in steps],
        says=says,
    )


def told(histogram: Histogram) -> str:
    """What the threshold lets through, in words."""
    missing = percent(histogram.n_unscored / histogram.n)
    if not histogram.limit.narrows:
        return f"{missing} have no score." if histogram.n_unscored else "All have one."
    taken = "taken" if histogram.limit.unscored else "left out"
    without = f"; {missing} have no score and are {taken}" if histogram.n_unscored else ""
    return f"{percent(histogram.share)} fit{without}."


def bars(histogram: Histogram) -> list[Bar]:
    most, step = max(histogram.bars), (histogram.high - histogram.low) / len(histogram.bars)
    low = histogram.low if histogram.limit.least is None else histogram.limit.least
    high = histogram.high if histogram.limit.most is None else histogram.limit.most
    found = []
    for place, n in enumerate(histogram.bars):
        begin, end = histogram.low + place * step, histogram.low + (place + 1) * step
        x, height = across(histogram, begin), round((HALF - TOP - BOTTOM) * n / most, 1)
        width = round(across(histogram, end) - x - GAP, 1)
        within = begin <= high and low <= end
        found.append(
            Bar(x, round(HALF - BOTTOM - height, 1), width, height, within, f"{begin:.3g} to {end:.3g}: {n:,}")
        )
    return found


def across(histogram: Histogram, value: float) -> float:
    share = (value - histogram.low) / (histogram.high - histogram.low)
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

"""A day for its template: a strip to draw as SVG (hours, time at work, pairs), and rows of sittings and pauses."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from annotation.pages.times import LABELS
from annotation.queries.day_sheets import DaySheet
from annotation.rules.day_classes import DayClass
from annotation.rules.day_rules import worth

WIDTH, HEIGHT = 960, 92
TOP, BAR_TOP, BAR, BOTTOM = 8, 38, 28, 66
TICK_HOURS = 3
BIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in units of the drawing, as SVG writes them."""

    x: str
    y: str
    width: str
    height: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A drawing of `width` × `height`."""

    worked: list[Box]
    pairs: list[Box]
    ticks: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    bar_top: int = BAR_TOP
    bar: int = BAR
    bottom: int = BOTTOM
    label_at: int = HEIGHT - 8


def shown(sheet: DaySheet) -> dict[str, Any]:
    """What `day_sheet.html` asks for."""
    amounts = None
    if sheet.rule is not None:
        terms = sheet.rule.terms
        amounts = {"full": worth(DayClass.FULL, sheet.facts, terms), "half": worth(DayClass.HALF, sheet.facts, terms)}
    spans = [(one, LABELS[one.activity]) for one in sheet.facts.spans]
    return {"sheet": sheet, "strip": strip(sheet), "rows": rows(sheet), "spans": spans, "amounts": amounts}


def rows(sheet: DaySheet) -> list[dict[str, Any]]:
    """Sittings and the pauses between them, in order."""
    found: list[dict[str, Any]] = []
    for place, one in enumerate(sheet.sittings):
        if place:
            found.append({"pause": sheet.pauses[place - 1], "zone": one.zone})
        counted = [(LABELS[activity], length) for activity, length in one.counted.items()]
        n_pairs = sheet.judged_between(one.began, one.ended)
        found.append({"sitting": one, "zone": one.zone, "counted": counted, "n_pairs": n_pairs})
    return found


def strip(sheet: DaySheet) -> Strip:
    return Strip(worked(sheet), pairs(sheet), ticks(sheet))


def across(sheet: DaySheet, at: datetime) -> float:
    return round((at - sheet.began) / (sheet.ended - sheet.began) * WIDTH, 2)


def worked(sheet: DaySheet) -> list[Box]:
    zone = ZoneInfo(sheet.zone)
    found = []
    for one in sheet.facts.spans:
        left, right = across(sheet, one.began), across(sheet, one.ended)
        said = f"{one.began.astimezone(zone):%H:%M}–{one.ended.astimezone(zone):%H:%M}"
        found.append(Box(f"{left:g}", f"{BAR_TOP}", f"{max(right - left, 0.5):g}", f"{BAR}", one.activity.value, said))
    return found


def pairs(sheet: DaySheet) -> list[Box]:
    """Bars over the hours: the pairs of each quarter of an hour."""
    n_bins = -(-(sheet.ended - sheet.began) // BIN)
    edges = [sheet.began + n * BIN for n in range(n_bins + 1)]
    counts = [sheet.judged_between(began, began + BIN) for began in edges[:-1]]
    most = max([1, *counts])
    found = []
    for began, n in zip(edges, counts, strict=False):
        if n:
            left, right = across(sheet, began), across(sheet, min(began + BIN, sheet.ended))
            height = round(n / most * (BAR_TOP - TOP - 2), 2)
            top = BAR_TOP - 2 - height
            found.append(Box(f"{left:g}", f"{top:g}", f"{max(right - left - 1, 1):g}", f"{height:g}", "pairs", f"{n}"))
    return found


def ticks(sheet: DaySheet) -> list[Tick]:
    """Every third hour by the clock there: on a day of 23 or 25 hours they stand where they were."""
    found: list[Tick] = []
    zone, at = ZoneInfo(sheet.zone), sheet.began
    while at < sheet.ended:
        local = at.astimezone(zone)
        if local.minute == 0 and local.hour % TICK_HOURS == 0:
            found.append(Tick(f"{across(sheet, at):g}", f"{local:%H:%M}", "middle" if found else "start"))
        at += BIN
    return [*found, Tick(f"{WIDTH}", "24:00", "end")]

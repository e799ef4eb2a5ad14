"""How far the annotators of a batch agree, and on what they do not: as figures, tables and plots."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotation.models import Batch, BatchPair
from annotation.pages import plots
from annotation.pages.permissions import READERS, roles_required
from annotation.pages.prompts import CONTESTED, Piece, pieces, plain
from annotation.queries import agreement, agreement_breakdowns
from annotation.queries.agreement import Agreement
from annotation.queries.agreement_breakdowns import OfAnnotator, OfDay
from annotation.rules.agreement import Figure, Undefined
from annotation.rules.jackknives import Interval, NoInterval
from annotation.rules.views import token_views
from dataset.rules.tokens import unpack

Range = Interval | Undefined | NoInterval | None


@dataclass(frozen=True)
class Named:
    """What the figures are called: of words, or of pairs that are judged as a whole."""

    rate: str
    struck: str
    kept: str
    people: str
    days: str


OF_WORDS = Named(
    "Strike rate",
    "struck",
    "kept",
    "Annotators by how much they strike and how far others strike the same; the table below says it in numbers",
    "Specific agreement on struck words by day; the table below says it in numbers",
)
OF_WHOLES = Named(
    "Rejection rate",
    "rejected",
    "accepted",
    "Annotators by how much they reject and how far others reject the same; the table below says it in numbers",
    "Specific agreement on rejected pairs by day; the table below says it in numbers",
)


@dataclass(frozen=True)
class Row:
    """A figure as it is written; `value` is empty where it has none, and `why` says why."""

    name: str
    value: str
    interval: str = ""
    why: str = ""


@dataclass(frozen=True)
class Person:
    """One annotator's row."""

    row: OfAnnotator
    name: str
    strike_rate: str
    figures: list[Row]


@dataclass(frozen=True)
class Contested:
    """A pair on which opinions differ, its contested words marked."""

    pair: BatchPair
    language: str
    pieces: list[Piece]
    n_words: int


@roles_required(*READERS)
@require_safe
def of_batch(request: HttpRequest, name: str) -> HttpResponse:
    """Everything about the agreement of one batch."""
    batch = get_object_or_404(Batch, name=name)
    found, named = agreement.of_batch(batch), OF_WHOLES if batch.as_a_whole else OF_WORDS
    people = agreement_breakdowns.by_annotator(batch)
    days = agreement_breakdowns.by_day(batch)
    context: dict[str, Any] = {
        "batch": batch,
        "found": found,
        "named": named,
        "rows": rows(found, named),
        "people": [told(row) for row in people],
        "people_plot": people_plot(people, named),
        "days": [(row, brief(row.agreement, named)) for row in days],
        "days_plot": days_plot(days, named),
        "pairs": [contested(pair) for pair in agreement_breakdowns.contested_pairs(batch)],
        "words": agreement_breakdowns.contested_words(batch),
    }
    return render(request, "annotation/agreement.html", context)


def rows(found: Agreement, named: Named) -> list[Row]:
    """All figures, with the intervals that there are."""
    return [
        written(named.rate, found.strike_rate, share=True),
        written(f"Specific agreement, {named.struck}", found.struck, found.struck_interval),
        written(f"Specific agreement, {named.kept}", found.kept),
        written("Krippendorff's alpha", found.alpha, found.alpha_interval),
        written("Gwet's AC1", found.ac1),
        written("Raw agreement", found.raw),
    ]


def brief(found: Agreement, named: Named = OF_WORDS) -> list[Row]:
    """What stands in a row of a table."""
    return [
        written(named.rate, found.strike_rate, share=True),
        written(named.struck.capitalize(), found.struck),
        written(named.kept.capitalize(), found.kept),
        written("Alpha", found.alpha),
        written("AC1", found.ac1),
    ]


def written(name: str, figure: Figure, around: Range = None, *, share: bool = False) -> Row:
    if isinstance(figure, Undefined):
        return Row(name, "", why=figure.value)
    value = f"{100 * float(figure):.1f} %" if share else f"{float(figure):.3f}"
    match around:
        case Interval():
            return Row(name, value, f"{around.low:.3f} to {around.high:.3f}")
        case Enum():
            return Row(name, value, f"none: {around.value}")
        case _:
            return Row(name, value)


def told(row: OfAnnotator) -> Person:
    rate = f"{100 * row.n_struck / row.n_words:.1f} %" if row.n_words else ""
    return Person(row, name_of(row), rate, brief(row.agreement)[1:])


def name_of(row: OfAnnotator) -> str:
    return row.annotator.user.first_name or row.annotator.user.username


def people_plot(people: list[OfAnnotator], named: Named) -> plots.Plot:
    """How much each person strikes or rejects, against how far others do the same."""
    points = [
        plots.Point(row.n_struck / row.n_words, float(row.agreement.struck), name_of(row))
        for row in people
        if row.n_words and not isinstance(row.agreement.struck, Undefined)
    ]
    x_name = "pairs rejected" if named is OF_WHOLES else "words struck"
    return plots.scatter(points, x_name=x_name, y_name=f"specific agreement, {named.struck}")


def days_plot(days: list[OfDay], named: Named) -> plots.Plot:
    """Specific agreement on what was struck or rejected, by the day on which pairs were settled."""
    points = [day_point(row) for row in days]
    return plots.course(points, [f"{row.day:%-d %B}" for row in days], y_name=f"specific agreement, {named.struck}")


def day_point(row: OfDay) -> plots.Point | None:
    struck = row.agreement.struck
    return None if isinstance(struck, Undefined) else plots.Point(0, float(struck), f"{row.day:%-d %B}")


def contested(pair: BatchPair) -> Contested:
    if pair.tokenisation is None:
        raise ValueError("a pair that was judged has its tokens")
    prompt = pair.tokenisation.prompt
    tokens, tail = token_views(prompt.text, unpack(pair.tokenisation.tokens), pair.locked)
    split = {word for word in range(pair.n_words) if 0 < pair.s[word] < pair.m[word]}
    kinds = ((CONTESTED if token.word in split else plain(token), token) for token in tokens)
    return Contested(pair, prompt.language, pieces(kinds, tail), len(split))

"""How one annotator works: for who manages, and the same figures for themselves."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotation.choices import Exposure, Role
from annotation.models import Annotator, Judgment
from annotation.pages import plots
from annotation.pages.cursors import Cut, cut, key
from annotation.pages.permissions import READERS, manages, person, roles_required
from annotation.pages.prompts import Piece, struck_through
from annotation.queries import annotator_figures, times
from annotation.queries.agreement import Agreement
from annotation.queries.annotator_figures import OfDay, OnGold, Strikes
from annotation.rules.agreement import Figure, Undefined
from annotation.rules.intervals import local_date
from annotation.rules.views import token_views
from dataset.choices import Outcome, Sensitivity
from dataset.rules.tokens import unpack

PAGE = 24
PERIODS = {"7": 7, "30": 30, "90": 90, "all": None}
USUAL = "30"
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)

WHY: dict[Undefined, Promise] = {
    Undefined.NOTHING_JUDGED: _("nothing was judged"),
    Undefined.NOTHING_PAIRED: _("nothing was judged by two"),
    Undefined.ALL_ALIKE: _("all judgments say the same, so chance would differ in nothing"),
    Undefined.NEVER_CHOSEN: _("nobody says so where two judged"),
}
# What a judgment says of a whole pair; of one that was judged its strikes say it.
OUTCOMES: dict[str, Promise] = {
    Outcome.UNJUDGEABLE: _("cannot be judged"),
    Outcome.MISMATCH: _("another picture altogether"),
    Outcome.REJECT: _("rejected"),
}


@dataclass(frozen=True)
class Told:
    """A figure as it is written; without a value `why` says why."""

    name: Promise
    value: str
    why: Promise | None = None


@dataclass(frozen=True)
class Shown:
    """A judgment as a picture with its struck prompt; `is_shown` when the reader may see the picture."""

    judgment: Judgment
    language: str
    pieces: list[Piece]
    outcome: Promise | str
    is_shown: bool


@roles_required(*READERS)
@require_safe
def one(request: HttpRequest, annotator: int) -> HttpResponse:
    """An annotator's figures, and their judgments as pictures that lead to the lives of the pairs."""
    place = get_object_or_404(Annotator.objects.select_related("user"), pk=annotator)
    context = {**facts(request, place), "own": False, "manages": manages(request)}
    context["gold_answers"] = annotator_figures.newest_on_gold(place)
    return render(request, "annotation/figures.html", context)


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The same of whoever asks. What they never want to see is not shown here either."""
    place = get_object_or_404(Annotator.objects.select_related("user"), user=person(request))
    return render(request, "annotation/figures.html", {**facts(request, place), "own": True})


def facts(request: HttpRequest, place: Annotator) -> dict[str, Any]:
    period = request.GET.get("days", USUAL)
    period = period if period in PERIODS else USUAL
    zone = times.zone_of(place)
    began = beginning(PERIODS[period], timezone.now())
    days = annotator_figures.by_day(place, zone=zone, since=local_date(began, zone), began=began)
    agreed = annotator_figures.agreed(place, began=began)
    struck = annotator_figures.strikes(place, began=began)
    page: Cut[Judgment] = cut(annotator_figures.judgments(place, before=key(request, "before")), PAGE)
    return {
        "annotator": place,
        "zone": zone,
        "period": period,
        "periods": [*PERIODS],
        "days": days,
        "days_plot": days_plot(days),
        "lengths": annotator_figures.by_length(place, began=began),
        "strikes": struck,
        "rows": [rate(struck), *of_agreement(agreed.together), *of_gold(annotator_figures.on_gold(place))],
        "agreement": agreed.together,
        "batches": [(name, found, of_agreement(found)) for name, found in agreed.batches],
        "judgments": [shown(judgment, place, request) for judgment in page.rows],
        "next": page.next,
    }


def beginning(n_days: int | None, now: datetime) -> datetime:
    """So many days ago; before everything when no number is asked."""
    return BEGINNING if n_days is None else now - timedelta(days=n_days)


def rate(struck: Strikes) -> Told:
    return written(_("Words struck, of those that could be"), struck.rate, share=True)


def of_agreement(found: Agreement) -> list[Told]:
    """What stands in the summary, and in the row of a batch."""
    return [
        written(_("Others strike the same"), found.struck),
        written(_("Others keep the same"), found.kept),
        written(_("Krippendorff's alpha"), found.alpha),
        written(_("Gwet's AC1"), found.ac1),
    ]


def of_gold(found: OnGold) -> list[Told]:
    return [
        written(_("Gold: found of what is to be struck"), found.recall, share=True),
        written(_("Gold: right of what was struck"), found.precision, share=True),
    ]


def written(name: Promise, figure: Figure | float, *, share: bool = False) -> Told:
    if isinstance(figure, Undefined):
        return Told(name, "", WHY[figure])
    return Told(name, f"{100 * float(figure):.1f} %" if share else f"{float(figure):.3f}")


def days_plot(days: list[OfDay]) -> plots.Plot:
    """Judgments by day, the earliest first."""
    ordered = [*reversed(days)]
    points = [plots.Point(0, day.n_judged, f"{day.day:%Y-%m-%d}: {day.n_judged}") for day in ordered]
    return plots.amounts(points, [f"{day.day:%Y-%m-%d}" for day in ordered])


def shown(judgment: Judgment, place: Annotator, request: HttpRequest) -> Shown:
    pair = judgment.pair
    if pair.tokenisation is None:
        raise ValueError("a pair that was judged has its tokens")
    prompt = pair.tokenisation.prompt
    tokens, tail = token_views(prompt.text, unpack(pair.tokenisation.tokens), pair.locked)
    struck = set(judgment.struck) if judgment.outcome == Outcome.JUDGED else set()
    own = place.user_id == person(request).pk and not person(request).has_role(*READERS)
    covered = own and (
        place.suspended_at is not None
        or (pair.image.sensitivity == Sensitivity.SENSITIVE and place.exposure == Exposure.NEVER)
    )
    return Shown(
        judgment=judgment,
        language=prompt.language,
        pieces=struck_through(tokens, tail, struck),
        outcome=OUTCOMES.get(judgment.outcome, ""),
        is_shown=pair.image.is_present and not covered,
    )

"""An annotator's own working time: what counts, and what is recorded to know it."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotation.choices import Role
from annotation.models import Annotator
from annotation.pages.permissions import person, roles_required
from annotation.queries import times
from annotation.rules.activities import Activity
from annotation.rules.intervals import local_date

LABELS = {
    Activity.JUDGING: gettext_lazy("Judging"),
    Activity.QUESTIONS: gettext_lazy("Answering questions"),
    Activity.TRAINING: gettext_lazy("Training"),
    Activity.GUIDELINE: gettext_lazy("Reading the guideline"),
    Activity.WAITING: gettext_lazy("Waiting for work"),
    Activity.OUTAGE: gettext_lazy("Outage"),
}
DAYS_SHOWN = timedelta(days=30)


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Today, or the day that is asked for; and the days before."""
    annotator = Annotator.objects.get(user=person(request))
    zone = times.zone_of(annotator)
    today = local_date(timezone.now(), zone)
    day = times.day(annotator=annotator, local_date=asked_day(request) or today, zone=zone)
    context = {
        "day": day,
        "intervals": [(one, LABELS[Activity(one.activity)]) for one in day.intervals],
        "activities": [(LABELS[Activity(activity)], length) for activity, length in day.by_activity.items()],
        "days": times.days(annotator=annotator, since=today - DAYS_SHOWN),
    }
    return render(request, "annotation/time.html", context)


def asked_day(request: HttpRequest) -> date | None:
    """The day in the address; None for what is no day."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None

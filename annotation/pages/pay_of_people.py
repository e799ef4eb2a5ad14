"""Statements and day sheets of somebody, for the payroll: the same papers that this person has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotation.actions.pay_reads import read_pay
from annotation.choices import Role
from annotation.models import Annotator, PayPeriod
from annotation.pages.my_pay import csv_of, day_paper_of, paper_of, reached
from annotation.pages.permissions import person, roles_required


@roles_required(Role.PAYROLL)
@never_cache
@require_safe
def statement(request: HttpRequest, annotator: int, name: str) -> HttpResponse:
    """A period of theirs as CSV."""
    period = get_object_or_404(PayPeriod, name=name)
    return csv_of(opened(request, annotator, f"statement {name}"), period)


@roles_required(Role.PAYROLL)
@never_cache
@require_safe
def statement_paper(request: HttpRequest, annotator: int, name: str) -> HttpResponse:
    """A period of theirs as PDF."""
    period = get_object_or_404(PayPeriod, name=name)
    return paper_of(opened(request, annotator, f"statement {name}"), period)


@roles_required(Role.PAYROLL)
@never_cache
@require_safe
def day_paper(request: HttpRequest, annotator: int, day: str) -> HttpResponse:
    """A day of theirs on one sheet."""
    on = reached(day)
    return day_paper_of(opened(request, annotator, f"day {on}"), on)


def opened(request: HttpRequest, annotator: int, what: str) -> Annotator:
    """Whose it is, with the trace that somebody looked."""
    whose = get_object_or_404(Annotator.objects.select_related("user"), pk=annotator)
    read_pay(reader=person(request), annotators=[whose], what=what, now=timezone.now())
    return whose

"""An annotator's own pay: today, a period line by line, each day whole; and saying that a day is not right."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from annotation.actions import pay_threads, threads
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.models import Annotator, Payee, PayPeriod
from annotation.pages import day_papers, pay_papers
from annotation.pages.day_strips import shown
from annotation.pages.forms.threads import MessageForm
from annotation.pages.permissions import person, roles_required
from annotation.queries import day_sheets, ledger, my_pay, pay_statements
from annotation.rules.pay_exports import written


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Today and a period: the one that is asked for, else that of today, else the newest."""
    annotator = whose(request)
    today, periods = my_pay.today(annotator, timezone.now()), my_pay.periods()
    shown = asked(request, periods) or holding(today.local_date, periods)
    context = {
        "today": today,
        "periods": periods,
        "shown": None if shown is None else my_pay.of_period(annotator, shown),
        "balance": ledger.balance(annotator),
        "rates": my_pay.rates(annotator),
        "looks": my_pay.looks(annotator),
    }
    return render(request, "annotation/my_pay.html", context)


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """A period as CSV, in the format of the payroll's own file."""
    return csv_of(whose(request), named(request))


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def statement_paper(request: HttpRequest) -> HttpResponse:
    """A period as PDF: every entry with its why, what was owed before and after, the rule."""
    return paper_of(whose(request), named(request))


@roles_required(Role.ANNOTATOR)
@never_cache
@require_safe
def day_paper(request: HttpRequest, day: str) -> HttpResponse:
    """The day's page on one sheet of paper."""
    return day_paper_of(whose(request), reached(day))


@roles_required(Role.ANNOTATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, day: str) -> HttpResponse:
    """One day whole; written below it, that it is not right."""
    annotator, on = whose(request), reached(day)
    form = MessageForm(request.POST or None, initial={"uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        said, within = form.cleaned_data, timedelta(hours=settings.ANSWER_HOURS)
        try:
            pay_threads.dispute(annotator=annotator, local_date=on, within=within, now=timezone.now(), **said)
            return redirect("my_pay_day", day)
        except AnnotationError as error:
            messages.error(request, str(error))
    sheet = day_sheets.sheet(annotator, on)
    if sheet.written is not None:
        threads.read(thread=sheet.written.thread, user=annotator.user, now=timezone.now())
    return render(request, "annotation/my_pay_day.html", {**shown(sheet), "form": form, "reader": annotator.user})


def whose(request: HttpRequest) -> Annotator:
    return get_object_or_404(Annotator.objects.select_related("user"), user=person(request))


def named(request: HttpRequest) -> PayPeriod:
    return get_object_or_404(PayPeriod, name=request.GET.get("period", ""))


def reached(day: str) -> date:
    """The date in the address, if it has begun anywhere."""
    on = the_date(day)
    if on > timezone.now().date() + timedelta(days=1):
        raise Http404
    return on


def csv_of(annotator: Annotator, period: PayPeriod) -> HttpResponse:
    file = written(period.name, ledger.payslips(period, [annotator.pk]))
    return as_csv(file.text, f"pay-{period.name}.csv")


def paper_of(annotator: Annotator, period: PayPeriod) -> HttpResponse:
    told = pay_papers.statement(pay_statements.statement(annotator, period), timezone.now())
    return pay_papers.as_pdf(told, f"pay-{period.name}.pdf")


def day_paper_of(annotator: Annotator, on: date) -> HttpResponse:
    number = Payee.objects.filter(annotator=annotator).values_list("payroll_number", flat=True).first()
    told = day_papers.day_sheet(day_sheets.sheet(annotator, on), number or "", timezone.now())
    return pay_papers.as_pdf(told, f"day-{on}.pdf")


def the_date(day: str) -> date:
    """The date in the address; what is none is not there."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise Http404 from None


def asked(request: HttpRequest, periods: list[PayPeriod]) -> PayPeriod | None:
    return next((one for one in periods if one.name == request.GET.get("period")), None)


def holding(day: date, periods: list[PayPeriod]) -> PayPeriod | None:
    held = next((one for one in periods if one.first_date <= day <= one.last_date), None)
    return held or (periods[0] if periods else None)


def as_csv(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

"""Periods of pay: the board, a period as a grid with its acts, the file for the payroll's program."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from annotation.actions import pay_days, pay_periods
from annotation.actions.pay_days import Approved
from annotation.actions.pay_reads import read_pay
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.models import PayPeriod, User
from annotation.pages.forms.pay import PeriodForm
from annotation.pages.my_pay import as_csv
from annotation.pages.permissions import person, roles_required
from annotation.queries import ledger, pay_board, payees
from annotation.queries import pay_days as days
from annotation.rules.day_classes import DayFlag
from annotation.rules.pay_exports import written
from annotation.rules.pay_periods import MOVES, NOT_CLOSED, PeriodState

PAGE = 50
STEPS: dict[str, Callable[..., PayPeriod]] = {
    PeriodState.SUBMITTED: pay_periods.submit,
    PeriodState.APPROVED: pay_periods.approve,
    PeriodState.CLOSED: pay_periods.close,
    PeriodState.EXPORTED: pay_periods.export,
    PeriodState.PAID: pay_periods.pay,
}
# What each step does, and what cannot be undone after it.
MEANS = {
    PeriodState.SUBMITTED: ("Submit", "All its days are over and approved. It can be sent back."),
    PeriodState.APPROVED: (
        "Approve",
        "Somebody who is not paid in it agrees with what it comes to. It can be sent back.",
    ),
    PeriodState.CLOSED: ("Close", "Closed for good: what comes later goes into the next period as an adjustment."),
    PeriodState.EXPORTED: ("Export", "The file for the payroll's program is fixed by its digest."),
    PeriodState.PAID: ("Enter as paid", "Enters a payout for everybody whom the file names. This cannot be undone."),
}


@roles_required(Role.PAYROLL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest) -> HttpResponse:
    """All periods, what waits, and the form that opens one."""
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = pay_periods.open_period(author=person(request), now=timezone.now(), **form.cleaned_data)
            return redirect("pay_period", made.name)
        except AnnotationError as error:
            form.add_error(None, str(error))
    context = {
        "periods": pay_board.periods(),
        "form": form,
        "n_requests": len(pay_board.requests()),
        "disputes": pay_board.disputes(),
        "now": timezone.now(),
    }
    return render(request, "annotation/pay.html", context)


@roles_required(Role.PAYROLL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def period(request: HttpRequest, name: str) -> HttpResponse:
    """One period: who worked when, what it comes to, and its next steps."""
    found, author = get_object_or_404(PayPeriod, name=name), person(request)
    if request.method == "POST":
        try:
            messages.success(request, act(request, found, author, timezone.now()))
        except AnnotationError as error:
            messages.error(request, str(error))
        return redirect(request.get_full_path())
    people = pay_board.payees(after=request.GET.get("after", ""), limit=PAGE + 1)
    shown = people[:PAGE]
    read_pay(reader=author, annotators=[one.annotator for one in shown], what=f"period {name}", now=timezone.now())
    rows = pay_board.grid(found, shown)
    context = {
        "period": found,
        "rows": rows,
        "dates": days.dates(found),
        "n_waiting": sum(len(row.waiting) for row in rows),
        "waiting": pay_board.waiting(found, author) if found.state == PeriodState.OPEN else None,
        "next": shown[-1].payroll_number if len(people) > PAGE else "",
        "reckoned": pay_board.reckoned(found),
        "steps": pay_board.steps(found),
        "moves": [(to.value, *MEANS[to]) for to in MOVES[PeriodState(found.state)] if to in MEANS],
        "may_go_back": found.state in NOT_CLOSED and found.state != PeriodState.OPEN,
        "is_fixed": found.state not in NOT_CLOSED,
        "without_number": payees.without_number(found),
        "flags": [*DayFlag],
    }
    return render(request, "annotation/pay_period.html", context)


def act(request: HttpRequest, period: PayPeriod, author: User, now: datetime) -> str:
    """Do what the form asks, and say what was done."""
    asked = request.POST.get("act", "")
    if asked == "propose":
        return f"{pay_days.propose_days(period=period, now=now)} days were proposed."
    if asked == "approve_all":
        return approved_all(request, period, author, now)
    if asked == "approve_days":
        ids = [int(one) for one in request.POST.getlist("proposal") if one.isascii() and one.isdecimal()]
        return said_of(pay_days.approve_days(proposals=ids, author=author, now=now))
    if asked == "back":
        pay_periods.send_back(period=period, reason=request.POST.get("reason", "")[:500], author=author, now=now)
        return f"{period.name} is open again."
    if asked in STEPS:
        STEPS[asked](period=period, author=author, now=now)
        return f"{period.name} is {asked}."
    return "Nothing was asked for."


def approved_all(request: HttpRequest, period: PayPeriod, author: User, now: datetime) -> str:
    """Approve what waits in the whole period, if it is as many days as were told before."""
    found = pay_board.waiting(period, author)
    if request.POST.get("n_told") != str(len(found.proposals)):
        return f"Nothing was approved: {len(found.proposals)} days wait by now. Look again."
    return said_of(pay_days.approve_days(proposals=found.proposals, author=author, now=now))


def said_of(made: Approved) -> str:
    newer = f" {len(made.changed)} have newer facts and wait." if made.changed else ""
    return f"{len(made.approvals)} days were approved.{newer}"


@roles_required(Role.PAYROLL)
@never_cache
@require_safe
def export(request: HttpRequest, name: str) -> HttpResponse:
    """What is to be paid, as CSV: after its export the same bytes each time."""
    found = get_object_or_404(PayPeriod.objects.exclude(state__in=NOT_CLOSED), name=name)
    slips = ledger.payslips(found)
    named = {one.payroll_number for one in slips}
    paid = [one.annotator for one in payees.of_numbers(named)]
    read_pay(reader=person(request), annotators=paid, what=f"file of {name}", now=timezone.now())
    return as_csv(written(found.name, slips).text, f"pay-{found.name}.csv")

"""The rule's versions, the wages that pay is held against, how fair a period is, and what managers say of days."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotation.actions import attendances, pay_rules, top_ups
from annotation.actions.pay_reads import read_pay
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.models import Annotator, AttendanceAct, LedgerEntry, PayPeriod, ReferenceWage, User
from annotation.pages.cursors import before, cut
from annotation.pages.forms.pay import AttendanceFilter, AttendanceForm, RuleForm, UndoForm, WageForm
from annotation.pages.permissions import person, roles_required
from annotation.queries import fair_pay, groups, pay_board
from annotation.queries import pay_rules as rules
from annotation.rules.day_classes import AttendanceKind, DayClass
from annotation.rules.day_rules import Terms
from annotation.rules.moneys import Rounding

ACTS_SHOWN = 50
AS_TERMS = ("full_minutes", "half_minutes", "full_amount", "half_amount", "currency", "holidays")


@roles_required(Role.PAYROLL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest) -> HttpResponse:
    """Every version of the rule and every wage, and the forms that add one."""
    act = request.POST.get("act", "")
    found = rules.versions()
    rule = RuleForm(request.POST if act == "rule" else None, initial=as_said(found), auto_id="id_rule_%s")
    wage = WageForm(request.POST if act == "wage" else None, auto_id="id_wage_%s")
    author, now = person(request), timezone.now()
    if act == "rule" and rule.is_valid():
        publish(rule.cleaned_data, author)
        messages.success(request, "Published. Days that it makes worth more wait again.")
        return redirect("pay_rules")
    if act == "wage" and wage.is_valid():
        pay_rules.set_reference_wage(**wage.cleaned_data, author=author, now=now)
        messages.success(request, "The reference wage is kept.")
        return redirect("pay_rules")
    wages = ReferenceWage.objects.order_by("country", "-since_date", "-pk")
    context = {"versions": found, "wages": wages, "rule_form": rule, "wage_form": wage}
    return render(request, "annotation/pay_rules.html", context)


def as_said(found: list[Any]) -> dict[str, Any]:
    """A further version begins with what the newest says."""
    if not found:
        return {"rounding": Rounding.HALF_UP}
    newest = found[0]
    names = ("full_minutes", "half_minutes", "full_amount", "half_amount", "currency", "rounding", "holiday_class")
    said = {name: getattr(newest, name) for name in (*names, "two_names_above")}
    return said | {"holidays": "\n".join(f"{day} {name}" for day, name in newest.holidays.items())}


def publish(said: dict[str, Any], author: User) -> None:
    terms = Terms(
        number=0,  # the action numbers it
        **{name: said[name] for name in AS_TERMS},
        rounding=Rounding(said["rounding"]),
        holiday_class=DayClass(said["holiday_class"]),
    )
    beside = {name: said[name] for name in ("since_date", "two_names_above", "reason")}
    pay_rules.publish_rule(terms=terms, **beside, author=author, now=timezone.now())


@roles_required(Role.PAYROLL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fairness(request: HttpRequest, name: str) -> HttpResponse:
    """What an hour of the period came to, held against reference wages; and what would bring it up to them."""
    period, reader, now = get_object_or_404(PayPeriod, name=name), person(request), timezone.now()
    if request.method == "POST":
        named = [int(one) for one in request.POST.getlist("annotator") if one.isascii() and one.isdecimal()]
        try:
            made = top_ups.top_up(period=period, annotators=named, author=reader, now=now)
            n_entered = sum(isinstance(one, LedgerEntry) for one in made)
            messages.success(request, f"{n_entered} entered, {len(made) - n_entered} wait for a second name.")
        except AnnotationError as error:
            messages.error(request, str(error))
        return redirect("pay_fairness", name)
    found = fair_pay.of_period(period)
    people = [one.payee.annotator for one in found.people]
    read_pay(reader=reader, annotators=people, what=f"fairness of {name}", now=now)
    context = {"period": period, "found": found, "n_due": sum(is_due(one) for one in found.people)}
    return render(request, "annotation/pay_fairness.html", context)


def is_due(one: fair_pay.PersonFairness) -> bool:
    return bool(one.figures.top_up) and not one.is_topped_up


@roles_required(Role.MANAGER, Role.PAYROLL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest) -> HttpResponse:
    """Outages, sick leave, training and holidays: said of one person or many, and taken back."""
    people, author = pay_board.people(), person(request)
    filled = {one.group.name: one.annotators for one in groups.everything()}
    everybody = [(one.pk, one.user.first_name or one.user.username) for one in people]
    others = [(one.pk, one.user.first_name or one.user.username) for one in people if one.user_id != author.pk]
    act = request.POST.get("act", "")
    said = request.POST if act == "say" else None
    form = AttendanceForm(said, people=others, groups=filled, initial={"uuid": uuid.uuid4()})
    try:
        if act == "say" and form.is_valid():
            say(form.cleaned_data, people, filled, author)
            messages.success(request, "Kept. Their days are proposed with it from now on.")
            return redirect("attendance")
        if act == "undo":
            undo(request, author)
            return redirect("attendance")
    except AnnotationError as error:
        messages.error(request, str(error))
    wanted = AttendanceFilter(request.GET, people=everybody, groups=filled)
    found = cut(before(acts_of(wanted), request), ACTS_SHOWN)
    context = {"form": form, "filter": wanted, "acts": found.rows, "next": found.next, "undo_uuid": uuid.uuid4()}
    return render(request, "annotation/attendance.html", context)


def acts_of(wanted: AttendanceFilter) -> QuerySet[AttendanceAct]:
    """What the filter asks for; what cannot be read of it narrows nothing."""
    wanted.is_valid()
    said = wanted.cleaned_data
    return pay_board.attendances(annotator=said.get("person"), group=said.get("group", ""), on=said.get("on"))


def say(said: dict[str, Any], people: list[Annotator], filled: dict[str, list[Annotator]], author: User) -> None:
    """Of those who are ticked, and of everybody in the groups who is here, but for whoever says it."""
    inside = {one.pk for name in said["groups"] for one in filled[name] if one.user_id != author.pk}
    named = {*said["annotators"], *inside}
    attended = attendances.Attended(
        uuid=said["uuid"],
        kind=AttendanceKind(said["kind"]),
        day_class=DayClass(said["day_class"]),
        **{name: said[name] for name in ("first_date", "last_date", "reason", "evidence")},
    )
    whom = [one for one in people if one.pk in named]
    attendances.record(attended=attended, annotators=whom, author=author, now=timezone.now())


def undo(request: HttpRequest, author: User) -> None:
    form = UndoForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why it is taken back.")
        return
    act = get_object_or_404(AttendanceAct, pk=form.cleaned_data["attendance"])
    said = {name: form.cleaned_data[name] for name in ("uuid", "reason")}
    attendances.undo(act=act, **said, author=author, now=timezone.now())
    messages.success(request, "Taken back. Days that were approved by it stay, until the payroll reverses them.")

"""People as the payroll knows them: numbers, contracts, rates, entries; one day of somebody; the second name."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from annotation.actions import entry_requests, ledger, pay_days, pay_threads, payees, pseudonyms
from annotation.actions.pay_reads import read_pay
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.models import Annotator, Contract, DayProposal, EntryRequest, LedgerEntry, User
from annotation.pages.cursors import key
from annotation.pages.day_strips import shown
from annotation.pages.forms.pay import (
    ClassForm,
    ContractForm,
    EntryForm,
    PayeeForm,
    PseudonymForm,
    RateForm,
    ReverseForm,
)
from annotation.pages.forms.threads import MessageForm
from annotation.pages.my_pay import the_date
from annotation.pages.permissions import person, roles_required
from annotation.queries import day_sheets, pay_board
from annotation.queries import ledger as books
from annotation.rules.day_classes import DayClass
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money

PAGE = 50


class OtherName(AnnotationError):
    """Somebody else was meant."""

    code = "other_name"


Said = dict[str, Any]


@roles_required(Role.PAYROLL)
@never_cache
@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """Everybody with a number and what they are owed, and who has none."""
    found = pay_board.payees(after=request.GET.get("after", ""), limit=PAGE + 1)
    people = found[:PAGE]
    annotators = [one.annotator for one in people]
    read_pay(reader=person(request), annotators=annotators, what="balances", now=timezone.now())
    owed = pay_board.balances([one.pk for one in annotators])
    context = {
        "people": [(one, owed.get(one.annotator_id, {})) for one in people],
        "next": people[-1].payroll_number if len(found) > PAGE else "",
        "without_number": pay_board.without_number(),
    }
    return render(request, "annotation/pay_people.html", context)


@roles_required(Role.PAYROLL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, annotator: int) -> HttpResponse:
    """Somebody's number, contracts and rates; every entry; and the forms that add to them."""
    whose = get_object_or_404(Annotator.objects.select_related("user", "payee"), pk=annotator)
    bound = forms_of(request, whose)
    asked = request.POST.get("act", "")
    if asked in bound and bound[asked].is_valid():
        try:
            messages.success(request, change(asked, whose, bound[asked].cleaned_data, person(request), timezone.now()))
            return redirect("payee", annotator)
        except AnnotationError as error:
            bound[asked].add_error(None, str(error))
    read_pay(reader=person(request), annotators=[whose], what="entries, contracts, rates", now=timezone.now())
    found = pay_board.entries_of(whose, PAGE + 1, key(request, "before"))
    context = {
        "whose": whose,
        "payee": getattr(whose, "payee", None),
        "balance": books.balance(whose),
        "contracts": whose.contracts.order_by("starts_date"),
        "rates": whose.rates.order_by("since_date", "pk"),
        "entries": found[:PAGE],
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        "forms": bound,
    }
    return render(request, "annotation/payee.html", context)


def forms_of(request: HttpRequest, whose: Annotator) -> dict[str, forms.Form]:
    """The forms of the page by their acts; what was sent is in the one that was meant."""
    payee = getattr(whose, "payee", None)
    known = {} if payee is None else {"payroll_number": payee.payroll_number, "country": payee.country}
    kinds: dict[str, tuple[type[forms.Form], Said]] = {
        "payee": (PayeeForm, known),
        "contract": (ContractForm, {}),
        "rate": (RateForm, {}),
        "entry": (EntryForm, {"key": uuid.uuid4()}),
        "pseudonym": (PseudonymForm, {}),
    }
    sent = request.POST.get("act")
    return {
        act: kind(request.POST if act == sent else None, initial=initial, auto_id=f"id_{act}_%s")
        for act, (kind, initial) in kinds.items()
    }


def change(act: str, whose: Annotator, said: Said, author: User, now: datetime) -> str:
    """Do what a form asks, and say what was done."""
    by: Said = {"annotator": whose, "author": author, "now": now}
    if act == "payee":
        payees.set_payee(**said, **by)
        return "The payroll number is kept."
    if act == "contract":
        number = said.pop("contract")
        contract = None if number is None else get_object_or_404(Contract, pk=number, annotator=whose)
        payees.set_contract(**said, **by, contract=contract)
        return "The contract is kept."
    if act == "rate":
        payees.set_rate(rate=payees.NewRate(**said), **by)
        return "The rate is kept."
    if act == "pseudonym":
        if said["username"] != whose.user.username:
            raise OtherName("This is not their username: nothing was done.")
        return f"They are {pseudonyms.pseudonymise(reason=said['reason'], **by)} now."
    asked = entry_requests.Asked(
        key=str(said["key"]),
        kind=EntryKind(said["kind"]),
        annotator=whose,
        money=Money(said["currency"], said["amount"]),
        reason=said["reason"],
        local_date=said["local_date"],
    )
    made = entry_requests.ask(asked=asked, author=author, now=now)
    return "Entered." if isinstance(made, LedgerEntry) else "It waits for a second name."


@roles_required(Role.PAYROLL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, annotator: int, day: str) -> HttpResponse:
    """One day of somebody whole, with what can be done about it."""
    whose, on = get_object_or_404(Annotator.objects.select_related("user", "payee"), pk=annotator), the_date(day)
    reader, now = person(request), timezone.now()
    kinds = {"class": ClassForm, "reverse": ReverseForm, "answer": MessageForm}
    asked = request.POST.get("act", "")
    refused = None
    if asked in kinds:
        form = kinds[asked](request.POST)
        try:
            if form.is_valid():
                act_on_day(asked, (whose, day), form.cleaned_data, reader, now)
                return redirect("pay_day", annotator, day)
            refused = "Nothing was done: say why, or what you answer."
        except AnnotationError as error:
            refused = str(error)
    read_pay(reader=reader, annotators=[whose], what=f"day {on}", now=now)
    sheet = day_sheets.sheet(whose, on)
    newest = sheet.proposals[0] if sheet.proposals else None
    context = {
        **shown(sheet),
        "whose": whose,
        "payee": getattr(whose, "payee", None),
        "reader": reader,
        "refused": refused,
        "class_form": ClassForm(initial={"proposal": newest.pk, "day_class": newest.day_class}) if newest else None,
        "reversible": [one for one in sheet.entries if one.kind != EntryKind.REVERSAL and not has_reversal(one)],
        "reverse_form": ReverseForm(auto_id="id_reverse_%s"),
        "answer_form": MessageForm(initial={"uuid": uuid.uuid4()}) if sheet.written else None,
    }
    return render(request, "annotation/pay_day.html", context)


def has_reversal(entry: LedgerEntry) -> bool:
    return hasattr(entry, "reversed_by")


def act_on_day(act: str, place: tuple[Annotator, str], said: Said, author: User, now: datetime) -> None:
    whose, day = place
    of_day: Said = {"annotator": whose, "local_date": day}
    if act == "class":
        proposal = get_object_or_404(
            DayProposal.objects.select_related("annotator", "rule"), pk=said["proposal"], **of_day
        )
        day_class = DayClass(said["day_class"])
        pay_days.approve_day(proposal=proposal, day_class=day_class, reason=said["reason"], author=author, now=now)
    elif act == "reverse":
        entry = get_object_or_404(LedgerEntry, pk=said["entry"], **of_day)
        ledger.reverse(entry=entry, reason=said["reason"], author=author, now=now)
    elif (written := day_sheets.written(whose, the_date(day))) is not None:
        pay_threads.answer(thread=written.thread, author=author, now=now, **said)


@roles_required(Role.PAYROLL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_names(request: HttpRequest) -> HttpResponse:
    """What waits for a second name, granted or refused by somebody else than who asked."""
    if request.method == "POST":
        asked = get_object_or_404(EntryRequest, pk=key_sent(request))
        is_granted = request.POST.get("act") == "grant"
        try:
            entry_requests.decide(request=asked, is_granted=is_granted, author=person(request), now=timezone.now())
            messages.success(request, "Granted: it is entered." if is_granted else "Refused.")
        except AnnotationError as error:
            messages.error(request, str(error))
        return redirect("pay_requests")
    waiting = pay_board.requests()
    people = {one.annotator_id: one.annotator for one in waiting}
    read_pay(reader=person(request), annotators=[*people.values()], what="second names", now=timezone.now())
    return render(request, "annotation/pay_requests.html", {"waiting": waiting, "reader": person(request)})


def key_sent(request: HttpRequest) -> int:
    said = request.POST.get("request", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else 0

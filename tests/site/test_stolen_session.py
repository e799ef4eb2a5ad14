"""A stolen manager's session, or token, comes nowhere near pay: no route reads, approves, enters or closes anything."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.test.client import Client
from django.urls import get_resolver
from django.utils import timezone

from annotation.actions import entry_requests, pay_threads, tokens
from annotation.actions.entry_requests import Asked
from annotation.choices import SCOPES, Role, Scope
from annotation.models import Annotator, AuditEntry, DayProposal, EntryRequest, LedgerEntry, PayPeriod, PayRead, User
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money
from jdb_site import raw_tables
from tests.annotation.employer import LATER, MONDAY, approved, closed, day, hired, period, proposed, works
from tests.factories import ManagerFactory, PayrollFactory
from tests.site.test_who_may import addresses

pytestmark = pytest.mark.django_db

MORE = ("PayPeriod", "PeriodStep", "PayRule", "ReferenceWage", "Thread", "Message")
TABLES: list[Any] = [apps.get_model(name) for name in [*raw_tables.OF_PAY, *(f"annotation.{one}" for one in MORE)]]
MANAGERS_TOO = {
    "pay/attendance/",
    "api/v1/attendance",
    "api/v1/attendance/<act>",
}  # a manager's word, which pays nothing
PAY = sorted(
    one
    for one in addresses(get_resolver("jdb_site.urls").url_patterns)
    if one.startswith(("pay/", "me/pay", "api/v1/pay", "api/v1/me/pay", "api/v1/attendance"))
)
STEPS = ["propose", "approve_days", "back", "submitted", "approved", "closed", "exported", "paid"]
ON_PEOPLE = ["payee", "contract", "rate", "entry", "pseudonym", "class", "reverse", "answer", "grant", "refuse"]
ON_TERMS = ["rule", "wage"]


@pytest.fixture
def annotator() -> Annotator:
    """Paid for one period, with a day that waits in the next, a large bonus that waits for a second name, a dispute."""
    found = hired(payroll_number="K-17")
    first, payroll = period(), PayrollFactory(username="pia")
    works(found, MONDAY, 7)
    closed(first, payroll, to="paid")
    second = period(name="second", first_date=day(13), last_date=day(26))
    works(found, day(13), 7)
    works(found, day(14), 7)
    approved(second, payroll)
    works(found, day(15), 7)
    proposed(second)
    money = Money("USD", Decimal("500.00"))
    asked = Asked(key="large", kind=EntryKind.BONUS, annotator=found, money=money, reason="thanks")
    entry_requests.ask(asked=asked, author=payroll, now=LATER)
    said: Any = {
        "local_date": MONDAY,
        "uuid": UUID(int=1),
        "text": "More.",
        "within": timedelta(hours=48),
        "now": LATER,
    }
    pay_threads.dispute(annotator=found, **said)
    return found


@pytest.fixture
def thief(annotator: Annotator) -> User:
    """A manager, whose session somebody else has now."""
    made: User = ManagerFactory()
    return made


def all_of_pay() -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: [*model.objects.order_by("pk").values()] for model in TABLES}


def everywhere(annotator: Annotator) -> Iterator[str]:
    """Each address of pay, written out for what there is."""
    periods = PayPeriod.objects.values_list("name", flat=True)
    request = EntryRequest.objects.get().pk
    for route, name, on in product(PAY, periods, (MONDAY, day(15))):
        written = route.replace("<name>", name).replace("<annotator>", str(annotator.pk)).replace("<day>", str(on))
        yield "/" + written.replace("<asked>", str(request)).replace("<act>", "1")


def bodies(annotator: Annotator) -> Iterator[dict[str, Any]]:
    """Everything that a form of pay takes, right, for each act."""
    right = {
        "proposal": [one.pk for one in DayProposal.objects.order_by("-pk")],
        "reason": "it was me",
        "entry": LedgerEntry.objects.filter(kind="day_rate").latest("pk").pk,
        "request": EntryRequest.objects.get().pk,
        "annotator": [annotator.pk],
        "uuid": str(UUID(int=7)),
        "key": str(UUID(int=8)),
        "text": "No.",
        "name": "third",
        "first_date": "2026-12-01",
        "last_date": "2026-12-14",
        "payroll_number": "T-1",
        "starts_date": "2026-01-01",
        "since_date": "2026-01-01",
        "day_amount": "500.00",
        "currency": "USD",
        "kind": "bonus",
        "amount": "10.00",
        "day_class": "full",
        "full_minutes": 2,
        "half_minutes": 1,
        "full_amount": "500.00",
        "half_amount": "250.00",
        "rounding": "half_up",
        "two_names_above": "100000.00",
        "holiday_class": "full",
        "country": "KR",
        "hourly_amount": "99.00",
        "source": "me",
        "source_date": "2026-01-01",
        "is_granted": True,
        "username": annotator.user.username,
        "all": True,
    }
    yield from ({**right, "act": act} for act in [*STEPS, *ON_PEOPLE, *ON_TERMS])


def refusals(client: Client, annotator: Annotator, places: list[str], **wire: Any) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for place in places:
        found[place] = {client.get(place, **wire).status_code}
        for body in bodies(annotator):
            kind: Any = {"content_type": "application/json"} if place.startswith("/api/") else {}
            found[place].add(client.post(place, body, **kind, **wire).status_code)
    return found


def places_of(annotator: Annotator) -> list[str]:
    return sorted({one for one in everywhere(annotator) if not is_managers(one)})


def is_managers(place: str) -> bool:
    return place.lstrip("/").startswith(tuple(one.split("<")[0] for one in MANAGERS_TOO))


def test_every_address_of_pay_refuses_a_managers_session_and_nothing_changes(annotator, thief, signed_in):
    before, browser = all_of_pay(), signed_in(thief)

    found = refusals(browser, annotator, places_of(annotator))

    assert len(found) > 20
    assert {place: said for place, said in found.items() if said != {403}} == {}
    assert all_of_pay() == before


def test_no_token_of_a_manager_opens_pay(annotator, thief):
    before = all_of_pay()
    issued = tokens.make(
        owner=thief, name="stolen", scopes=SCOPES[Role.MANAGER], lasts=timedelta(days=1), now=timezone.now()
    )
    wire = {"headers": {"Authorization": f"Bearer {issued.token}"}}
    places = [one for one in places_of(annotator) if one.startswith("/api/")]

    found = refusals(Client(enforce_csrf_checks=True), annotator, places, **wire)

    assert {place: said for place, said in found.items() if not said <= {401, 403, 405}} == {}
    assert all_of_pay() == before
    for scope in {*Scope} - SCOPES[Role.MANAGER]:
        with pytest.raises(tokens.ScopeNotYours):
            tokens.make(owner=thief, name="more", scopes=[scope], lasts=timedelta(days=1), now=timezone.now())


def test_raw_tables_show_no_pay_and_change_none_of_its_rules(annotator, thief, signed_in):
    User.objects.filter(pk=thief.pk).update(is_superuser=True)
    before, browser = all_of_pay(), signed_in(thief)
    ends = ("", "add/", "{}/change/", "{}/delete/")

    found: dict[str, set[int]] = {}
    for model in TABLES:
        name, row = model._meta.model_name, model.objects.values_list("pk", flat=True).first()
        places = [f"/admin/annotation/{name}/{end.format(row)}" for end in ends]
        found[model._meta.label] = {browser.get(place).status_code for place in places if row or "{}" not in place}
        found[model._meta.label] |= {browser.post(place, {"post": "yes"}).status_code for place in places[1:]}

    assert {found[label] == {404} for label in raw_tables.OF_PAY} == {True}
    assert all_of_pay() == before


def test_a_managers_session_makes_nobody_one_of_the_payroll(annotator, thief, signed_in):
    browser, pia = signed_in(thief), User.objects.get(username="pia")
    password = pia.password

    for name in (thief.username, annotator.user.username, "pia"):
        browser.post(f"/person/{name}/roles/", {"roles": ["manager", "payroll"] if name != "pia" else []})
    invited = browser.post("/people/invitations/", {"role": "payroll", "name": "Me", "days": 7})
    many = browser.post("/people/invitations/many/", {"rows": "name,role\nMe,payroll", "days": 7, "act": "make"})
    reset = browser.post("/person/pia/reset-link/")
    browser.post("/person/pia/second-factor/", {"reason": "lost"})

    assert not User.objects.get(pk=thief.pk).has_role(Role.PAYROLL)
    assert not User.objects.get(pk=annotator.user_id).has_role(Role.PAYROLL)
    assert "/join/" not in invited.content.decode() + many.content.decode()
    assert reset.status_code == 302
    pia.refresh_from_db()
    assert (pia.roles, pia.password) == ([Role.PAYROLL], password)
    acts = {"change_roles", "invite_person", "issue_reset", "take_off_second_factor"}
    assert not AuditEntry.objects.filter(actor=thief.username, act__in=acts).exists()


def test_where_nobody_is_of_the_payroll_a_manager_begins_it(signed_in):
    ruth = ManagerFactory()

    page = signed_in(ruth).post("/people/invitations/", {"role": "payroll", "name": "Pia", "days": 7})

    assert "/join/" in page.content.decode()


def test_attendance_said_by_a_stolen_session_pays_nothing_by_itself(annotator, thief, signed_in):
    money, browser = [*LedgerEntry.objects.order_by("pk").values()], signed_in(thief)
    said = {"uuid": UUID(int=9), "kind": "holiday", "day_class": "full", "reason": "x", "evidence": "y"}
    dates = {"first_date": day(16), "last_date": day(20)}

    answer = browser.post("/pay/attendance/", {"act": "say", "annotators": [annotator.pk], **said, **dates})

    assert answer.status_code == 302
    assert len(proposed(PayPeriod.objects.get(name="second"))) == 6
    assert [*LedgerEntry.objects.order_by("pk").values()] == money
    assert AuditEntry.objects.get(act="record_attendance").actor == thief.username


@pytest.mark.parametrize("place", ["class", "entry", "reverse", "grant", "rate", "contract"])
def test_the_payroll_changes_nothing_of_its_own_pay(annotator, place, signed_in):
    user = annotator.user
    user.roles = [Role.ANNOTATOR, Role.PAYROLL]
    user.save()
    before, browser = all_of_pay(), signed_in(user)
    [body] = [one for one in bodies(annotator) if one["act"] == place]
    body["proposal"], body["day_class"] = DayProposal.objects.get(local_date=day(15)).pk, "full"
    body["entry"] = LedgerEntry.objects.get(kind="day_rate", local_date=day(14)).pk
    where = {"class": f"{day(15)}/", "reverse": f"{day(14)}/"}.get(place, "")
    address = "/pay/second-names/" if place == "grant" else f"/pay/people/{annotator.pk}/{where}"

    answer = browser.post(address, body, follow=True)

    assert answer.status_code == 200
    assert "This is your own pay" in answer.content.decode() or "This is your own day" in answer.content.decode()
    assert all_of_pay() == before
    assert not PayRead.objects.filter(reader=user).exists()

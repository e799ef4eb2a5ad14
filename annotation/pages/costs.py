"""What batches cost: of one, for managers, so that nobody's pay shows; of a period, for the payroll, to the cent."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotation.actions.pay_reads import read_pay
from annotation.choices import BatchState, Role
from annotation.models import Annotator, Batch, PayPeriod
from annotation.pages.permissions import READERS, person, roles_required
from annotation.queries import batch_costs, budgets, my_pay, pay_rules, standings
from annotation.queries.budgets import Budget
from annotation.rules.moneys import Money, sums
from annotation.rules.paces import DayPrice, Forecast, forecast


@roles_required(*READERS)
@never_cache
@require_safe
def of_batch(request: HttpRequest, name: str) -> HttpResponse:
    """One batch: spent, committed, still to come."""
    batch, now = get_object_or_404(Batch, name=name), timezone.now()
    price = pay_rules.day_price(now.date())
    context = {
        "batch": batch,
        "cost": batch_costs.of_batch(batch, now.date()),
        "forecast": to_come([batch], price, now).get(batch.pk),
        "price": price,
        "enough": batch_costs.ENOUGH_PEOPLE,
    }
    return render(request, "annotation/batch_cost.html", context)


@roles_required(Role.PAYROLL)
@never_cache
@require_safe
def of_period(request: HttpRequest) -> HttpResponse:
    """A period by batch: the one that is asked for, else the newest that has begun."""
    periods, now = my_pay.periods(), timezone.now()
    begun = [one for one in periods if one.first_date < now.date()]
    period = next((one for one in periods if one.name == request.GET.get("period")), next(iter(begun), None))
    context: dict[str, Any] = {"periods": periods, "period": period}
    if period is not None:
        context |= reckoned(request, period, now)
    return render(request, "annotation/pay_budgets.html", context)


def reckoned(request: HttpRequest, period: PayPeriod, now: datetime) -> dict[str, Any]:
    """Each batch with its people and what is to come of it; what all come to."""
    found = budgets.of_period(period)
    told_of = {one for row in found if len(row.people) < batch_costs.ENOUGH_PEOPLE for one in row.people}
    of_few = Annotator.objects.filter(pk__in=told_of)
    read_pay(reader=person(request), annotators=of_few, what=f"budgets of {period.name}", now=now)
    price = pay_rules.day_price(now.date())
    coming = to_come([row.batch for row in found if row.batch is not None], price, now)
    return {
        "rows": [(row, None if row.batch is None else coming.get(row.batch.pk)) for row in found],
        "totals": totals(found),
        "price": price,
    }


def totals(found: list[Budget]) -> list[tuple[str, Money, Money]]:
    """What is spent and committed in each currency."""
    spent = sums(Money(row.currency, row.spent) for row in found)
    committed = sums(Money(row.currency, row.committed) for row in found)
    return [(one, Money(one, spent[one]), Money(one, committed[one])) for one in spent]


def to_come(batches: list[Batch], price: DayPrice, now: datetime) -> dict[int, Forecast]:
    """What is foretold of batches that are not closed, each as if everybody worked on it alone."""
    running = [batch for batch in batches if batch.state != BatchState.CLOSED]
    _, week = standings.pace()
    lefts = standings.left_of_batches(running)
    found = {batch: forecast(left, week, price, now) for batch, left in lefts.items()}
    return {batch: one for batch, one in found.items() if one is not None}

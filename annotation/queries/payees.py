"""Who is paid, and who works without a payroll number."""

from collections.abc import Collection

from django.db.models import QuerySet

from annotation.models import Annotator, Payee, PayPeriod


def without_number(period: PayPeriod) -> QuerySet[Annotator]:
    """Who was at work in the period and is known to no payroll: nothing is proposed for them."""
    within = {"active_intervals__local_date__range": (period.first_date, period.last_date)}
    return Annotator.objects.filter(payee__isnull=True, **within).distinct().order_by("user__username")


def of_numbers(numbers: Collection[str]) -> QuerySet[Payee]:
    """Whose numbers these are."""
    return Payee.objects.filter(payroll_number__in=numbers).select_related("annotator").order_by("pk")

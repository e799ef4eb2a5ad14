"""What answers of models took."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from dataset.models import Attempt


@dataclass(frozen=True, slots=True)
class Effort:
    """How often a model was asked, and what that cost."""

    n: int
    cost_amount: Decimal


def by_job(jobs: Collection[int]) -> dict[int, Effort]:
    found = Attempt.objects.filter(job__in=jobs).values_list("job").annotate(Count("pk"), Sum("cost_amount")).order_by()
    return {job: Effort(n, amount) for job, n, amount in found}

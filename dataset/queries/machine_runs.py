"""How far runs of machine work are."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from dataset.choices import JobState
from dataset.models import Budget, MachineJob, MachineRun

OVER = (JobState.DONE, JobState.POISON, JobState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A run's jobs by state, what was given up by code, and its money."""

    by_state: Counter[str]
    poison: Counter[str]
    budget: Budget

    @property
    def n(self) -> int:
        return sum(self.by_state.values())

    @property
    def n_over(self) -> int:
        return sum(self.by_state[state] for state in OVER)

    @property
    def spent_amount(self) -> Decimal:
        return self.budget.spent_amount


def standing(run: MachineRun) -> Standing:
    """Three queries, over the index of states and the rows that were given up."""
    jobs = MachineJob.objects.filter(run=run)
    by_state = Counter(dict(jobs.order_by().values_list("state").annotate(Count("pk"))))
    codes = jobs.filter(state=JobState.POISON).values_list("failures", flat=True)
    poison = Counter(code for failures in codes.iterator(chunk_size=2_000) for code in failures)
    return Standing(by_state, poison, Budget.objects.get(pk=run.budget_id))

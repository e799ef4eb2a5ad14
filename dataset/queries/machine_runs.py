"""How far runs of machine work are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q

from dataset.choices import JobState, MachineRunState, Transport
from dataset.models import Budget, MachineJob, MachineRun

OVER = (JobState.DONE, JobState.POISON, JobState.HAND, JobState.CANCELLED)


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


def states_by_run(runs: Iterable[MachineRun]) -> dict[int, Counter[str]]:
    """The jobs of each of these runs by state; one query."""
    found: dict[int, Counter[str]] = {run.pk: Counter() for run in runs}
    counted = MachineJob.objects.filter(run__in=found).order_by().values_list("run", "state").annotate(Count("pk"))
    for run, state, n in counted:
        found[run][state] = n
    return found


def building() -> list[int]:
    """Runs that want further jobs, the most urgent first."""
    found = MachineRun.objects.filter(state=MachineRunState.BUILDING).order_by("-priority", "pk")
    return [*found.values_list("pk", flat=True)]


def due(now: datetime) -> list[int]:
    """
    Runs with a job that may be asked one by one now, the most urgent first.

    Of those that go out in files it is what is to be mended, where all their models are reached so too.
    """
    waiting = MachineJob.objects.filter(run=OuterRef("pk"), state=JobState.PENDING, not_before__lte=now)
    online = [Transport.ONLINE]
    stronger = Q(stronger__isnull=True) | Q(stronger__transports__contains=online)
    going = MachineRun.objects.filter(
        Q(Exists(waiting), transport=Transport.ONLINE)
        | (Q(Exists(waiting.exclude(failures=[])), profile__transports__contains=online) & stronger),
        state__in=[MachineRunState.BUILDING, MachineRunState.RUNNING],
    )
    return [*going.order_by("-priority", "pk").values_list("pk", flat=True)]

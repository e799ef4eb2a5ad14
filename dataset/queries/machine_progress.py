"""How far a run is, for all who look at it: reckoned once, and kept for some seconds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from dataset.choices import JobState
from dataset.gateways.figures import forget, shared
from dataset.models import MachineJob, MachineRun
from dataset.queries.machine_runs import Standing, standing
from dataset.rules.run_forecasts import Pace, time_left, whole_cost

WHILE = timedelta(seconds=60)  # that the pace is taken of


@dataclass(frozen=True, slots=True)
class Progress:
    """A run's jobs by state, its pace, what is left in time and money."""

    standing: Standing
    pace: Pace

    @property
    def n_asked(self) -> int:
        """Jobs that are over, cancelled ones left out: what was spent was spent on them."""
        return self.standing.n_over - self.standing.by_state[JobState.CANCELLED]

    @property
    def n_left(self) -> int:
        return self.standing.n - self.standing.n_over

    @property
    def time_left(self) -> timedelta | None:
        return time_left(self.n_left, self.pace)

    @property
    def cost_forecast(self) -> Decimal | None:
        return whole_cost(self.standing.spent_amount, n_over=self.n_asked, n_left=self.n_left)

    @property
    def passes_its_cap(self) -> bool:
        return (self.cost_forecast or 0) > self.standing.budget.cap_amount


def of(run: MachineRun, now: datetime) -> Progress:
    """How far it is, some seconds ago at most; longer ago where counting takes long."""
    return shared(key(run), lambda: reckoned(run, now))


def reckoned(run: MachineRun, now: datetime) -> Progress:
    """Four queries, over the index of states, the rows that were given up and those that ended of late."""
    since = max(run.created_at, now - WHILE)
    n = MachineJob.objects.filter(run=run, ended_at__gt=since).exclude(state=JobState.CANCELLED).count()
    return Progress(standing(run), Pace(n, (now - since) / timedelta(seconds=1)))


def forget_of(run: MachineRun) -> None:
    forget(key(run))


def key(run: MachineRun) -> str:
    return f"machine-run-{run.pk}"

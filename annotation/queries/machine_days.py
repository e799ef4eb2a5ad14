"""What machine work came to of late, for the daily mail to managers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from dataset.choices import JobState, MachineRunState
from dataset.models import Budget, Halt, MachineDay, MachineRun
from dataset.models.machine_runs import OPEN
from dataset.queries import machine_money
from dataset.queries.machine_runs import OVER, states_by_run
from dataset.rules.run_forecasts import whole_cost

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MachineNews:
    """
    Yesterday and today in UTC, by run; runs that are paused, switches that stand, caps with what is spent of them.

    A forecast is what the whole of a run comes to at the present cost of a prompt, while it is open.
    """

    days: list[MachineDay]
    forecasts: dict[int, Decimal]
    paused: list[MachineRun]
    halts: list[Halt]
    budgets: list[Budget]

    def __bool__(self) -> bool:
        """Whether there was work, or something stands that waits for a person."""
        return bool(self.days or self.paused or self.halts)


def of(now: datetime) -> MachineNews:
    """Five queries: over sums of days, runs that are open, and the jobs of those that worked by their index."""
    rows = MachineDay.objects.filter(date__gte=(now - DAY).date()).select_related("run__budget")
    days = [*rows.order_by("date", "run")]
    return MachineNews(
        days=days,
        forecasts=forecasts([*{day.run_id: day.run for day in days if day.run.state in OPEN}.values()]),
        paused=[*MachineRun.objects.filter(state=MachineRunState.PAUSED).order_by("pk")],
        halts=machine_money.standing_halts(),
        budgets=machine_money.general(now),
    )


def forecasts(runs: list[MachineRun]) -> dict[int, Decimal]:
    """What the whole of each comes to; none of one whose first prompt is not over."""
    found = {}
    states = states_by_run(runs)
    for run in runs:
        n = states[run.pk]
        n_over = sum(n[state] for state in OVER if state != JobState.CANCELLED)
        n_left = n.total() - n_over - n[JobState.CANCELLED]
        whole = whole_cost(run.budget.spent_amount, n_over=n_over, n_left=n_left)
        if whole is not None:
            found[run.pk] = whole
    return found

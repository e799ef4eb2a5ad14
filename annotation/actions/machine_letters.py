"""The part of the daily mail that tells managers of machine work. Office text is English."""

from decimal import Decimal
from itertools import groupby

from annotation.actions.machine_notices import url
from annotation.queries.machine_days import MachineNews
from dataset.models import Budget, Halt, MachineDay
from dataset.rules.prices import dollars


def lines(news: MachineNews, ended: list[str]) -> list[str]:
    """Spend by day and run with its forecast, what ended, what is paused or stopped and why, the caps."""
    found = []
    for date, days in groupby(news.days, key=lambda day: day.date):
        of_day = [*days]
        found += [f"Models spent {dollars(sum((day.spent_amount for day in of_day), Decimal(0)))} on {date} (UTC)"]
        found += [f"- {of_run(day)}" for day in of_day]
    runs = {day.run_id: day.run for day in news.days}
    found += [
        f"Run {pk} comes to about {dollars(whole)} in all at the present cost of a prompt; "
        f"its cap is {dollars(runs[pk].budget.cap_amount)}"
        for pk, whole in news.forecasts.items()
    ]
    found += ended
    found += [f"Run {run.pk} is paused: {run.because or 'no reason is known'}" for run in news.paused]
    found += [f"Questions {of_halt(halt)} are stopped: {halt.reason}" for halt in news.halts]
    if found:
        found += [cap(budget) for budget in news.budgets]
        found += [url("runs")]
    return found


def of_run(day: MachineDay) -> str:
    n = day.n_done + day.n_poison
    share = f", {day.n_poison / n:.0%} poison" if n else ""
    return f"run {day.run_id}: {dollars(day.spent_amount)}, {day.n_done:,} done{share}"


def of_halt(halt: Halt) -> str:
    if halt.profile is not None:
        return f"to {halt.profile.name}"
    return "to all models" if halt.run_id is None else f"of run {halt.run_id}"


def cap(budget: Budget) -> str:
    of = "everything" if not budget.key else budget.key
    return f"Cap of {of}: {dollars(budget.spent_amount)} of {dollars(budget.cap_amount)} spent"

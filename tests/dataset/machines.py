"""Runs over prompts for tests, worked window by window against answers that are given beforehand."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from dataset.actions import machine_runs, templates
from dataset.actions.machine_runs import Means, Wanted
from dataset.actions.machine_windows import Outside, work
from dataset.choices import MachineTask
from dataset.gateways.language_models import Answered, Missed
from dataset.gateways.rate_limits import bucket
from dataset.models import Budget, MachineRun, ModelProfile
from dataset.rules.retries import Fault
from tests.dataset.lines import Told
from tests.factories import ImageFactory, PriceFactory
from tests.factories.dataset import NOW

# 60 fresh and 40 cached tokens in, 10 out, at 0.25, 0.025 and 2 for a million
COST, NOTHING = Decimal("0.000036"), Decimal(0)


def profile(**fields: Any) -> ModelProfile:
    made: ModelProfile = PriceFactory(profile__at_once=8, **fields).profile
    return made


def begun(n: int = 1, *, cap: Decimal = Decimal(1), stronger: ModelProfile | None = None) -> MachineRun:
    """A run over so many new prompts, with all its jobs."""
    for _ in range(n):
        ImageFactory(prompt__described_at=NOW)
    template = templates.in_force(task=MachineTask.ANNOTATE, actor="ruth", now=NOW)
    means = Means(profile(), cap, stronger=stronger)
    run = machine_runs.start(template=template, wanted=Wanted(), means=means, actor="ruth", now=NOW)
    while machine_runs.build(run_id=run.pk, now=NOW):
        pass
    run.refresh_from_db()
    return run


def outside(line: Told, now: datetime = NOW) -> Outside:
    return Outside(line, lambda one: bucket(one.name, one.requests_per_minute, one.tokens_per_minute), lambda: now)


def worked(run: MachineRun, *answers: Callable[[Any], Answered | Missed], later: int = 0, size: int = 50) -> Told:
    line = Told(*answers)
    work(run_id=run.pk, outside=outside(line, NOW + timedelta(seconds=later)), size=size)
    run.refresh_from_db()
    return line


def missed(fault: Fault, **fields: Any) -> Callable[[Any], Missed]:
    return lambda _: Missed(fault, "as the server said", 5, **fields)


def money(run: MachineRun) -> tuple[Decimal, Decimal]:
    budget = Budget.objects.get(pk=run.budget_id)
    return budget.reserved_amount, budget.spent_amount

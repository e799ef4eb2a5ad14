"""What must be true of a run at its end, whatever failed or was killed meanwhile."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from dataset.choices import JobState, MachineRunState
from dataset.models import Annotation, Attempt, Budget, CurrentAnnotation, MachineJob, MachineRun
from dataset.queries.machine_runs import standing

COUNTED = {"prompt_tokens": "n_input", "cached_tokens": "n_cached", "completion_tokens": "n_output"}


def is_over(run: MachineRun) -> bool:
    return not MachineRun.objects.filter(
        pk=run.pk, state__in=[MachineRunState.BUILDING, MachineRunState.RUNNING]
    ).exists()


def problems(run: MachineRun, n: int) -> Iterable[str]:
    """Everything that is not as it must be, told in words."""
    run.refresh_from_db()
    now = standing(run)
    if run.state != MachineRunState.DONE:
        yield f"the run is {run.state}: {run.because}"
    if now.n != n or now.by_state[JobState.DONE] + now.by_state[JobState.POISON] != n:
        yield f"{n} prompts came to {dict(now.by_state)}"
    done = MachineJob.objects.filter(run=run, state=JobState.DONE)
    if (said := Annotation.objects.count()) != done.count():
        yield f"{said} annotations of {done.count()} jobs that are done"
    if unlike := done.exclude(prompt__current__caption=F("annotation")).count():
        yield f"{unlike} prompts point elsewhere than to what was said of them"
    if (held := CurrentAnnotation.objects.count()) != done.count():
        yield f"{held} prompts hold something, {done.count()} were annotated"
    yield from of_attempts(run)
    yield from of_money(now.budget)


def of_attempts(run: MachineRun) -> Iterable[str]:
    """Each is numbered on from the one before, and at most one of a job is good."""
    numbered = MachineJob.objects.filter(run=run).annotate(
        n=Count("attempts"), n_good=Count("attempts", filter=Q(attempts__outcome__in=["good", "repaired"]))
    )
    if n := numbered.exclude(n_attempts=F("n")).count():
        yield f"{n} jobs count other attempts than they have"
    if n := numbered.exclude(state=JobState.DONE, n_good=1).exclude(~Q(state=JobState.DONE), n_good=0).count():
        yield f"{n} jobs have more or fewer good answers than they may"


def of_money(budget: Budget) -> Iterable[str]:
    """Nothing is held back any more, and what was spent is what the attempts cost."""
    spent = Attempt.objects.aggregate(spent=Sum("cost_amount"))["spent"] or Decimal(0)
    if (budget.reserved_amount, budget.spent_amount) != (Decimal(0), spent):
        yield f"{budget.reserved_amount} held back, {budget.spent_amount} spent, attempts cost {spent}"
    if budget.spent_amount > budget.cap_amount or budget.overrun_amount:
        yield f"{budget.spent_amount} spent of a cap of {budget.cap_amount}"


def counted() -> dict[str, int]:
    """The tokens that we counted, by the server's names."""
    found = Attempt.objects.aggregate(**{name: Sum(column) for name, column in COUNTED.items()})
    return {name: found[name] or 0 for name in COUNTED}


def told(ledger: Mapping[str, Any], which: str = "models") -> dict[str, int]:
    """The tokens that the server counted, of answers that were sent, or `lost`."""
    return {name: sum(row[name] for row in ledger[which].values()) for name in COUNTED}

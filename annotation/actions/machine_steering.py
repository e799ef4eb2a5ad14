"""Runs of models, steered by managers; caps on what they cost, and the switch. Each act stands in the record."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from annotation.actions import audit
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.models import User
from dataset.actions import budgets, halts, machine_runs
from dataset.choices import BudgetScope
from dataset.models import Budget, Halt, MachineRun, ModelProfile


class NotInThatState(AnnotationError):
    """The run is not in a state in which that can be done."""

    code = "run_not_in_that_state"


class NotAManager(AnnotationError):
    """The switch is lifted by a manager who can be named, and by nobody else."""

    code = "not_a_manager"
    status = 403


class AlreadyLifted(AnnotationError):
    """Somebody lifted it before."""

    code = "halt_lifted"


@transaction.atomic
def pause(*, run: MachineRun, actor: str, now: datetime) -> None:
    """
    Ask nothing more for now.

    :raises NotInThatState: it does not run
    """
    if not machine_runs.pause(run=run, reason=f"{actor} paused it"):
        raise NotInThatState("The run does not ask anything now.")
    note("pause_run", run, actor, now)


@transaction.atomic
def resume(*, run: MachineRun, actor: str, now: datetime) -> None:
    """
    Go on where it was.

    :raises NotInThatState: it is not paused
    """
    if not machine_runs.resume(run=run):
        raise NotInThatState("The run is not paused.")
    note("resume_run", run, actor, now)


@transaction.atomic
def cancel(*, run: MachineRun, actor: str, now: datetime) -> None:
    """
    End it; what waits is not asked, so that another run may.

    :raises NotInThatState: it has ended
    """
    if not machine_runs.cancel(run=run, reason=f"{actor} cancelled it", now=now):
        raise NotInThatState("The run has ended.")
    note("cancel_run", run, actor, now)


@transaction.atomic
def retry(*, run: MachineRun, code: str = "", job: int | None = None, actor: str, now: datetime) -> int:
    """
    Ask anew what got no valid answer, or that of one code, or one job; how many.

    :raises NotInThatState: there is none, or the run was cancelled
    """
    n = machine_runs.retry(run=run, code=code, job=job, now=now)
    if not n:
        raise NotInThatState("There is nothing to ask anew.")
    one = {} if job is None else {"job": job}
    note("retry_run", run, actor, now, code=code or "all", prompts=n, **one)
    return n


@transaction.atomic
def set_cap(*, scope: BudgetScope, key: str, cap: Decimal, actor: str, now: datetime) -> Budget:
    """Set or move the cap of everything, of a day in UTC or of a run; one below what is spent becomes that."""
    before = Budget.objects.filter(scope=scope, key=key).values_list("cap_amount", flat=True).first()
    budget = budgets.set_cap(scope=scope, key=key, cap=cap)
    detail = {"before": "none" if before is None else str(before), "after": str(budget.cap_amount)}
    subject = f"run {key}" if scope == BudgetScope.RUN else f"budget {key or scope.value}"
    audit.record(actor=actor, act="set_cap", subject=subject, detail=detail, now=now)
    return budget


@transaction.atomic
def halt(
    *, profile: ModelProfile | None = None, run: MachineRun | None = None, reason: str, actor: str, now: datetime
) -> Halt:
    """
    Stop questions to a model or of a run, or all, before the next window; the one that stands, where one does.

    Live batches are cancelled: unlike a pause, it leaves nothing on its way.
    """
    stands = halts.halt(profile=profile, run=run, reason=reason, actor=actor, now=now)
    of: dict[str, object] = {"run": run.pk} if run else {"model": profile.name if profile else "all"}
    detail = of | {"reason": reason}
    audit.record(actor=actor, act="halt_models", subject=f"halt {stands.pk}", detail=detail, now=now)
    return stands


@transaction.atomic
def lift(*, halt: Halt, manager: User, now: datetime) -> None:
    """
    Let questions go again.

    :raises NotAManager: whoever lifts it is none
    :raises AlreadyLifted: somebody did before
    """
    if not manager.has_role(Role.MANAGER):
        raise NotAManager("A manager lifts the switch.")
    if not halts.lift(halt=halt, actor=manager.username, now=now):
        raise AlreadyLifted("Somebody lifted it before.")
    audit.record(actor=manager.username, act="lift_halt", subject=f"halt {halt.pk}", now=now)


def note(act: str, run: MachineRun, actor: str, now: datetime, **detail: str | int) -> None:
    audit.record(actor=actor, act=act, subject=f"run {run.pk}", detail=detail, now=now)

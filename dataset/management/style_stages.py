"""Stages of style trees for commands: asked one after another, with a line a second."""

from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone

from dataset.actions import halts, machine_runs, style_trees
from dataset.actions.machine_windows import Outside, work
from dataset.choices import MachineRunState
from dataset.gateways.language_models import Line
from dataset.gateways.rate_limits import bucket
from dataset.management.meters import Meter
from dataset.management.runs import rest
from dataset.models import MachineRun, StyleStage, StyleTree
from dataset.models.machine_runs import OPEN
from dataset.queries.machine_runs import standing

LONGEST_LOOK = 5.0


def ask_all(tree: StyleTree, err: OutputWrapper, again: str) -> None:
    """
    Ask stage after stage until nothing comes next.

    :raises CommandError: it is paused or stopped, and says how to go on
    """
    line = Line()
    outside = Outside(line, lambda it: bucket(it.name, it.requests_per_minute, it.tokens_per_minute), timezone.now)
    try:
        while True:
            while style_trees.go_on(tree=tree, now=timezone.now()):
                pass
            stage = StyleStage.objects.filter(tree=tree).select_related("run__profile").order_by("-number").first()
            if stage is None or stage.run.state not in OPEN:
                return
            ask(stage, outside, err)
            machine_runs.finish(now=timezone.now())
            stage.run.refresh_from_db()
            if stage.run.state == MachineRunState.PAUSED:
                raise CommandError(f"Paused: {stage.run.because}. Go on: {again}")
            if halts.is_halted(stage.run):
                raise CommandError(f"Questions of it are stopped. Lift that, then go on: {again}")
    except KeyboardInterrupt as error:
        raise CommandError(f"Stopped. Go on: {again}", returncode=130) from error
    finally:
        line.close()


def ask(stage: StyleStage, outside: Outside, err: OutputWrapper) -> None:
    """Ask the questions of one stage, as far as they can be asked now."""
    run: MachineRun = stage.run
    meter = Meter(err, f"stage {stage.number}, {stage.task.removeprefix('style_')}")
    while True:
        n = work(run_id=run.pk, outside=outside)
        now = standing(run)
        meter.show(now.n_over, now.n_over / max(now.n, 1))
        if n:
            continue
        run.refresh_from_db()
        is_going = run.state == MachineRunState.RUNNING and not halts.is_halted(run)
        if not is_going or not rest(run, timezone.now(), LONGEST_LOOK):
            break
    meter.end(standing(run).n_over)

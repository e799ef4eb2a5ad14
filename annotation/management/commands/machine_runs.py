"""`manage machine_runs`: runs of models with their counts and spend; one paused, gone on with, ended, asked anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import machine_steering
from annotation.errors import AnnotationError
from dataset.choices import JobState
from dataset.management.runs import run_by
from dataset.management.sheets import sheet
from dataset.models import MachineRun
from dataset.models.machine_runs import OPEN
from dataset.queries import machine_progress
from dataset.queries.machine_runs import OVER, states_by_run

ACTOR = "command line"
HEAD = ("run", "state", "template", "model", "waiting", "done", "poison", "spent", "cap", "because")


class Command(BaseCommand):
    help = "Tell runs of models, the newest first; or steer one of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        act = parser.add_mutually_exclusive_group()
        act.add_argument("--pause", type=int, metavar="N", help="ask nothing more of run N for now")
        act.add_argument("--resume", type=int, metavar="N", help="go on with it where it was")
        act.add_argument("--cancel", type=int, metavar="N", help="end it; what waits is not asked")
        act.add_argument("--retry", type=int, metavar="N", help="ask anew what got no valid answer")
        parser.add_argument("--code", default="", help="with --retry: what failed by this code alone, as W1")
        parser.add_argument("--open", action="store_true", help="only runs that have not ended")
        parser.add_argument("--most", type=int, default=20, help="so many of them (20)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["most"] < 1:
            raise CommandError("--most is one or more.")
        act = next((one for one in ("pause", "resume", "cancel", "retry") if options[one] is not None), None)
        if options["code"] and act != "retry":
            raise CommandError("--code goes with --retry.")
        if act is None:
            runs = MachineRun.objects.filter(state__in=OPEN) if options["open"] else MachineRun.objects.all()
            self.tell([*runs.select_related(*WITH).order_by("-pk")[: options["most"]]])
            return
        run = run_by(options[act])
        try:
            self.steer(act, run, options["code"])
        except AnnotationError as error:
            raise CommandError(str(error)) from error
        machine_progress.forget_of(run)
        self.tell([MachineRun.objects.select_related(*WITH).get(pk=run.pk)])

    def steer(self, act: str, run: MachineRun, code: str) -> None:
        now = timezone.now()
        if act == "retry":
            n = machine_steering.retry(run=run, code=code, actor=ACTOR, now=now)
            self.stdout.write(f"Asked anew: {n:,}.")
        else:
            getattr(machine_steering, act)(run=run, actor=ACTOR, now=now)

    def tell(self, runs: list[MachineRun]) -> None:
        if not runs:
            self.stdout.write("There is no run.")
            return
        states = states_by_run(runs)
        self.stdout.write(sheet([HEAD, *(line(run, states[run.pk]) for run in runs)]), ending="")


WITH = ("template", "profile", "budget")


def line(run: MachineRun, by_state: dict[str, int]) -> tuple[object, ...]:
    done = by_state.get(JobState.DONE, 0) + by_state.get(JobState.HAND, 0)
    waiting = sum(n for state, n in by_state.items() if state not in OVER)
    template = f"{run.template.name}@{run.template.version}"
    amounts = (f"${run.budget.spent_amount:,.4f}", f"${run.budget.cap_amount:,.2f}")
    counts = (waiting, done, by_state.get(JobState.POISON, 0))
    return (str(run.pk), run.state, template, run.profile.name, *counts, *amounts, run.because)

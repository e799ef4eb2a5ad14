"""`manage reannotate_prompts`: what is said of prompts is carried over to clean ones, and what is lost asked anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import machine_starts
from dataset.actions import lacking, reannotations, templates
from dataset.actions.machine_runs import Means, Wanted
from dataset.choices import Among, MachineTask, ReannotationState
from dataset.errors import DatasetError
from dataset.gateways import reannotations as marks
from dataset.management.amounts import amount
from dataset.management.meters import Meter
from dataset.management.run_options import profile
from dataset.queries.reannotations import counts, mentions

ACTOR = "command line"
N_SHOWN = 20


class Command(BaseCommand):
    help = "Carry annotations over to clean prompts. Without options it says how far that is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("profile", nargs="?", help="let a run of this model stand for what must be asked anew")
        parser.add_argument("--cap", type=amount, help="dollars that it may cost at most")
        parser.add_argument("--stronger", help="the model to ask where the first gives no valid answer")
        parser.add_argument("--all", action="store_true", help="look at every clean prompt again")
        parser.add_argument("--run-now", action="store_true", help="do it here, and do not leave it to the workers")
        parser.add_argument(
            "--check", action="store_true", help="see that no clean prompt's annotation mentions a struck word"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["profile"]:
                self.begin(options)
        except DatasetError as error:
            raise CommandError(str(error)) from error
        if options["all"]:
            n = marks.mark_all(now=timezone.now())
            self.stdout.write(f"{n:,} clean prompts are to be looked at.")
        if options["run_now"]:
            self.run_now()
        self.tell()
        if options["check"]:
            self.check_mentions()

    def begin(self, options: dict[str, Any]) -> None:
        if options["cap"] is None:
            raise CommandError("Say what it may cost, as: reannotate_prompts small --cap 5")
        now = timezone.now()
        stronger = profile(options["stronger"]) if options["stronger"] else None
        run = machine_starts.start(
            template=templates.in_force(task=MachineTask.DESCRIBE, actor=ACTOR, now=now),
            wanted=Wanted(among=Among.CLEANED),
            means=Means(profile(options["profile"]), options["cap"], stronger=stronger),
            actor=ACTOR,
            now=now,
        )
        self.stdout.write(f"Run {run.pk} stands for clean prompts.")

    def run_now(self) -> None:
        """Look at what waits, ask, and look at the answers."""
        self.look()
        if (run := lacking.standing().first()) is not None:
            call_command("annotate_prompts", run=run.pk, stdout=self.stdout, stderr=self.stderr)
            self.look()

    def look(self) -> None:
        meter, n_looked = Meter(self.stderr, "clean prompts"), 0
        n = counts()[ReannotationState.WAITING]
        while looked := reannotations.look(now=timezone.now()):
            n_looked += looked
            meter.show(n_looked, n_looked / max(n, n_looked))
        meter.end(n_looked)

    def tell(self) -> None:
        now = counts()
        told = ", ".join(f"{now[state]:,} {state.label}" for state in ReannotationState)
        self.stdout.write(f"Clean prompts: {told}.")
        if now[ReannotationState.LACKING] and not lacking.standing().exists():
            self.stdout.write("No run stands for them: reannotate_prompts PROFILE --cap DOLLARS begins one.")

    def check_mentions(self) -> None:
        found = [*mentions()]
        for prompt, part in found[:N_SHOWN]:
            self.stderr.write(f"prompt {prompt}: its {part} mention a struck word")
        if found:
            raise CommandError(f"{len(found):,} parts of annotations mention a struck word.")
        self.stdout.write("No annotation of a clean prompt mentions a struck word.")

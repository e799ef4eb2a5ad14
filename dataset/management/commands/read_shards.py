"""`manage read_shards RUN FILE…`: take in the answers that somebody got elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dataset.actions import machine_files, machine_runs
from dataset.actions.machine_files import Reading
from dataset.management.meters import Meter
from dataset.management.runs import run_by
from dataset.models import MachineRun
from dataset.queries.machine_runs import standing


class Command(BaseCommand):
    help = "Take in files of answers, as `vllm run-batch` writes them. Read again, a file says nothing new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, help="its number, as annotate_prompts told it")
        parser.add_argument("files", nargs="*", type=Path, help="files of answers")
        parser.add_argument(
            "--give-back", action="store_true", help="what no file answered goes back, to stand in the next files"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        run = run_by(options["run"])
        if missing := [path for path in options["files"] if not path.is_file()]:
            raise CommandError(f"There is no file {missing[0]}.")
        try:
            for path in options["files"]:
                self.read(run, path)
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. The same command goes on.", returncode=130) from error
        if options["give_back"]:
            n = machine_files.give_back(run=run, clock=timezone.now)
            self.stdout.write(f"{n:,} questions go back.")
        machine_runs.finish(now=timezone.now())
        self.tell(run)

    def read(self, run: MachineRun, path: Path) -> None:
        meter, n = Meter(self.stderr, path.name), max(1, standing(run).by_state["sent"])
        reading = machine_files.read_back(
            run=run, path=path, clock=timezone.now, tell=lambda n_read: meter.show(n_read, n_read / n)
        )
        meter.end(reading.n_answered + reading.n_failed)
        self.stdout.write(
            f"{path.name}: {reading.n_answered:,} answers, {reading.n_failed:,} questions without one, "
            f"{reading.n_known:,} lines known before, {reading.n_wrong:,} wrong."
        )
        self.complain(path, reading)

    def complain(self, path: Path, reading: Reading) -> None:
        for number, why in reading.wrong:
            self.stderr.write(f"{path.name}, line {number}: {why}")
        if reading.n_wrong > len(reading.wrong):
            self.stderr.write(f"{path.name}: and {reading.n_wrong - len(reading.wrong):,} more")

    def tell(self, run: MachineRun) -> None:
        run.refresh_from_db()
        now = standing(run)
        self.stdout.write(
            f"Run {run.pk}, {run.state}: {now.by_state['done']:,} annotated, {now.by_state['poison']:,} without a "
            f"valid answer, {now.by_state['sent']:,} stand in files, {now.by_state['pending']:,} wait; "
            f"${now.spent_amount:.4f} spent."
        )

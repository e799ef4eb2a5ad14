"""`manage write_shards RUN FOLDER`: the questions of a run as files that somebody runs elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dataset.actions import machine_files, machine_runs
from dataset.actions.machine_shards import Limits
from dataset.errors import DatasetError
from dataset.management.runs import run_by
from dataset.queries.machine_runs import standing


class Command(BaseCommand):
    help = "Write the questions of a run into files for `vllm run-batch`. Stopped, the same command goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, help="its number, as annotate_prompts told it")
        parser.add_argument("folder", type=Path, help="where the files go")
        parser.add_argument("--lines", type=int, default=Limits().lines, help="questions in a file at most (40000)")

    def handle(self, *args: Any, **options: Any) -> None:
        run, folder = run_by(options["run"]), options["folder"]
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        if options["lines"] < 1:
            raise CommandError("A file holds one question at least.")
        try:
            while machine_runs.build(run_id=run.pk, now=timezone.now()):
                pass
            run.refresh_from_db()
            written = machine_files.write_out(
                run=run, folder=folder, limits=Limits(lines=options["lines"]), clock=timezone.now
            )
        except DatasetError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. The same command goes on.", returncode=130) from error
        for shard in written:
            self.stdout.write(f"{shard.input_file_id}: {shard.n_lines:,} questions, {shard.n_bytes:,} bytes")
        now = standing(run)
        self.stdout.write(
            f"Run {run.pk}: {len(written)} files in {folder}; {now.by_state['sent']:,} questions stand in files, "
            f"{now.by_state['pending']:,} wait. Read the answers: read_shards {run.pk} FILE"
        )

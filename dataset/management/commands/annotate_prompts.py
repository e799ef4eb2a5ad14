"""`manage annotate_prompts PROFILE --cap DOLLARS`: ask a model about prompts, and keep what holds."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dataset.actions import halts, machine_batches, machine_runs
from dataset.actions.machine_windows import Outside, server_of, work
from dataset.choices import JobState, MachineRunState, ShardState, Transport
from dataset.errors import DatasetError
from dataset.gateways.batch_servers import BatchServer
from dataset.gateways.language_models import Line
from dataset.gateways.rate_limits import bucket
from dataset.management import run_options
from dataset.management.meters import Meter
from dataset.management.runs import rest, run_by
from dataset.models import MachineRun, ModelProfile
from dataset.queries import machine_shards as shards
from dataset.queries.machine_runs import standing

ACTOR = "annotate_prompts"
GOING = {MachineRunState.BUILDING, MachineRunState.RUNNING}
COUNTED_EVERY = 5.0  # seconds: counting reads the state of each job


class Command(BaseCommand):
    help = "Ask a model for the words by kind, a caption and questions of prompts. Stopped, --run goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        run_options.add_arguments(parser)
        parser.add_argument("--every", type=float, default=60.0, help="seconds between looks at batches (60)")
        parser.add_argument("--estimate", action="store_true", help="say what it would take, and begin nothing")
        parser.add_argument("--in-background", action="store_true", help="leave it to the workers")
        parser.add_argument("--run", type=int, help="go on with this run")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["estimate"]:
                self.stdout.write(run_options.estimated(options, actor=ACTOR, now=timezone.now()))
                return
            run = self.found(options["run"]) if options["run"] else self.begun(options)
        except DatasetError as error:
            raise CommandError(str(error)) from error
        if options["in_background"]:
            self.stdout.write(f"Run {run.pk} is the workers'. See how far it is: annotate_prompts --run {run.pk}")
            return
        line = Line()
        try:
            self.ask(run, line, options["every"])
        except KeyboardInterrupt as error:
            raise CommandError(f"Stopped. Go on: annotate_prompts --run {run.pk}", returncode=130) from error
        finally:
            line.close()
        self.tell(run)

    def found(self, number: int) -> MachineRun:
        run = run_by(number)
        machine_runs.resume(run=run)
        return run

    def begun(self, options: dict[str, Any]) -> MachineRun:
        now, means = timezone.now(), run_options.means(options)
        return machine_runs.start(
            template=run_options.template(options["template"], actor=ACTOR, now=now),
            wanted=run_options.wanted(options),
            means=means,
            actor=ACTOR,
            now=now,
        )

    def ask(self, run: MachineRun, line: Line, every: float) -> None:
        """Ask until nothing is left to ask, or the run is paused."""
        while machine_runs.build(run_id=run.pk, now=timezone.now()):
            pass
        meter = Meter(self.stderr, f"run {run.pk}")
        outside = Outside(line, lambda it: bucket(it.name, it.requests_per_minute, it.tokens_per_minute), timezone.now)
        counted = looked = monotonic()
        self.look(run)
        while True:
            n = work(run_id=run.pk, outside=outside)
            if monotonic() - counted > COUNTED_EVERY:
                now, counted = standing(run), monotonic()
                meter.show(now.n_over, now.n_over / max(now.n, 1))
            if monotonic() - looked >= every:
                looked = monotonic()
                self.look(run)
            if n:
                continue
            run.refresh_from_db()
            if run.state not in GOING or halts.is_halted(run) or not rest(run, timezone.now(), every):
                break
        meter.end(standing(run).n_over)
        machine_runs.finish(now=timezone.now())

    def look(self, run: MachineRun) -> None:
        """Take the files of a run by the Batch API along."""
        if run.transport != Transport.BATCH:
            return
        before, outside = shards.by_state(run), machine_batches.Outside(batch_server, timezone.now)
        for asked in filter(None, (run.profile_id, run.stronger_id)):
            if trouble := machine_batches.work(profile_id=asked, outside=outside):
                self.stderr.write(f"run {run.pk}: {trouble}")
        if (now := shards.by_state(run)) != before:
            files = ", ".join(f"{n:,} {ShardState(state).label.lower()}" for state, n in sorted(now.items()))
            self.stderr.write(f"run {run.pk}, files: {files}")

    def tell(self, run: MachineRun) -> None:
        run.refresh_from_db()
        now = standing(run)
        done, poison, by_hand = (now.by_state[state] for state in (JobState.DONE, JobState.POISON, JobState.HAND))
        codes = ", ".join(f"{code} {n}" for code, n in now.poison.most_common())
        instead = f"{by_hand:,} by hand instead, " if by_hand else ""
        self.stdout.write(
            f"Run {run.pk}, {run.state}: {done:,} annotated, {poison:,} without a valid answer"
            f"{f' ({codes})' if codes else ''}, {instead}{run.n_known:,} known before; ${now.spent_amount:.4f} spent."
        )
        if now.by_state[JobState.PENDING] and run.transport == Transport.FILE:
            self.stdout.write(f"{now.by_state[JobState.PENDING]:,} questions wait: write_shards {run.pk} FOLDER")
        if run.state == MachineRunState.PAUSED:
            raise CommandError(f"Paused: {run.because}. Go on: annotate_prompts --run {run.pk}")
        if run.state in GOING and halts.is_halted(run):
            raise CommandError(f"Questions of it are stopped. Lift that, then go on: annotate_prompts --run {run.pk}")


def batch_server(asked: ModelProfile) -> BatchServer:
    return BatchServer(server_of(asked))

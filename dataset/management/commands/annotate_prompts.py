"""`manage annotate_prompts PROFILE --cap DOLLARS`: ask a model about prompts, and keep what holds."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dataset.actions import halts, machine_batches, machine_runs, templates
from dataset.actions.machine_runs import Means, Wanted
from dataset.actions.machine_windows import Outside, server_of, work
from dataset.choices import JobState, MachineRunState, MachineTask, ShardState, TemplateState, Transport
from dataset.errors import DatasetError
from dataset.gateways.batch_servers import BatchServer
from dataset.gateways.language_models import Line
from dataset.gateways.rate_limits import bucket
from dataset.management import thresholds
from dataset.management.commands.set_profile import amount
from dataset.management.meters import Meter
from dataset.management.runs import rest, run_by
from dataset.models import MachineRun, ModelProfile, Template
from dataset.queries import machine_shards as shards
from dataset.queries.machine_runs import standing

ACTOR = "annotate_prompts"
GOING = {MachineRunState.BUILDING, MachineRunState.RUNNING}
COUNTED_EVERY = 5.0  # seconds: counting reads the state of each job


class Command(BaseCommand):
    help = "Ask a model for the words by kind, a caption and questions of prompts. Stopped, --run goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("profile", nargs="?", help="a model, as `set_profile` named it")
        parser.add_argument("--cap", type=amount, help="dollars that it may cost at most")
        parser.add_argument("--stronger", help="the model to ask where the first gives no valid answer")
        parser.add_argument("--source", default="", help="only prompts of this source")
        parser.add_argument("--language", action="append", default=[], help="only of this language; repeatable")
        parser.add_argument("--most", type=int, help="so many prompts at most")
        thresholds.add_arguments(parser)
        parser.add_argument("--transport", choices=Transport.values, help="how it is asked: one by one where it can be")
        parser.add_argument("--every", type=float, default=60.0, help="seconds between looks at batches (60)")
        parser.add_argument("--in-background", action="store_true", help="leave it to the workers")
        parser.add_argument("--run", type=int, help="go on with this run")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
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
        if options["profile"] is None or options["cap"] is None:
            raise CommandError("Name a model and a cap, as: annotate_prompts small --cap 5")
        now = timezone.now()
        templates.make_first(actor=ACTOR, now=now)
        active = Template.objects.filter(task=MachineTask.ANNOTATE, state=TemplateState.ACTIVE).first()
        newest = Template.objects.filter(task=MachineTask.ANNOTATE).latest("pk")
        asked, stronger = profile(options["profile"]), profile(options["stronger"]) if options["stronger"] else None
        return machine_runs.start(
            template=active or newest,
            wanted=Wanted(
                options["source"], tuple(options["language"]), options["most"], thresholds.limits_of(options)
            ),
            means=Means(asked, options["cap"], transport_of(asked, options["transport"]), stronger),
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
        done, poison = now.by_state[JobState.DONE], now.by_state[JobState.POISON]
        codes = ", ".join(f"{code} {n}" for code, n in now.poison.most_common())
        self.stdout.write(
            f"Run {run.pk}, {run.state}: {done:,} annotated, {poison:,} without a valid answer"
            f"{f' ({codes})' if codes else ''}, {run.n_known:,} known before; ${now.spent_amount:.4f} spent."
        )
        if now.by_state[JobState.PENDING] and run.transport == Transport.FILE:
            self.stdout.write(f"{now.by_state[JobState.PENDING]:,} questions wait: write_shards {run.pk} FOLDER")
        if run.state == MachineRunState.PAUSED:
            raise CommandError(f"Paused: {run.because}. Go on: annotate_prompts --run {run.pk}")
        if run.state in GOING and halts.is_halted(run):
            raise CommandError(f"Questions of it are stopped. Lift that, then go on: annotate_prompts --run {run.pk}")


def transport_of(asked: ModelProfile, wanted: str | None) -> Transport:
    """How a model is asked: as it is wanted, else one by one where it can be."""
    first = Transport.ONLINE if Transport.ONLINE in asked.transports else asked.transports[0]
    return Transport(wanted or first)


def batch_server(asked: ModelProfile) -> BatchServer:
    return BatchServer(server_of(asked))


def profile(name: str) -> ModelProfile:
    found = ModelProfile.objects.filter(name=name).first()
    if found is None:
        raise CommandError(f"There is no model {name}: set_profile {name} names one.")
    return found

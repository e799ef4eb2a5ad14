"""`manage score_images --scorer clip`: score the pictures that this scorer has not spoken of."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dataset.actions import score_walkers, score_walks, scores
from dataset.actions.score_walks import Wishes
from dataset.choices import RunState
from dataset.errors import DatasetError
from dataset.gateways import scorers
from dataset.gateways.priorities import stand_back
from dataset.management.commands.import_scores import INTERRUPTED, MOST_SHOWN, actor, summary
from dataset.management.meters import Meter
from dataset.models import ScoreRun


class Command(BaseCommand):
    help = (
        "Score pictures by a model of SCORERS_FILE that runs here: those that it has not spoken of. Stop it when you "
        "like: the same command goes on. Without --scorer it says which there are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scorer", default="", metavar="NAME", help="a scorer of SCORERS_FILE")
        parser.add_argument("--most", type=int, default=0, metavar="N", help="so many pictures at most")
        parser.add_argument("--source", default="", help="only pictures of this source")
        parser.add_argument("--in-background", action="store_true", help="leave it to the workers of the queue scores")
        parser.add_argument("--actor", default="", help="who scores; default: this shell's user")

    def run_from_argv(self, argv: list[str]) -> None:
        stand_back()
        super().run_from_argv(argv)

    def handle(self, **options: Any) -> None:
        self.stderr.style_func = None
        try:
            if not options["scorer"]:
                self.tell()
                return
            self.score(options)
        except DatasetError as error:
            raise CommandError(str(error)) from error

    def tell(self) -> None:
        """The scorers that there are."""
        for asked in scorers.everything().values():
            self.stdout.write(f"{asked.name}  {asked.kind}, version {asked.version}, {asked.model or asked.made_by}")
        if not scorers.everything():
            self.stdout.write("SCORERS_FILE names no scorer. docs/scores.md says how.")

    def score(self, options: dict[str, Any]) -> None:
        asked, now = scorers.named(options["scorer"]), timezone.now()
        wishes = Wishes(options["source"], options["most"], options["in_background"])
        if not wishes.in_background:
            model = scorers.loaded(asked)
        with scores.alone(score_walks.scorer_of(asked, actor=actor(options), now=now)):
            run = score_walks.begin(asked=asked, wishes=wishes, actor=actor(options), now=now)
            if wishes.in_background:
                self.stdout.write(f"Run {run.pk} is the workers' of the queue scores.")
                return
            self.walk(run, model)

    def walk(self, run: ScoreRun, model: scorers.ImageScorer) -> None:
        n_left = score_walkers.left(run).count()
        n = run.n_rows + (min(n_left, run.options["most"] - run.n_rows) if run.options["most"] else n_left)
        meter, n_shown = Meter(self.stderr, "pictures"), 0
        try:
            for problems in score_walkers.walk(run=run, scorer=model):
                for problem in problems[: max(0, MOST_SHOWN - n_shown)]:
                    self.stderr.write(f"picture {problem.row}: {problem.sentence} ({problem.detail})")
                n_shown += len(problems)
                meter.show(run.n_rows, run.n_rows / max(n, 1))
        except KeyboardInterrupt as error:
            scores.finish(run=run, state=RunState.STOPPED, now=timezone.now())
            said = f"Stopped after {run.n_rows:,} pictures. The same command goes on."
            raise CommandError(said, returncode=INTERRUPTED) from error
        except DatasetError as error:
            scores.finish(run=run, state=RunState.FAILED, now=timezone.now(), detail=str(error))
            raise
        scores.finish(run=run, state=RunState.DONE, now=timezone.now())
        meter.end(run.n_rows)
        self.stdout.write(summary(run, "pictures"), ending="")

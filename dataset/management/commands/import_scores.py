"""`manage import_scores FILE --kind nsfw --scorer NAME`: bring in scores that were made elsewhere."""

import getpass
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dataset.actions import scores
from dataset.actions.scores import Problem
from dataset.choices import RunState
from dataset.errors import DatasetError
from dataset.gateways import score_files
from dataset.gateways.priorities import stand_back
from dataset.management.meters import Meter
from dataset.models import Scorer, ScoreRun
from dataset.rules.score_limits import Kind

MOST_SHOWN = 20
INTERRUPTED = 130


class Command(BaseCommand):
    help = (
        "Bring in scores from a file, .jsonl, .csv or .tsv: a row names a picture, by its id (picture) or by its path "
        "(img_path, with --source), and has a score. Stop it when you like: the same command goes on where it was; "
        "once all is in, it adds nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", choices=[*Kind], required=True, help="nsfw: 0 to 1; clip: a cosine, -1 to 1")
        parser.add_argument("--scorer", required=True, metavar="NAME", help="what made them: letters, digits, - and _")
        parser.add_argument("--scorer-version", default="1", metavar="V", help="which version of it (1)")
        parser.add_argument("--model", default="", help="the model in full, for the record")
        parser.add_argument("--source", default="", help="the source whose paths the rows name")
        parser.add_argument("--column", default="", metavar="C", help="the column or key of the score; default: score")
        parser.add_argument("--actor", default="", help="who brings them in; default: this shell's user")

    def run_from_argv(self, argv: list[str]) -> None:
        stand_back()
        super().run_from_argv(argv)

    def handle(self, **options: Any) -> None:
        self.stderr.style_func = None
        try:
            options["fingerprint"] = score_files.fingerprint(options["file"])
            scorer = self.scorer(options)
            with scores.alone(scorer), score_files.opened(options["file"]) as file:
                run = self.begun(scorer, options)
                self.read(run, file)
        except DatasetError as error:
            raise CommandError(str(error)) from error

    def scorer(self, options: dict[str, Any]) -> Scorer:
        return scores.name_scorer(
            kind=Kind(options["kind"]),
            name=options["scorer"],
            version=options["scorer_version"],
            model=options["model"],
            actor=actor(options),
            now=timezone.now(),
        )

    def begun(self, scorer: Scorer, options: dict[str, Any]) -> ScoreRun:
        run = scores.begin(
            scorer=scorer,
            path=str(options["file"]),
            fingerprint=options["fingerprint"],
            options={name: options[name] for name in ("source", "column")},
            actor=actor(options),
            now=timezone.now(),
        )
        if run.cursor:
            self.stderr.write(f"Goes on after row {run.cursor:,}.")
        return run

    def read(self, run: ScoreRun, file: score_files.ScoreFile) -> None:
        meter, self.n_shown = Meter(self.stderr, "scores"), 0

        def report(run: ScoreRun, problems: Sequence[Problem]) -> None:
            self.complain(problems)
            meter.show(run.n_rows, file.position() / max(file.n_bytes, 1))

        try:
            scores.bring_in(run=run, rows=file.rows, report=report)
        except KeyboardInterrupt as error:
            scores.finish(run=run, state=RunState.STOPPED, now=timezone.now())
            said = f"Stopped after row {run.cursor:,}. The same command goes on there."
            raise CommandError(said, returncode=INTERRUPTED) from error
        except DatasetError as error:
            scores.finish(run=run, state=RunState.FAILED, now=timezone.now(), detail=str(error))
            raise
        scores.finish(run=run, state=RunState.DONE, now=timezone.now())
        meter.end(run.n_rows)
        self.stdout.write(summary(run), ending="")

    def complain(self, problems: Sequence[Problem]) -> None:
        """The first rows that stay out, one a line."""
        for problem in problems[: max(0, MOST_SHOWN - self.n_shown)]:
            self.stderr.write(f"row {problem.row:,}: {problem.sentence} ({problem.detail})")
        if self.n_shown < MOST_SHOWN < self.n_shown + len(problems):
            self.stderr.write("Further rows that stay out are counted, not listed.")
        self.n_shown += len(problems)


def actor(options: dict[str, Any]) -> str:
    return str(options["actor"] or getpass.getuser())


def summary(run: ScoreRun, what: str = "rows") -> str:
    lines = [
        (
            f"{run.scorer.key}: {run.n_rows:,} {what}: {run.n_added:,} added, {run.n_known:,} known, "
            f"{run.n_refused:,} refused."
        )
    ]
    lines += [f"  {n:,} {reason.replace('_', ' ')}" for reason, n in sorted(run.refused.items())]
    return "\n".join(lines) + "\n"

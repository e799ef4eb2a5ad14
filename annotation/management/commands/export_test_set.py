"""`manage export_test_set --out DIR`: the clean test set, as public loaders of JourneyDB read it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import export_jobs, exports
from annotation.errors import AnnotationError
from dataset.actions.exports import Report, Written
from dataset.errors import DatasetError
from dataset.gateways.priorities import stand_back
from dataset.management import thresholds
from dataset.management.meters import Meter
from dataset.rules.cleaning import Level
from dataset.rules.exports import LEVELS, Answers, ExportOptions

INTERRUPTED = 130
ACTOR = "manage export_test_set"


class Command(BaseCommand):
    help = (
        "Write the test set into a new directory: questions and pictures in JourneyDB's layout, each word's votes, "
        "what was left out and why, a manifest and sums. Refuses while pairs are unresolved. The same data give the "
        "same bytes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where it goes; new or empty")
        parser.add_argument(
            "--batch",
            action="append",
            default=[],
            metavar="NAME",
            help="only the verdicts of this batch, also where a newer one stands; may be repeated",
        )
        parser.add_argument("--level", choices=[*LEVELS], default=Level.TIDY, help="how clean the prompts are")
        parser.add_argument("--partial", action="store_true", help="leave unresolved pairs out, and list them")
        parser.add_argument(
            "--provisional",
            action="store_true",
            help="settle unresolved pairs that have a judgment by the present majority, marked provisional",
        )
        thresholds.add_arguments(parser)
        parser.add_argument("--rows-only", action="store_true", help="leave the pictures out, and do not look at them")
        parser.add_argument("--replace", action="store_true", help="put it in the place of another export")
        parser.add_argument("--answers", choices=[*Answers], default=Answers.LETTER, help="how right options are named")
        parser.add_argument("--other-key", choices=["Other", "Others"], default="Other", help="last key of Task1")

    def run_from_argv(self, argv: list[str]) -> None:
        stand_back()
        super().run_from_argv(argv)

    def handle(self, *args: Any, out: Path, provisional: bool, replace: bool, **options: Any) -> None:
        records, pairs = Meter(self.stderr, "Records"), Meter(self.stderr, "Pairs")
        try:
            written = exports.export_test_set(
                target=out,
                options=export_options(options),
                provisional=provisional,
                replace=replace,
                actor=ACTOR,
                now=timezone.now(),
                preparing=shown(records),
                report=shown(pairs),
            )
            export_jobs.keep(
                target=out,
                options=export_options(options),
                provisional=provisional,
                written=written,
                actor=ACTOR,
                now=timezone.now(),
            )
        except (AnnotationError, DatasetError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            said = f"Stopped. Nothing was written to {out}; a rerun clears {out}.partial and starts anew."
            raise CommandError(said, returncode=INTERRUPTED) from error
        pairs.end(written.counts.pairs)
        self.stdout.write(summary(out, written))


def shown(meter: Meter) -> Report:
    return lambda done, total: meter.show(done, done / max(done, total))


def export_options(options: dict[str, Any]) -> ExportOptions:
    return ExportOptions(
        level=Level(options["level"]),
        sources=tuple(sorted(set(options["batch"]))),
        partial=options["partial"],
        answers=Answers(options["answers"]),
        other_key=options["other_key"],
        rows_only=options["rows_only"],
        scores=thresholds.limits_of(options),
    )


def summary(out: Path, written: Written) -> str:
    """What was written, and what was left out by reason."""
    counts = written.counts
    lines = [
        f"{out}: {'written' if written.is_new else 'already there, same sums'}",
        f"  exported: {counts.exported} pairs, {counts.removed} of {counts.words} words removed",
    ]
    if counts.provisional:
        lines.append(f"  of them provisional: {counts.provisional}")
    lines += [f"  excluded, {reason.replace('_', ' ')}: {n}" for reason, n in sorted(counts.excluded.items())]
    lines += [f"  left out, waiting for {cause}: {n}" for cause, n in sorted(counts.unresolved.items())]
    return "\n".join(lines)

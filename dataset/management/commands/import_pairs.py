"""manage import_pairs: bring in images with their prompts."""

import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dataset.actions import imports
from dataset.errors import DatasetError
from dataset.gateways import sources
from dataset.gateways.priorities import stand_back
from dataset.gateways.readings import Reading
from dataset.management import languages, outcomes, pictures, rows
from dataset.models import ImportRun

LONGEST = {"source": 64, "generator": 64, "licence": 100, "actor": 150}


class Command(BaseCommand):
    help = (
        "Bring in pairs from a JourneyDB tree (a folder with its *_anno*.jsonl or .jsonl.tgz and imgs/), or from one "
        "table (.jsonl, .jsonl.tgz, .csv) beside its images. Stop it when you like: the same command goes on where "
        "it was; once all is in, it adds nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder or a table")
        parser.add_argument("--source", default="", help="name of the source; default: the folder's name")
        parser.add_argument("--licence", default="", help="licence of the pictures, e.g. CC-BY-4.0")
        parser.add_argument("--generator", default="midjourney", help="the model that made the pictures")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of each row; write nothing")
        parser.add_argument("--inline", action="store_true", help="examine the pictures here, without a worker")
        parser.add_argument(
            "--rows-only", action="store_true", help="end when the rows are in; workers see to pictures and languages"
        )
        parser.add_argument("--limit", type=int, default=0, metavar="N", help="read no row after number N")
        parser.add_argument("--image-column", default="", metavar="C", help="the column of a CSV that names the image")
        parser.add_argument("--prompt-column", default="", metavar="C", help="the column of a CSV with the prompt")
        parser.add_argument(
            "--missing-images",
            choices=["refuse", "wait"],
            default="refuse",
            help="a row whose image is nowhere is refused, or goes in and waits for its bytes",
        )
        parser.add_argument("--only-errors", action="store_true", help="with --dry-run: samples of refused rows only")
        parser.add_argument("--actor", default="", help="who brings them in; default: this shell's user")

    def run_from_argv(self, argv: list[str]) -> None:
        stand_back()
        super().run_from_argv(argv)

    def handle(self, **options: Any) -> None:
        self.stderr.style_func = None
        for name, longest in LONGEST.items():
            if len(options[name]) > longest:
                raise CommandError(f"--{name} may have {longest} characters at most.")
        try:
            source = sources.find(options["path"])
            options["source"] = (options["source"] or source.folder.name)[:64]
            reading = _reading(source, options)
            self.stderr.write(
                f"Reading {source.table.name}; images from {sources.ImagePlaces(source.folder).describe()}"
            )
            self._rehearse(reading, options) if options["dry_run"] else self._import(reading, options)
        except DatasetError as error:
            raise CommandError(str(error)) from error

    def _rehearse(self, reading: Reading, options: dict[str, Any]) -> None:
        tally, columns = rows.rehearse(options["source"], reading, self.stderr)
        self.stdout.write(outcomes.rehearsed(tally, columns, only_errors=options["only_errors"]), ending="")

    def _import(self, reading: Reading, options: dict[str, Any]) -> None:
        with imports.alone(options["source"]):
            run = _begun(reading, options)
            if run.cursor:
                self.stderr.write(f"Import {run.pk} goes on after row {run.cursor:,}.")
            try:
                rows.take_in(run, reading, self.stderr)
                if not options["rows_only"]:
                    pictures.take_in(run.source, self.stderr, inline=options["inline"])
                    languages.find(self.stderr)
            except KeyboardInterrupt:
                self.stderr.write(f"\n{outcomes.stopped(run)}")
                sys.exit(130)
        self.stdout.write(outcomes.rows(run) if options["rows_only"] else outcomes.imported(run), ending="")


def _reading(source: sources.Source, options: dict[str, Any]) -> Reading:
    return Reading(
        source=source,
        image_column=options["image_column"],
        prompt_column=options["prompt_column"],
        limit=options["limit"],
        images_may_wait=options["missing_images"] == "wait",
    )


def _begun(reading: Reading, options: dict[str, Any]) -> ImportRun:
    kept = ("licence", "generator", "limit", "image_column", "prompt_column", "missing_images")
    return imports.begin(
        source=options["source"],
        path=str(reading.source.table),
        fingerprint=reading.source.fingerprint(),
        options={name: options[name] for name in kept},
        actor=options["actor"] or getpass.getuser(),
        now=timezone.now(),
    )

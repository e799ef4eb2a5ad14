"""`manage sample_styles VERSION FILE`: styles for people to judge, as CSV to be filled in for judge_style_tree."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from dataset.management.style_versions import version_by
from dataset.queries import style_judgments


class Command(BaseCommand):
    help = "Write pairs of styles (same: yes or no?) and single ones (which category?) for people to fill in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("version", type=int)
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--pairs", type=int, default=style_judgments.PAIRS, help="pairs, half of them from one leaf each (500)"
        )
        parser.add_argument("--styles", type=int, default=style_judgments.SINGLES, help="single styles (300)")
        parser.add_argument("--seed", type=int, default=1, help="of what is drawn (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        version = version_by(options["version"])
        asked = {"n_pairs": options["pairs"], "n_singles": options["styles"]}
        rows = style_judgments.sheet(version, seed=options["seed"], **asked)
        with options["file"].open("w", encoding="utf-8", newline="") as file:
            style_judgments.write(file, rows)
        n_pairs = sum(1 for row in rows if row["other"])
        self.stdout.write(
            f"{n_pairs:,} pairs and {len(rows) - n_pairs:,} styles: {options['file']}. Filled in: judge_style_tree"
            f" {version.pk} {options['file']}"
        )

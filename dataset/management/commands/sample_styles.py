"""`manage sample_styles VERSION FILE`: styles for people to judge, as CSV to be filled in for judge_style_tree."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from dataset.management.style_versions import version_by
from dataset.queries import style_versions as versions
from dataset.queries import styles
from dataset.rules import style_samples

COLUMNS = ("style", "other", "same", "category")


class Command(BaseCommand):
    help = "Write pairs of styles (same: yes or no?) and single ones (which category?) for people to fill in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("version", type=int)
        parser.add_argument("file", type=Path)
        parser.add_argument("--pairs", type=int, default=500, help="pairs, half of them from one leaf each (500)")
        parser.add_argument("--styles", type=int, default=300, help="single styles (300)")
        parser.add_argument("--seed", type=int, default=1, help="of what is drawn (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        version = version_by(options["version"])
        tree, words = versions.tree_of(version), styles.words(version.tree.snapshot)
        pairs = style_samples.pairs(tree, words, n=options["pairs"], seed=options["seed"])
        singles = style_samples.singles(words, n=options["styles"], seed=options["seed"])
        with options["file"].open("w", encoding="utf-8", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(COLUMNS)
            sheet.writerows((words[a].text, words[b].text, "", "") for a, b in pairs)
            sheet.writerows((words[style].text, "", "", "") for style in singles)
        self.stdout.write(
            f"{len(pairs):,} pairs and {len(singles):,} styles: {options['file']}. Filled in: judge_style_tree"
            f" {version.pk} {options['file']}"
        )

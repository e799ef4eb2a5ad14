"""`manage judge_style_tree VERSION FILE`: a version against what people say of styles, as sample_styles asked them."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dataset.management.style_versions import version_by
from dataset.queries import style_versions as versions
from dataset.queries import styles
from dataset.rules import style_judgments, style_metrics
from dataset.rules.style_judgments import NotRead


class Command(BaseCommand):
    help = "Hold a version of a style tree against people: pairs that belong together, and the categories of styles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("version", type=int)
        parser.add_argument("file", type=Path, help="as sample_styles wrote it, filled in; what is not is left out")

    def handle(self, *args: Any, **options: Any) -> None:
        version = version_by(options["version"])
        tree, words = versions.tree_of(version), styles.words(version.tree.snapshot)
        try:
            with options["file"].open(encoding="utf-8-sig", newline="") as file:
                said = style_judgments.read(csv.DictReader(file), tree, words)
        except (NotRead, OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']}: {error}") from error
        pairs, singles = style_metrics.agreement(tree, said.pairs), style_metrics.accuracy(tree, said.singles)
        self.stdout.write(
            f"{pairs.n:,} pairs: {pairs.share:.1%} as people say, kappa {pairs.kappa:.3f}. {singles.n:,} styles:"
            f" {singles.accuracy:.1%} in the category that people name, hierarchical F1 {singles.hierarchical_f1:.3f}."
        )

"""`manage judge_style_tree VERSION FILE`: a version against what people say of styles, as sample_styles asked them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dataset.management.style_versions import version_by
from dataset.queries import style_judgments
from dataset.rules.style_judgments import NotRead


class Command(BaseCommand):
    help = "Hold a version of a style tree against people: pairs that belong together, and the categories of styles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("version", type=int)
        parser.add_argument("file", type=Path, help="as sample_styles wrote it, filled in; what is not is left out")

    def handle(self, *args: Any, **options: Any) -> None:
        version = version_by(options["version"])
        try:
            held = style_judgments.held_against(
                version, style_judgments.rows_of(options["file"].read_text(encoding="utf-8-sig"))
            )
        except (NotRead, OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']}: {error}") from error
        pairs, singles = held.pairs, held.singles
        self.stdout.write(
            f"{pairs.n:,} pairs: {pairs.share:.1%} as people say, kappa {pairs.kappa:.3f}. {singles.n:,} styles:"
            f" {singles.accuracy:.1%} in the category that people name, hierarchical F1 {singles.hierarchical_f1:.3f}."
        )

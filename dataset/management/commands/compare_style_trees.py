"""`manage compare_style_trees VERSION OTHER`: how alike two versions sort the styles, and what leads to the other."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from dataset.management.style_versions import version_by
from dataset.queries import style_differences


class Command(BaseCommand):
    help = "Hold two versions of style trees against each other: of two seeds, two models, or before and after edits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("version", type=int)
        parser.add_argument("other", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        one, other = version_by(options["version"]), version_by(options["other"])
        found = style_differences.between(one, other)
        alike = found.likeness
        self.stdout.write(
            f"Versions {one.pk} and {other.pk}, over {alike.n:,} styles in a leaf of both: adjusted Rand"
            f" {alike.adjusted_rand:.3f}, V-measure {alike.v_measure:.3f}."
        )
        self.stdout.write(
            f"From {one.pk} to {other.pk}: {len(found.new):,} categories new, {len(found.gone):,} gone,"
            f" {len(found.changed):,} renamed or moved; {len(found.styles):,} styles elsewhere."
        )

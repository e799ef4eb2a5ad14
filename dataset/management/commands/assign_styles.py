"""`manage assign_styles VERSION --cap DOLLARS`: freeze a version of a style tree, and assign every style to it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dataset.actions import style_assigning, style_trees, style_versions
from dataset.choices import StyleVersionState
from dataset.errors import DatasetError
from dataset.management.amounts import amount
from dataset.management.style_stages import ask_all
from dataset.management.style_versions import version_by
from dataset.models import StyleVersion
from dataset.queries import style_versions as versions


class Command(BaseCommand):
    help = "Assign every style to the leaves of a version. Stopped, the same command goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("version", type=int)
        parser.add_argument("--cap", type=amount, help="dollars that it may cost at most")
        parser.add_argument("--publish", action="store_true", help="fix the version for good when that is done")
        parser.add_argument("--in-background", action="store_true", help="leave it to the workers")

    def handle(self, *args: Any, **options: Any) -> None:
        version = version_by(options["version"])
        try:
            self.begin(version, options)
            if options["in_background"]:
                self.stdout.write(f"Version {version.pk} is the workers'.")
                return
            ask_all(version.tree, self.stderr, f"assign_styles {version.pk}")
            version.refresh_from_db()
            if options["publish"] and version.state == StyleVersionState.FROZEN:
                version = style_versions.publish(version=version, now=timezone.now())
        except DatasetError as error:
            raise CommandError(str(error)) from error
        told = version.metrics
        self.stdout.write(
            f"Version {version.pk}, {StyleVersionState(version.state).name.lower()}: {told['n_assigned']:,} of"
            f" {told['n_styles']:,} styles in {told['n_leaves']:,} leaves, {told['none_rate']:.1%} in none,"
            f" {told['n_tied']:,} ties."
        )

    def begin(self, version: StyleVersion, options: dict[str, Any]) -> None:
        """Ask, or go on; what is assigned already is only told, or published."""
        if versions.may_be_assigned(version):
            if options["cap"] is None:
                raise CommandError("Name a cap, as: assign_styles 1 --cap 5")
            style_assigning.start(version=version, cap=options["cap"], now=timezone.now())
        elif version.assigned_at is None:
            style_trees.resume(tree=version.tree, cap=options["cap"])

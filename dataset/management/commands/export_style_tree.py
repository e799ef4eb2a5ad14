"""`manage export_style_tree VERSION FILE`: a version as JSON, with plain parents, its styles and its figures."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dataset.models import StyleVersion
from dataset.queries.style_exports import document


class Command(BaseCommand):
    help = "Write a version of a style tree to a file: the same version gives the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("version", type=int)
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        version = StyleVersion.objects.select_related("tree__snapshot").filter(pk=options["version"]).first()
        if version is None:
            raise CommandError(f"There is no version {options['version']}.")
        told = document(version)
        options["file"].write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        self.stdout.write(
            f"{len(told['nodes']):,} categories, {told['card']['n_assigned']:,} styles: {options['file']}"
        )

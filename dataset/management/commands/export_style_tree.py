"""`manage export_style_tree VERSION FILE`: a version as JSON, with plain parents, its styles and its figures."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from dataset.management.style_versions import version_by
from dataset.queries.style_exports import document


class Command(BaseCommand):
    help = "Write a version of a style tree to a file: the same version gives the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("version", type=int)
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        version = version_by(options["version"])
        told = document(version)
        options["file"].write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        self.stdout.write(
            f"{len(told['nodes']):,} categories, {told['card']['n_assigned']:,} styles: {options['file']}"
        )

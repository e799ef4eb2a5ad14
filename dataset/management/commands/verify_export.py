"""`manage verify_export DIR`: whether an exported directory is whole and unchanged."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dataset.gateways import verifications


class Command(BaseCommand):
    help = "Check an exported directory against its sums, its counts and its digests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        if found := verifications.problems(directory):
            raise CommandError("\n".join([f"{directory} is not what it says:", *(f"  {problem}" for problem in found)]))
        self.stdout.write(f"{directory}: sums, counts and digests agree")

"""`manage ask_stand_in BASE_URL`: have the stand-in asked about the demo's prompts, in the background."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from jdb_site.demo import machines


class Command(BaseCommand):
    help = "Name the stand-in as a model of the demo, and begin a run of it over the demo's prompts, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("base_url", help="where the stand-in is reached")

    def handle(self, *args: Any, base_url: str, **options: Any) -> None:
        run = machines.be_asked(base_url, timezone.now())
        self.stdout.write(f"run {run.pk} asks a stand-in for a model; it is {run.state}")

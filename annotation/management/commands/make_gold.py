"""`manage make_gold`: gold of settled pairs on which nobody differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import gold
from annotation.models import Batch
from annotation.queries import gold as queries
from dataset.errors import DatasetError
from dataset.management import thresholds


class Command(BaseCommand):
    help = "Make gold of settled pairs: every word unanimous or decided at the desk. What is gold already stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", default="", help="only pairs of this batch; all without it")
        parser.add_argument("--at-most", type=int, default=60, help="so many pairs (60)")
        parser.add_argument("--reason", required=True, help="why these pairs are known; it stays in the record")
        thresholds.add_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="say how many there are, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        batch = batch_of(options["batch"])
        limits = thresholds.limits_of(options)
        try:
            if options["dry_run"]:
                self.stdout.write(f"{queries.candidates(batch=batch, limits=limits).count()} pairs could be gold")
                return
            n = gold.take_settled(
                batch=batch,
                limits=limits,
                limit=options["at_most"],
                reason=options["reason"],
                actor="command line",
                now=timezone.now(),
            )
        except DatasetError as error:
            raise CommandError(str(error)) from error
        standing = queries.standing()
        enough = "enough" if standing.enough else "not yet enough"
        self.stdout.write(f"{n} pairs made gold; {standing.n_current} in all, {enough} for every attempt of a person")


def batch_of(name: str) -> Batch | None:
    """The batch of that name, None for no name."""
    found = Batch.objects.filter(name=name).first()
    if name and found is None:
        raise CommandError(f"There is no batch named {name!r}.")
    return found

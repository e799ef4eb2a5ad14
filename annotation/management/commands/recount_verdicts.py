"""`manage recount_verdicts`: recompute every published verdict from its judgments."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.actions import recounts
from annotation.choices import PairState
from annotation.models import BatchPair

SHOWN = 20


class Command(BaseCommand):
    help = "Recompute every published verdict from the judgments under it, and say what differs. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(recounts.differences())
        for difference in found[:SHOWN]:
            self.stdout.write(f"batch {difference.pair.batch.name}, pair {difference.pair.pk}: {difference.what}")
        if found:
            raise CommandError(f"{len(found)} differences.")
        n_pairs = BatchPair.objects.filter(state=PairState.SETTLED, published_at__isnull=False).count()
        self.stdout.write(self.style.SUCCESS(f"{n_pairs} published pairs recounted, none differs."))

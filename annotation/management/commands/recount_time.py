"""`manage recount_time`: reckon the time that counts anew from the heartbeats."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.actions import time_recounts
from annotation.models import ActiveInterval, Heartbeat

SHOWN = 50


class Command(BaseCommand):
    help = (
        "Reckon everybody's working time anew from the heartbeats that are kept, and say what differs. Changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(time_recounts.differences())
        for one in found[:SHOWN]:
            who = one.annotator.user.username
            self.stdout.write(f"{who}, {one.local_date}: {one.stands} stands, {one.recounted} follows")
        if found:
            raise CommandError(f"{len(found)} days differ.")
        n_beats, n_intervals = Heartbeat.objects.count(), ActiveInterval.objects.count()
        told = f"{n_beats} heartbeats reckoned anew beside {n_intervals} intervals, no day differs."
        self.stdout.write(self.style.SUCCESS(told))

"""`manage health`: how the background is; exit code 1 when something is wrong."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from annotation.queries import health
from annotation.queries.health import Condition
from dataset.management.sheets import sheet


class Command(BaseCommand):
    help = "Say how workers, clock, queues, servers and disks are. Ends with 1 when something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            now = health.condition()
        except DatabaseError as error:
            raise CommandError(f"PostgreSQL gives no answer: {error}") from error
        self.stdout.write(told(now))
        for one in now.problems:
            self.stderr.write(f"{one.what} {one.remedy}")
        if now.problems:
            raise CommandError(f"{len(now.problems)} things are wrong.")
        self.stdout.write(self.style.SUCCESS("All is well."))


def told(now: Condition) -> str:
    """All of it as text."""
    parts: list[list[tuple[object, ...]]] = [
        [("servers", ""), (now.postgres, "answers"), *((one.version or role, role) for role, one in now.redis.items())],
        [("process", "state", "queues", "in hand"), *(line(one) for one in now.processes)],
        [("queue", "messages"), *now.redis[health.BROKER].queues.items()],
        [("waits", ""), *((one.what, one.said) for one in now.backlogs)],
        [("disk", "free"), *((one.name, f"{one.n_free / 1e9:,.1f} GB") for one in now.disks)],
        [("model", ""), *((one.name, "a stand-in, no model" if one.is_stand_in else "") for one in now.models)],
    ]
    return "\n".join(sheet(part) for part in parts if len(part) > 1)


def line(one: health.Process) -> tuple[str, str, str, str]:
    state = "alive" if one.is_alive else f"silent since {one.beat_at:%Y-%m-%d %H:%M:%S}"
    return one.name, state, ", ".join(one.queues), ", ".join(task for task, _ in one.in_hand)

"""`manage seed_demo`: people, pictures and batches of the demo, each step said with its time and size."""

import shutil
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from dataset.models import Image
from jdb_site.demo import fortnight, people, scores, seeding
from jdb_site.demo.knowledge import SOURCE
from jdb_site.demo.pairs import demo_pairs, write_pairs

EVERY = 1.0  # seconds between two lines of a step that goes on


class Command(BaseCommand):
    help = "Fill an empty demo: run again, it does only what is left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reset",
            action="store_true",
            help="new passwords, and pictures drawn anew; judgments are append-only: `./run demo --reset` forgets them",
        )

    def handle(self, *args: Any, reset: bool, **options: Any) -> None:
        folder = Path(settings.MEDIA_ROOT).parent
        self.make_people(folder / "logins.json", renew=reset)
        self.draw(folder / "demo-pairs", anew=reset)
        self.take_in(folder / "demo-pairs")
        with self.step("scores, made up") as told:
            told.append(f"{scores.make_up(timezone.now())} new")
        with self.step("showcase, judged already") as told:
            told.append("{} pairs, {} settled, {} at the desk".format(*seeding.judged_batch(timezone.now())))
        with self.step("demo, to be judged") as told:
            told.append("{} pairs, {} settled, {} at the desk".format(*seeding.open_batch(timezone.now())))
        self.live_through()
        with self.step("golden prompts, to hold templates against") as told:
            told.append(f"{seeding.golden_set(timezone.now())} new")
        with self.step("gold, to qualify on") as told:
            told.append(f"{seeding.gold_pairs(timezone.now())} new")

    def live_through(self) -> None:
        with self.step("two weeks of made-up people") as told:
            lived = fortnight.live_through(timezone.now())
            told.append(f"{lived.n_judgments} judgments in {lived.n_batches} batches" if lived else "are there already")

    def make_people(self, logins: Path, *, renew: bool) -> None:
        with self.step("people") as told:
            found = people.make_people(logins=logins, renew=renew, now=timezone.now())
            told.append(f"{len(found)} accounts, their passwords in {logins.name}")

    def draw(self, folder: Path, *, anew: bool) -> None:
        """The pictures that are not there yet, unless all of them are in already."""
        if anew:
            shutil.rmtree(folder, ignore_errors=True)
        if not anew and self.n_in() == len(demo_pairs()):
            return
        with self.step("draw pictures") as told:
            write_pairs(folder, on_done=Telling(self, "drawn"))
            told.append(f"{len(demo_pairs())} pictures, {size(folder) / 1e6:.1f} MB")

    def take_in(self, folder: Path) -> None:
        if self.n_in() == len(demo_pairs()):
            self.say("pictures are in already")
            return
        with self.step("import pictures and prompts") as told:
            call_command(
                "import_pairs",
                str(folder),
                source=SOURCE,
                inline=True,
                licence="Apache-2.0",
                generator="drawn by code",
                actor=people.ACTOR,
                stdout=self.stdout,
                stderr=self.stderr,
            )
            told.append(f"{self.n_in()} pairs")

    def n_in(self) -> int:
        return Image.objects.present().filter(source=SOURCE).count()

    @contextmanager
    def step(self, title: str) -> Iterator[list[str]]:
        """Say a step at its beginning, and at its end what it came to."""
        self.say(f"{title} …")
        began = time.monotonic()
        told: list[str] = []
        yield told
        self.say(f"{title}: {', '.join(told)}, {time.monotonic() - began:.1f} s")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


class Telling:
    """Says how far a long step is, at most once a second."""

    def __init__(self, command: Command, verb: str) -> None:
        self.command, self.verb = command, verb
        self.began = self.said_at = time.monotonic()

    def __call__(self, n_done: int, n_all: int) -> None:
        now = time.monotonic()
        if now - self.said_at >= EVERY:
            self.said_at = now
            self.command.say(f"  {n_done} of {n_all} {self.verb}, {now - self.began:.0f} s")


def size(folder: Path) -> int:
    """Bytes of all files under it."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

"""What the office does meanwhile: commands that are started again until they have succeeded, and batches that open."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import Error, connection

from annotation.actions import batches
from annotation.choices import BatchState
from annotation.models import Annotator, Batch
from annotation.rules.selections import Selection
from bench.crowd import people
from bench.crowd.crews import leashed
from dataset.models import Image
from jdb_site.frontdoor import programs
from tests.dataset.collected import picture, row, tree
from tests.factories import NOW, ImageFactory, ImportRunFactory, PromptFactory

SIZE = (256, 256)


class Job:
    """A management command; whoever runs it does so again when it fails, or, if wanted, always."""

    def __init__(self, arguments: Sequence[str], env: Mapping[str, str], log: Path, *, for_ever: bool = False) -> None:
        self.command, self.env, self.log = programs.manage(*arguments), env, log
        self.for_ever = for_ever
        self.n_done = self.n_failed = 0
        self.running: subprocess.Popen[bytes] | None = None

    def tend(self) -> None:
        """See how it went, and start it again where that is wanted."""
        if self.running is None:
            self.start()
        elif (code := self.running.poll()) is not None:
            self.n_done += code == 0
            self.n_failed += code != 0
            self.running = None
            if self.for_ever or code != 0:
                self.start()

    def start(self) -> None:
        if self.n_done and not self.for_ever:
            return
        with self.log.open("ab") as sink:
            self.running = subprocess.Popen(
                leashed(self.command), env={**os.environ, **self.env}, stdout=sink, stderr=sink
            )

    def stop(self) -> None:
        if self.running is not None:
            self.running.kill()
            self.running.wait()


def write_pictures(folder: Path, numbers: range) -> None:
    """A tree of pairs as they are collected, each picture another one."""
    pictures = {f"000/{number}.png": picture(number, size=SIZE) for number in numbers}
    tree(folder, [row(number) for number in numbers], pictures)


class Wave:
    """A batch that the clock and the worker have to bring into work; the crowd judges it."""

    def __init__(self, name: str, n_pairs: int, staff: list[Annotator]) -> None:
        self.name, self.n_pairs, self.staff = name, n_pairs, staff
        self.batch: Batch | None = None

    def has_come(self) -> bool:
        """Open it when the database lets us, then say whether it is in work."""
        try:
            if self.batch is None:
                self.batch = self.open()
            return Batch.objects.filter(pk=self.batch.pk, state=BatchState.OPEN).exists()
        except Error:
            connection.close()
            return False

    def open(self) -> Batch:
        if not Image.objects.filter(source=self.name).exists():
            made = {
                "run": ImportRunFactory(source=self.name),
                "prompt": PromptFactory(text=f"{people.TEXT} {self.name}"),
            }
            Image.objects.bulk_create(ImageFactory.build_batch(self.n_pairs, source=self.name, **made))
        selection = Selection(source=self.name)
        found = Batch.objects.filter(name=self.name).first()
        return found or batches.open_batch(
            name=self.name, selection=selection, annotators=self.staff, actor="bench", now=NOW
        )

"""`manage import_golden FILE`: bring in prompts with what people say of them, which templates are held against."""

import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dataset.actions import golden
from dataset.queries.golden import standing

MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Bring in a golden set, JSONL: a line has a prompt, its words in four lists (style, content, atmosphere, "
        "other), perhaps a caption to compare with, and a note. A prompt that is there is said anew. One wrong line, "
        "and none comes in; all wrong ones are named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--actor", default="", help="who says so; default: this shell's user")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = options["file"].read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from error
        brought = golden.bring_in(lines=lines, actor=options["actor"] or getpass.getuser(), now=timezone.now())
        for number, sentence in brought.refused[:MOST_SHOWN]:
            self.stderr.write(f"line {number:,}: {sentence}")
        if brought.refused:
            raise CommandError(f"Nothing was brought in: {len(brought.refused):,} lines are wrong.")
        self.stdout.write(
            f"{brought.n_added:,} added, {brought.n_changed:,} said anew, {brought.n_known:,} as they were. "
            f"The golden set has {standing().count():,} prompts."
        )

"""`manage templates`: versions of what models are told; one written from files, activated, a draft retired."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import machine_templates
from dataset.errors import DatasetError
from dataset.management.sheets import sheet
from dataset.management.templates import template_by
from dataset.models import Template

ACTOR = "command line"
HEAD = ("template", "task", "state", "made (UTC)", "by")
PARTS = ("text", "schema", "parameters")


class Command(BaseCommand):
    help = "Tell templates, the newest first; write the next version of one, activate one, or retire a draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        act = parser.add_mutually_exclusive_group()
        act.add_argument("--change", metavar="NAME[@N]", help="write the next version, begun from this one")
        act.add_argument("--activate", metavar="NAME@N", help="let runs ask with it where they name no version")
        act.add_argument("--retire", metavar="NAME@N", help="forget a draft")
        act.add_argument("--show", metavar="NAME[@N]", help="print its text, to write the next one from")
        parser.add_argument("--text", type=Path, metavar="FILE", help="with --change: what the model is told")
        parser.add_argument("--schema", type=Path, metavar="FILE", help="with --change: JSON schema of the answer")
        parser.add_argument("--parameters", type=Path, metavar="FILE", help="with --change: JSON of its parameters")

    def handle(self, *args: Any, **options: Any) -> None:
        if any(options[part] for part in PARTS) != bool(options["change"]):
            raise CommandError("Give --change what is new, as: templates --change annotate --text FILE")
        if options["show"]:
            self.stdout.write(template_by(options["show"]).text, ending="")
            return
        try:
            touched = self.act(options)
        except DatasetError as error:
            raise CommandError(str(error)) from error
        self.tell(Template.objects.order_by("-pk") if touched is None else Template.objects.filter(pk=touched.pk))

    def act(self, options: dict[str, Any]) -> Template | None:
        now = timezone.now()
        if options["change"]:
            before = template_by(options["change"])
            wording = {part: getattr(before, part) for part in PARTS} | said(options)
            return machine_templates.change(before=before, **wording, actor=ACTOR, now=now)
        for name, act in (("activate", machine_templates.activate), ("retire", machine_templates.retire)):
            if options[name]:
                found = versioned(options[name])
                act(template=found, actor=ACTOR, now=now)
                return found
        return None

    def tell(self, rows: Any) -> None:
        lines = [(f"{t.name}@{t.version}", t.task, t.state, f"{t.created_at:%Y-%m-%d %H:%M}", t.actor) for t in rows]
        self.stdout.write(sheet([HEAD, *lines]) if lines else "There is no template.", ending="" if lines else "\n")


def versioned(named: str) -> Template:
    """
    The version that was named in full: what acts on one guesses none.

    :raises CommandError: no version is named, or there is none such
    """
    if "@" not in named:
        raise CommandError(f"Name the version too, as {named}@2.")
    return template_by(named)


def said(options: dict[str, Any]) -> dict[str, Any]:
    """
    The parts that files give.

    :raises CommandError: a file cannot be read, or holds no JSON object
    """
    found: dict[str, Any] = {}
    for part in PARTS:
        if options[part] is None:
            continue
        try:
            text = options[part].read_text("utf-8")
            found[part] = text if part == "text" else json.loads(text)
        except (OSError, ValueError) as error:
            raise CommandError(f"--{part}: {error}") from error
        if part != "text" and not isinstance(found[part], dict):
            raise CommandError(f"--{part}: this is an object: {{…}}.")
    return found

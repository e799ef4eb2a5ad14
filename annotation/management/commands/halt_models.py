"""`manage halt_models [PROFILE] --reason TEXT`: stop questions to a model, of a run, or all; and let them go again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import machine_steering
from annotation.errors import AnnotationError
from annotation.models import User
from dataset.management import run_options
from dataset.management.runs import run_by
from dataset.management.sheets import sheet
from dataset.models import Halt
from dataset.queries import machine_money

ACTOR = "command line"
LONGEST_REASON = 300


class Command(BaseCommand):
    help = "Stop questions to models until a manager lifts that. Without options it tells what is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("profile", nargs="?", help="this model; all of them without it")
        parser.add_argument("--run", type=int, help="of this run alone")
        parser.add_argument("--reason", help="why; whoever opens the pages reads it")
        parser.add_argument("--lift", type=int, metavar="N", help="let go again what stands under this number")
        parser.add_argument("--manager", help="with --lift: the user name of the manager who does it")

    def handle(self, *args: Any, **options: Any) -> None:
        stops = any(options[name] is not None for name in ("profile", "run", "reason"))
        if options["lift"] is not None:
            if stops:
                raise CommandError("Stop something or lift something, not both.")
            self.lift(options["lift"], options["manager"])
        elif stops:
            self.halt(options)
        self.tell()

    def halt(self, options: dict[str, Any]) -> None:
        reason = (options["reason"] or "").strip()
        if not 0 < len(reason) <= LONGEST_REASON:
            raise CommandError(f'Say why, in {LONGEST_REASON} characters: halt_models --reason "answers are nonsense"')
        if options["profile"] and options["run"] is not None:
            raise CommandError("Name a model or a run, not both.")
        now = timezone.now()
        profile = run_options.profile(options["profile"]) if options["profile"] else None
        run = None if options["run"] is None else run_by(options["run"])
        stands = machine_steering.halt(profile=profile, run=run, reason=reason, actor=ACTOR, now=now)
        if stands.created_at != now:
            self.stderr.write(f"It was stopped before, as number {stands.pk}.")

    def lift(self, number: int, manager: str | None) -> None:
        halt, who = Halt.objects.filter(pk=number).first(), User.objects.filter(username=manager or "").first()
        if halt is None:
            raise CommandError(f"Nothing was stopped under number {number}.")
        if who is None:
            raise CommandError(f"Say which manager lifts it, as: halt_models --lift {number} --manager ruth")
        try:
            machine_steering.lift(halt=halt, manager=who, now=timezone.now())
        except AnnotationError as error:
            raise CommandError(str(error)) from error

    def tell(self) -> None:
        rows = [
            (str(one.pk), of_what(one), f"{one.created_at:%Y-%m-%d %H:%M}", one.actor, one.reason) for one in found()
        ]
        if rows:
            self.stdout.write(sheet([("number", "stopped", "since (UTC)", "by", "because"), *rows]), ending="")
        else:
            self.stdout.write("Nothing is stopped.")


def found() -> list[Halt]:
    return machine_money.standing_halts()


def of_what(halt: Halt) -> str:
    if halt.profile is not None:
        return f"model {halt.profile.name}"
    return "everything" if halt.run_id is None else f"run {halt.run_id}"

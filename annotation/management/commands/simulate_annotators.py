"""`manage simulate_annotators BATCH`: made-up annotators of known skill judge pairs through the real server."""

import json
import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.choices import BatchState
from annotation.management.simulated_people import crowd, join, session
from annotation.management.simulation import Plan, Somebody, Told, at_work
from annotation.models import Batch
from annotation.rules.simulated import Skill

SHOWN_EVERY = 0.2
POOR = Skill(finds=0.5, spares=0.8)
REFUSAL = (
    "This makes judgments that nobody made, and they count. On a site that exists to be tried, say --trial-site; "
    "elsewhere, do not."
)


class Command(BaseCommand):
    help = "Let made-up annotators of known skill judge pairs through the HTTP API: for trials, and to plan for size."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", help="its name; they become its members")
        parser.add_argument(
            "--server", default="http://127.0.0.1:8000", help="where the site is (http://127.0.0.1:8000)"
        )
        parser.add_argument("--people", type=int, default=8, help="how many (8), of those who are not suspended")
        parser.add_argument(
            "--poor", type=int, default=0, help="so many of them see badly: half found, a fifth struck in vain"
        )
        parser.add_argument("--reads", nargs="+", default=["en", "ko", "zh"], metavar="LANGUAGE", help="(en ko zh)")
        parser.add_argument(
            "--finds", type=float, default=0.9, help="share of the words not depicted that they strike (0.9)"
        )
        parser.add_argument(
            "--spares", type=float, default=0.98, help="share of the depicted words that they keep (0.98)"
        )
        parser.add_argument("--minutes", type=float, default=1.0, help="for so long (1)")
        parser.add_argument("--judgments", type=int, help="stop after about so many")
        parser.add_argument(
            "--pace", type=float, default=4.0, metavar="S", help="seconds that a pair takes, in the middle (4)"
        )
        parser.add_argument(
            "--share", type=float, default=0.1, help="of the words are not depicted, where no truth is known (0.1)"
        )
        parser.add_argument("--truth", type=Path, metavar="FILE", help='lines of {"picture": ID, "false": [WORD, …]}')
        parser.add_argument(
            "--ledger", type=Path, metavar="FILE", help="append every judgment, with the truth, as a line"
        )
        parser.add_argument("--no-pictures", action="store_true", help="do not fetch the pictures")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--trial-site", action="store_true", help="yes, judgments may be made up here")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or options["trial_site"]):
            raise CommandError(REFUSAL)
        batch = Batch.objects.filter(name=options["batch"]).first()
        if batch is None or batch.state == BatchState.CLOSED:
            raise CommandError(f"There is no batch {options['batch']!r} in work.")
        staff = self.staff(batch, options)
        with ExitStack() as stack:
            told = Told()
            if options["ledger"]:
                told.ledger = stack.enter_context(options["ledger"].open("a"))
            took = self.let_work(staff, plan_of(options), told, options["minutes"] * 60)
        if told.trouble and not told.n_judged:
            raise CommandError(told.trouble)
        self.tell(told, took)

    def staff(self, batch: Batch, options: Mapping[str, Any]) -> list[Somebody]:
        try:
            good = Skill(options["finds"], options["spares"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        now = timezone.now()
        found = crowd(options["people"], options["reads"], now)
        for annotator in found:
            join(batch, annotator, now)
        skills = [POOR] * options["poor"] + [good] * options["people"]
        return [
            Somebody(person.user.username, session(person.user), skill)
            for person, skill in zip(found, skills, strict=False)
        ]

    def let_work(self, staff: Sequence[Somebody], plan: Plan, told: Told, seconds: float) -> float:
        """Until the time is over, or ctrl-C; return the seconds that it took."""
        before = signal.signal(signal.SIGTERM, lambda *_: plan.stop.set())
        began = time.monotonic()
        with at_work(staff, plan, told) as threads:
            try:
                while any(thread.is_alive() for thread in threads) and time.monotonic() - began < seconds:
                    time.sleep(SHOWN_EVERY)
                    self.stderr.write(f"\r{told.n_judged} judgments ", ending="")
            except KeyboardInterrupt:
                self.stderr.write("\nStopping; what is held goes back.", ending="")
        signal.signal(signal.SIGTERM, before)
        self.stderr.write("")
        return time.monotonic() - began

    def tell(self, told: Told, seconds: float) -> None:
        self.stdout.write(f"{told.n_judged} judgments in {seconds:.0f} s ({told.n_judged / seconds:.1f} a second)")
        for name, n in sorted(told.by_person.items()):
            self.stdout.write(f"  {name}: {n}")
        for what, times in sorted(told.seconds.items()):
            self.stdout.write(f"  {what}: {percentiles(times)}")
        if told.trouble:
            self.stderr.write(f"Trouble on the way: {told.trouble}")


def percentiles(times: Sequence[float]) -> str:
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else [times[0]] * 99
    return f"{len(times)}, p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms"


def plan_of(options: Mapping[str, Any]) -> Plan:
    return Plan(
        server=options["server"].rstrip("/"),
        cookies=(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME),
        thinks=options["pace"],
        share=options["share"],
        seed=options["seed"],
        with_pictures=not options["no_pictures"],
        truths=dict(truths(options["truth"])) if options["truth"] else {},
        stop=threading.Event(),
        at_most=options["judgments"],
    )


def truths(path: Path) -> Iterable[tuple[str, frozenset[int]]]:
    """
    :raises CommandError: the file is not there, or a line is not what it should be
    """
    number = 0
    try:
        for line in path.read_text().splitlines():
            number += 1
            row = json.loads(line)
            yield str(row["picture"]), frozenset(int(word) for word in row["false"])
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f'{path}, line {number}: wanted {{"picture": ID, "false": [WORD, …]}}.') from error

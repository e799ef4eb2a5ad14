"""`manage set_budget DOLLARS`: the most that may be spent on models, in all, on a day or by a run."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotation.actions import machine_steering
from dataset.choices import BudgetScope
from dataset.management.amounts import amount
from dataset.management.runs import run_by
from dataset.management.sheets import sheet
from dataset.models import Budget
from dataset.queries import machine_money

ACTOR = "command line"
HIGHEST = 10_000_000


class Command(BaseCommand):
    help = "Set or move a cap. One below what is spent and held back becomes that. Without options it tells the caps."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cap", nargs="?", type=amount, help="dollars at most")
        of = parser.add_mutually_exclusive_group()
        of.add_argument("--all", action="store_true", help="of everything, ever")
        day = "of today in UTC, or of a day as 2026-12-24"
        of.add_argument("--day", type=date.fromisoformat, nargs="?", const=True, help=day)
        of.add_argument("--run", type=int, help="of one run")

    def handle(self, *args: Any, **options: Any) -> None:
        now, cap = timezone.now(), options["cap"]
        if cap is None:
            if options["all"] or options["day"] is not None or options["run"] is not None:
                raise CommandError("Say how much, as: set_budget 50 --day")
            self.tell([*machine_money.general(now)])
            return
        if cap > HIGHEST or cap != round(cap, 2):
            raise CommandError(f"A cap is ${HIGHEST:,} at most, in whole cents.")
        scope, key = of_what(options, now.date())
        made = machine_steering.set_cap(scope=scope, key=key, cap=cap, actor=ACTOR, now=now)
        if made.cap_amount > cap:
            self.stderr.write("That is below what is spent and held back: nothing further is asked for it.")
        self.tell([made])

    def tell(self, budgets: list[Budget]) -> None:
        if not budgets:
            self.stdout.write("No cap is set but those of runs.")
            return
        rows = [(name(one), *map(dollars, (one.cap_amount, one.spent_amount, one.reserved_amount))) for one in budgets]
        self.stdout.write(sheet([("of", "cap", "spent", "held back"), *rows]), ending="")


def of_what(options: dict[str, Any], today: date) -> tuple[BudgetScope, str]:
    if options["run"] is not None:
        return BudgetScope.RUN, run_by(options["run"]).budget.key
    if options["day"] is not None:
        day = today if options["day"] is True else options["day"]
        if day < today:
            raise CommandError(f"{day} is over: a cap is of today or of a day to come.")
        return BudgetScope.DAY, day.isoformat()
    if not options["all"]:
        raise CommandError("Say of what: --all, --day or --run N.")
    return BudgetScope.ALL, ""


def name(budget: Budget) -> str:
    return "everything" if budget.scope == BudgetScope.ALL else f"{budget.scope} {budget.key}"


def dollars(amount: Any) -> str:
    return f"${amount:,.2f}"

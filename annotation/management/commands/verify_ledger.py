"""`manage verify_ledger`: recompute all that must hold of the ledger of pay."""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.models import DayApproval, LedgerEntry
from annotation.queries import ledger_checks

SHOWN = 50


class Command(BaseCommand):
    help = "Recompute sums, balances, days and limits of the ledger of pay, and say what is wrong. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        problems = ledger_checks.problems()
        found = list(islice(problems, SHOWN))
        for one in found:
            self.stdout.write(one)
        if found:
            raise CommandError(f"{len(found) + sum(1 for _ in problems)} problems.")
        n_entries, n_days = LedgerEntry.objects.count(), DayApproval.objects.count()
        told = f"{n_entries} entries and {n_days} approvals recomputed, {len(ledger_checks.CHECKS)} checks: all holds."
        self.stdout.write(self.style.SUCCESS(told))

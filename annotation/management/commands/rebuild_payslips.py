"""`manage rebuild_payslips`: make every payslip anew from the facts and the rule, and hold it against the ledger."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.queries import payslip_rebuilds
from annotation.rules.payslips import digest


class Command(BaseCommand):
    help = "Rebuild every payslip from the facts that were kept and the rule, and say which differ to the cent."

    def handle(self, *args: Any, **options: Any) -> None:
        n_slips, n_periods, wrong = 0, 0, 0
        for found in payslip_rebuilds.all_periods():
            n_slips, n_periods = n_slips + len(found.stand), n_periods + 1
            for slip in found.different:
                wrong += 1
                self.stdout.write(f"{slip.period}, {slip.payroll_number}: {slip.balance} {slip.currency} stands")
            if len(found.stand) != len(found.rebuilt) or found.sealed not in (None, digest(found.rebuilt)):
                wrong += 1
                self.stdout.write(f"{found.period.name}: these are not the payslips that it was closed with")
        if wrong:
            raise CommandError(f"{wrong} differ.")
        told = f"{n_slips} payslips of {n_periods} periods rebuilt from their facts: each is the same to the cent."
        self.stdout.write(self.style.SUCCESS(told))

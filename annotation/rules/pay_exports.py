"""
What is to be paid out, as a CSV file for the payroll's own program, and back again.

Rows are keyed by payroll number. `line` rows tell each line of a payslip, one `pay` row each person and currency what
to pay; at the end one `control` row each currency tells the sum to pay, how many rows there are above, and the SHA-256
of every byte above the first control row. Amounts are plain numbers ("-25.00"); in texts nothing can be run by a
spreadsheet: what could be has an apostrophe before it, which reading takes off.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from annotation.rules.moneys import NOTHING, Money, sums
from annotation.rules.payslips import Payslip, PayslipLine

SCHEMA = "strikeout-pay/1"
COLUMNS = (
    "schema",
    "period",
    "record",
    "payroll_number",
    "currency",
    "amount",
    "kind",
    "local_date",
    "day_class",
    "seconds",
    "reason",
    "n_rows",
    "sha256",
)
AMOUNT = re.compile(r"-?\d+\.\d{2}")
# What a spreadsheet takes for a formula, also after spaces and in full width; and what was escaped before.
RUNS = re.compile(r"'*\s*[=+\-@\t\r\n\0＝＋－＠]|'*[\t\r\n\0]")


class PayFileBroken(ValueError):
    """The file is not what was written: rows are missing, or something was changed in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row above the control rows; what a kind of row does not tell is empty."""

    record: str
    payroll_number: str
    money: Money
    kind: str = ""
    local_date: str = ""
    day_class: str = ""
    seconds: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PayFile:
    """The file as it is written, and what its control rows say."""

    text: str
    n_rows: int
    totals: dict[str, Decimal]
    sha256: str


def written(period: str, slips: Iterable[Payslip]) -> PayFile:
    rows = [row for slip in slips for row in rows_of(slip)]
    totals = sums(row.money for row in rows if row.record == "pay") or {"": NOTHING}
    body = lines([list(COLUMNS), *(cells(period, row) for row in rows)])
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    control = lines(
        [SCHEMA, escaped(period), "control", "", currency, f"{total:.2f}", *[""] * 5, str(len(rows)), sha256]
        for currency, total in totals.items()
    )
    return PayFile(body + control, len(rows), totals, sha256)


def rows_of(slip: Payslip) -> Iterable[Row]:
    if slip.brought_forward:
        yield Row("line", slip.payroll_number, Money(slip.currency, slip.brought_forward), kind="brought_forward")
    for line in slip.lines:
        yield row_of(slip, line)
    yield Row("pay", slip.payroll_number, Money(slip.currency, slip.to_pay))


def row_of(slip: Payslip, line: PayslipLine) -> Row:
    return Row(
        record="line",
        payroll_number=slip.payroll_number,
        money=line.money,
        kind=line.kind.value,
        local_date="" if line.local_date is None else line.local_date.isoformat(),
        day_class=line.day_class or "",
        seconds="" if line.seconds is None else str(line.seconds),
        reason=line.reason,
    )


def cells(period: str, row: Row) -> list[str]:
    head = [SCHEMA, escaped(period), row.record, escaped(row.payroll_number), row.money.currency]
    said = [f"{row.money.amount:.2f}", row.kind, row.local_date, row.day_class, row.seconds, escaped(row.reason)]
    return [*head, *said, "", ""]


def read(text: str) -> list[Row]:
    """
    The rows of a file, checked against its control rows.

    :raises PayFileBroken: they do not fit
    """
    table = list(csv.reader(io.StringIO(text, newline="")))
    if not table or tuple(table[0]) != COLUMNS:
        raise PayFileBroken("These are not the columns of this format.")
    found = [dict(zip(COLUMNS, cells, strict=True)) for cells in table[1:]]
    rows = [as_row(one) for one in found if one["record"] != "control"]
    control = [one for one in found if one["record"] == "control"]
    body = lines(table[: 1 + len(rows)])
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    if not control or any((one["n_rows"], one["sha256"]) != (str(len(rows)), sha256) for one in control):
        raise PayFileBroken("Rows are missing, or something was changed.")
    totals = sums(row.money for row in rows if row.record == "pay") or {"": NOTHING}
    if {one["currency"]: Decimal(one["amount"]) for one in control} != totals:
        raise PayFileBroken("The control totals are not those of the rows.")
    return rows


def as_row(cells: dict[str, str]) -> Row:
    if cells["schema"] != SCHEMA or not AMOUNT.fullmatch(cells["amount"]):
        raise PayFileBroken(f"A row is not of {SCHEMA}, or its amount is no amount.")
    return Row(
        record=cells["record"],
        payroll_number=unescaped(cells["payroll_number"]),
        money=Money(cells["currency"], Decimal(cells["amount"])),
        kind=cells["kind"],
        local_date=cells["local_date"],
        day_class=cells["day_class"],
        seconds=cells["seconds"],
        reason=unescaped(cells["reason"]),
    )


def escaped(text: str) -> str:
    """A text as a cell that no spreadsheet runs; `unescaped` gives it back as it was."""
    return f"'{text}" if RUNS.match(text) else text


def unescaped(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and RUNS.match(cell[1:]) else cell


def lines(rows: Iterable[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()

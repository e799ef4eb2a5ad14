"""Cells of an exported table that a spreadsheet must not take for formulas."""

import json
from datetime import date, datetime
from decimal import Decimal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def escaped(cell: object) -> str:
    """The cell as text, with an apostrophe before what a spreadsheet would run."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def cell(value: object) -> str:
    """A value of any type as a cell of CSV: numbers stay numbers, nothing is empty, lists and objects are JSON."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float() | Decimal():
            return str(value)
        case _:
            return escaped(plain(value))


def plain(value: object) -> str:
    """What is neither number nor nothing, as text: times in ISO 8601, lists and objects as JSON."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)

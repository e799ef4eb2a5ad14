"""Cells of an exported table that a spreadsheet must not take for formulas."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def escaped(cell: object) -> str:
    """The cell as text, with an apostrophe before what a spreadsheet would run."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text

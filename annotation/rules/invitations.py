"""Invitations as rows of a table: what each says, and why it cannot be taken."""

import csv
import io
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

COLUMNS = ("name", "role", "languages", "zone", "groups")
MOST_ROWS = 500
LONGEST_NAME = 150
GROUP = re.compile(r"[-a-zA-Z0-9_]{1,64}")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SEPARATORS = re.compile(r"[\s;,]+")


class Unreadable(ValueError):
    """The table has no row that could be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person to invite; `refused` says why not, and is empty when all is well."""

    number: int
    name: str
    role: str
    languages: tuple[str, ...] = ()
    zone: str = ""
    groups: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may name."""

    roles: Collection[str]
    languages: Collection[str]
    zones: Collection[str]


def read(text: str, known: Known) -> list[Row]:
    """
    The rows of a CSV whose first line names its columns; of these only `name` is needed.

    :raises Unreadable: no heading, a column that nobody knows, no rows, or more than 500
    """
    lines = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), restkey="beyond", skipinitialspace=True, strict=True)
    try:
        headings = [(name or "").strip().lower() for name in lines.fieldnames or []]
        lines.fieldnames = headings
        require(headings)
        found = [line for line in lines if any(line.values())]
    except csv.Error as error:
        raise Unreadable(f"Line {lines.line_num} is not CSV: {error}.") from error
    if not found:
        raise Unreadable("There are no rows under the heading.")
    if len(found) > MOST_ROWS:
        raise Unreadable(f"{len(found)} rows: at most {MOST_ROWS} at once.")
    return told_apart([row(number, line, known) for number, line in enumerate(found, 1)])


def require(headings: list[str]) -> None:
    if "name" not in headings:
        raise Unreadable("The first line must name the columns, one of them name.")
    if strange := [name for name in headings if name not in COLUMNS]:
        raise Unreadable(f"No column is called {', '.join(strange)}; there are {', '.join(COLUMNS)}.")
    if len(set(headings)) < len(headings):
        raise Unreadable("A column stands twice.")


def row(number: int, line: dict[str, str | None], known: Known) -> Row:
    said = {name: (line.get(name) or "").strip() for name in COLUMNS}
    found = Row(
        number=number,
        name=said["name"],
        role=said["role"].lower() or "annotator",
        languages=tuple(words(said["languages"].lower())),
        zone=said["zone"],
        groups=tuple(words(said["groups"])),
    )
    why = "more cells than columns" if "beyond" in line else refusal(found, known)
    return Row(found.number, found.name, found.role, found.languages, found.zone, found.groups, why)


def words(cell: str) -> Iterable[str]:
    return dict.fromkeys(part for part in SEPARATORS.split(cell) if part)


def refusal(found: Row, known: Known) -> str:
    """Why this row cannot be taken; empty when it can."""
    strange = [code for code in found.languages if code not in known.languages]
    checks = [
        (not found.name, "no name"),
        (len(found.name) > LONGEST_NAME, f"a name of more than {LONGEST_NAME} characters"),
        (found.name.startswith(FORMULA), "a name that a spreadsheet would take for a formula"),
        (not found.name.isprintable(), "a name with signs that cannot be printed"),
        (found.role not in known.roles, f"no role is called {found.role}"),
        (bool(strange), f"no language is called {', '.join(strange)}"),
        (bool(found.zone) and found.zone not in known.zones, f"no zone is called {found.zone}"),
        (not all(map(GROUP.fullmatch, found.groups)), "groups are letters, digits, - and _"),
        (found.role != "annotator" and bool(found.languages or found.groups), "only annotators have these"),
    ]
    return next((why for wrong, why in checks if wrong), "")


def told_apart(rows: list[Row]) -> list[Row]:
    """The second of two rows with one name is refused: nobody could tell their links apart."""
    seen: dict[str, int] = {}
    found = []
    for one in rows:
        first = seen.setdefault(one.name.casefold(), one.number)
        why = one.refused or ("" if first == one.number else f"the same name as row {first}")
        found.append(Row(one.number, one.name, one.role, one.languages, one.zone, one.groups, why))
    return found

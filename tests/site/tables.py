"""The tables of `routes.py`, read."""

import re

from tests.site.world import PEOPLE, World

Row = tuple[str, str, str]  # method, address, whose object
CALLS = (
    "judgments",
    "corrections",
    "skips",
    "releases",
    "parkings",
    "flags",
    "questions",
    "exposures",
    "onboarding/answers",
)
NAMES_A_PAIR = {f"api/v1/{name}" for name in CALLS}
AT_THE_DESK = {"api/v1/desk/decisions"}
OWNED = NAMES_A_PAIR | {"images/<public_id>/<rendition>"}


def objects(address: str) -> tuple[str, ...]:
    """Whose thing can be asked for there."""
    if address in OWNED:
        return ("own", "foreign", "absent")
    return ("own", "absent") if "<" in address or address in AT_THE_DESK else ("-",)


def rows(table: str) -> dict[Row, dict[str, str]]:
    """The table as written: `any` stands for each object, `/` for the empty address."""
    found: dict[Row, dict[str, str]] = {}
    for method, written, whose, *answers in (line.split() for line in table.strip().splitlines()[1:]):
        address = written.removeprefix("/")
        for which in objects(address) if whose == "any" else (whose,):
            assert (method, address, which) not in found, f"{method} {written} {which} stands twice"
            found[method, address, which] = dict(zip(PEOPLE, answers, strict=True))
    return found


def where(world: World, address: str, which: str) -> str:
    return "/" + re.sub(r"<(\w+)>", lambda part: str(world.value(part[1], which, address)), address)

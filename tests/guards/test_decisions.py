"""Every decision on record has a number of its own and says its context, what was decided and what follows."""

import re

from tests.guards.sources import ROOT

RECORDS = sorted((ROOT / "docs" / "adr").glob("*.md"))
SECTIONS = ["Context", "Decision", "Consequences"]


def test_every_decision_is_numbered_once() -> None:
    names = [path.name for path in RECORDS]
    numbers = [name[:4] for name in names]

    assert [name for name in names if not re.fullmatch(r"\d{4}(-[a-z0-9]+)+\.md", name)] == []
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_every_decision_has_its_sections_in_order() -> None:
    headings = {path.name: re.findall(r"^## (.+)$", path.read_text(), re.MULTILINE) for path in RECORDS}

    assert {
        name: found for name, found in headings.items() if [title for title in found if title in SECTIONS] != SECTIONS
    } == {}

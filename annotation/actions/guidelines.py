"""The rulings of a guideline version, ready to be applied."""

from dataclasses import dataclass

from annotation.models import Ruling
from annotation.rules.matchers import Matcher


@dataclass(frozen=True, slots=True)
class Locking:
    """What locking needs of a ruling."""

    number: int
    decision: str
    matcher: Matcher | None


def locking(*, guideline_id: int) -> tuple[Locking, ...]:
    """The rulings of a version with their matchers."""
    return tuple(
        Locking(ruling.number, ruling.decision, Matcher.from_data(ruling.matcher) if ruling.matcher else None)
        for ruling in Ruling.objects.filter(guideline=guideline_id).order_by("number")
    )

"""
The facts of one local date of one person, as they stood when the day was reckoned: kept whole beside what follows.

They are written to JSON in one way only, so that a digest tells whether they are still the same.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from annotation.rules.activities import Activity
from annotation.rules.day_classes import AttendanceKind, DayClass


@dataclass(frozen=True, slots=True)
class Span:
    """Time that counts, in UTC, with the zone in which the browser was."""

    began: datetime
    ended: datetime
    activity: Activity
    zone: str

    @property
    def length(self) -> timedelta:
        return self.ended - self.began


@dataclass(frozen=True, slots=True)
class Attendance:
    """What a manager said of the day."""

    kind: AttendanceKind
    day_class: DayClass
    reason: str


@dataclass(frozen=True, slots=True)
class Wage:
    """What a full day is worth to this person on that date."""

    day_amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class DayFacts:
    """`spans` in order, none over another; `wage` is None where nothing but the rule's own amounts was agreed."""

    local_date: date
    spans: tuple[Span, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    has_contract: bool = True
    wage: Wage | None = None

    @property
    def seconds(self) -> int:
        """Paid time: every activity is."""
        return sum((one.length for one in self.spans), timedelta()) // timedelta(seconds=1)


def as_json(facts: DayFacts) -> dict[str, Any]:
    return {
        "local_date": facts.local_date.isoformat(),
        "spans": [[one.began.isoformat(), one.ended.isoformat(), one.activity.value, one.zone] for one in facts.spans],
        "attendances": [[one.kind.value, one.day_class.value, one.reason] for one in facts.attendances],
        "has_contract": facts.has_contract,
        "wage": None if facts.wage is None else [f"{facts.wage.day_amount:.2f}", facts.wage.currency],
    }


def from_json(told: Mapping[str, Any]) -> DayFacts:
    """The facts that `as_json` wrote."""
    return DayFacts(
        local_date=date.fromisoformat(told["local_date"]),
        spans=tuple(
            Span(datetime.fromisoformat(began), datetime.fromisoformat(ended), Activity(activity), zone)
            for began, ended, activity, zone in told["spans"]
        ),
        attendances=tuple(
            Attendance(AttendanceKind(kind), DayClass(day_class), reason)
            for kind, day_class, reason in told["attendances"]
        ),
        has_contract=told["has_contract"],
        wage=None if told["wage"] is None else Wage(Decimal(told["wage"][0]), told["wage"][1]),
    )


def digest(facts: DayFacts) -> str:
    """SHA-256 of the facts, in hex."""
    told = json.dumps(as_json(facts), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()

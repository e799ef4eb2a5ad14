"""The made-up people of the demo's two weeks, and one of their working days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from annotation.actions import claims, heartbeats, judgments
from annotation.actions.heartbeats import Report
from annotation.management.simulated_people import account
from annotation.models import Annotator, Batch
from annotation.rules.activities import Activity
from annotation.rules.answers import Answer
from annotation.rules.outcomes import PairOutcome
from annotation.rules.simulated import Skill, marks
from dataset.rules.tokens import words
from jdb_site.demo.showcase import Case, cases

READS = ("en", "ko", "zh")
AT_ONCE = 5
FIRST = timedelta(minutes=1)  # a new page is believed for a minute and a half
LOOKS, A_WORD, SPREAD = 4.0, 0.3, 0.4  # seconds a pair, seconds a word, and how much they vary (sigma of a log-normal)


@dataclass(frozen=True, slots=True)
class Simulated:
    """Somebody made up: how well they see, how fast they are (1: as most), and where they live."""

    number: int
    skill: Skill
    speed: float
    zone: str


CROWD = (
    Simulated(1, Skill(0.95, 0.99), 1.0, "Europe/Lisbon"),
    Simulated(2, Skill(0.92, 0.99), 0.8, "Asia/Seoul"),
    Simulated(3, Skill(0.9, 0.98), 1.2, "Africa/Lagos"),
    Simulated(4, Skill(0.88, 0.99), 0.9, "Africa/Nairobi"),
    Simulated(5, Skill(0.93, 0.97), 1.3, "Asia/Manila"),
    Simulated(6, Skill(0.85, 0.98), 1.0, "Europe/Warsaw"),
    Simulated(7, Skill(0.45, 0.9), 0.5, "Asia/Kolkata"),
    Simulated(8, Skill(0.94, 0.99), 1.1, "Asia/Seoul"),
)


@dataclass
class Worker:
    """One of them with an account, and what is true of each pair; `chance` is theirs, the same at every seeding."""

    who: Simulated
    annotator: Annotator
    chance: Random
    known: dict[int, Case]

    def uuid(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)


def worker(who: Simulated, now: datetime, known: dict[int, Case]) -> Worker:
    """Their account, made when it is missing."""
    return Worker(who, account(who.number, READS, now), Random(who.number), known)  # noqa: S311  no secret


def case_of(known: dict[int, Case], pair_id: int) -> Case:
    """What is true of a pair; with the first that is not known yet, all of its batch are."""
    if pair_id not in known:
        known.update(cases(Batch.objects.get(pairs=pair_id)))
    return known[pair_id]


class Day:
    """A worker at one page, from its opening on; the clock goes as they work."""

    def __init__(self, worker: Worker, began: datetime) -> None:
        self.worker, self.now, self.n_beats, self.page = worker, began, 0, worker.uuid()

    def sit(self, length: timedelta, activity: Activity) -> None:
        """Be at something else for so long; a page that is new reports its first minute at once."""
        while self.n_beats == 0 or length:
            part = min(length, FIRST) if self.n_beats == 0 else length
            self.now, length = self.now + part, length - part
            self.beat(part, activity)

    def work(self, n: int) -> int:
        """Judge about `n` pairs, as long as there are some; return how many it was."""
        n_judged = 0
        while n_judged < n and (rows := self.given()):
            began = self.now
            for row in rows:
                self.judge(row)
            self.beat(self.now - began, Activity.JUDGING)
            n_judged += len(rows)
        return n_judged

    def given(self) -> list[dict[str, Any]]:
        return list(claims.claim(annotator=self.worker.annotator, wanted=AT_ONCE, now=self.now).pairs)

    def judge(self, row: Mapping[str, Any]) -> None:
        who, chance = self.worker.who, self.worker.chance
        case = case_of(self.worker.known, row["pair"])
        outcome = PairOutcome(case.known.outcome)
        free = [
            token.word
            for token in words(case.tokens)
            if token.word is not None and str(token.word) not in row["locked"]
        ]
        struck = marks(who.skill, free, case.truth, chance) if outcome == PairOutcome.JUDGED else []
        seconds = (LOOKS + A_WORD * len(free)) * who.speed * chance.lognormvariate(0, SPREAD)
        self.now += timedelta(seconds=seconds)
        answer = Answer(
            uuid=self.worker.uuid(),
            pair_id=row["pair"],
            outcome=outcome,
            tokens_hash=row["tokens_hash"],
            struck=tuple(struck),
            active_ms=round(seconds * 1000),
        )
        judgments.submit(annotator=self.worker.annotator, answer=answer, now=self.now)

    def beat(self, worked: timedelta, activity: Activity) -> None:
        """What the page reports: that somebody was at this for so long, until now."""
        self.n_beats += 1
        span = {"from_ms_ago": round(worked.total_seconds() * 1000), "to_ms_ago": 0, "activity": activity}
        report = Report(
            session=self.page,
            seq=self.n_beats,
            zone=self.worker.who.zone,
            sent_at=self.now,
            spans=[span | {"pair": None, "n_words": 0, "quiet_ms": 0}],
            inputs=AT_ONCE,
        )
        heartbeats.beat(annotator=self.worker.annotator, report=report, now=self.now)

"""
The same two transactions in plain SQL, without Django and without HTTP: `python -m bench.cycles.plain PLAN`.

The statements are those of annotation/gateways, prepared; decisions are the simplest that keep every constraint. As
many connections as the web server has, in one process; each goes round its people. Says `ready`, waits for a line.
"""

import json
import os
import random
import re
import resource
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from annotation.gateways import answers, queue
from bench.cycles.drivers import OTHERWISE

SUMS = re.findall(r"%\((sum_\w+)\)s", answers.SETTLE)
SETTLED = {"state": 3, "settled_how": "consensus", "outcome": "judged"}
OPEN = {"state": 1, "settled_how": "", "outcome": ""}
NOTHING = {"desk_reason": "", "desk_words": [], "word_sources": []}


class Person:
    """One annotator, who holds one pair at a time."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.number, self.chance = number, chance
        self.pair: dict[str, Any] | None = None


class Line:
    """One connection, and the cycle on it."""

    def __init__(self) -> None:
        self.connection = psycopg.connect(
            os.environ["DATABASE_URL"], row_factory=dict_row, options="-c jit=off -c plan_cache_mode=force_generic_plan"
        )

    def rows(self, statement: str, arguments: dict[str, Any]) -> list[dict[str, Any]]:
        return self.connection.execute(statement, arguments, prepare=True).fetchall()

    def cycle(self, person: Person) -> None:
        if person.pair is not None:
            with self.connection.transaction():
                self.submit(person, person.pair)
        with self.connection.transaction():
            person.pair = self.claim(person)

    def submit(self, person: Person, held: dict[str, Any]) -> None:
        me, now = person.number, datetime.now(UTC)
        uuid = UUID(int=person.chance.getrandbits(128), version=4)
        [pair] = self.rows(answers.LOCK_PAIR, {"pair": held["pair"], "annotator": me, "uuid": uuid})
        slots = self.rows(answers.LOCK_SLOTS, {"pair": pair["id"], "annotator": me})
        [mine] = [slot for slot in slots if slot["annotator_id"] == me]
        struck = marks(person, pair["id"], pair["n_words"])
        self.rows(
            answers.KEEP,
            {
                "slot": mine["id"],
                "revision": 1,
                "pair": pair["id"],
                "annotator": me,
                "uuid": uuid,
                "now": now,
                "guideline": pair["guideline_id"],
                "body_hash": "0" * 64,
                "outcome": "judged",
                "n_words": pair["n_words"],
                "struck": struck,
                "canonical": struck,
                "canonical_version": "lists-1",
                "unsure": [],
                "tokens_hash": pair["tokens_hash"],
                "active_ms": 9000,
                "trail": None,
                "receipt": "counted",
                "state": 2,
                "ordinal": mine["ordinal"],
                "counts": True,
            },
        )
        opinions = [struck, *(slot["canonical"] for slot in slots if slot["state"] == 2)]
        self.rows(answers.SETTLE, settled(pair, slots, opinions, now))

    def claim(self, person: Person) -> dict[str, Any] | None:
        now = datetime.now(UTC)
        [place] = self.rows(queue.LOCK_MEMBERSHIPS, {"annotator": person.number})
        known = {"batch": place["batch_id"], "member": place["id"], "members": place["n_members"]}
        cursors = {"late": place["late_cursor"], "fresh": place["fresh_cursor"]}
        times = {"now": now, "ends": now + timedelta(minutes=30), "renew_before": now + timedelta(minutes=25)}
        self.rows(queue.CLAIM, {"annotator": person.number, "wanted": 1, **known, **cursors, **times})
        found = self.rows(queue.HELD, {"annotator": person.number, "wanted": 1, "now": now})
        return found[0] if found else None


def marks(person: Person, pair: int, n_words: int) -> list[int]:
    struck = {word for word in range(n_words) if (pair * 31 + word * 17) % 10 == 0}
    if person.chance.random() < OTHERWISE:
        struck ^= {person.chance.randrange(n_words)}
    return sorted(struck)


def settled(
    pair: dict[str, Any], slots: list[dict[str, Any]], opinions: list[list[int]], now: datetime
) -> dict[str, Any]:
    """What SETTLE is given: two who agree end it, else a third is asked."""
    n, n_words = len(opinions), pair["n_words"]
    votes = [sum(word in opinion for opinion in opinions) for word in range(n_words)]
    agree = n > 2 or (n == 2 and opinions[0] == opinions[1])
    waits = any(slot["state"] == 0 or (slot["state"] == 1 and slot["annotator_id"]) for slot in slots) and n < 2
    facts = (
        {"struck": opinions[0], "settled_at": now, **SETTLED} if agree else {"struck": [], "settled_at": None, **OPEN}
    )
    opening = [3] if not agree and n == 2 and not waits and len(slots) < 3 else []
    counts = {"n_counted": n, "m": [n] * n_words, "s": votes, **dict.fromkeys(SUMS, 0)}
    return {"pair": pair["id"], "batch": pair["batch_id"], "open_ordinals": opening, "close": agree} | (
        counts | NOTHING | facts
    )


def work(people: list[Person], seconds: float, cycles: int, times: list[float]) -> None:
    """Go round the people on one connection."""
    line, n_done, began = Line(), 0, time.perf_counter()
    for person in people:
        line.cycle(person)
    BARRIER.wait()
    BARRIER.wait()
    began = time.perf_counter()
    while n_done < cycles and time.perf_counter() - began < seconds:
        start = time.perf_counter()
        line.cycle(people[n_done % len(people)])
        times.append(1000 * (time.perf_counter() - start))
        n_done += 1


BARRIER = threading.Barrier(1)


def main(numbers: list[int], n_lines: int, seconds: float, cycles: int) -> None:
    global BARRIER  # noqa: PLW0603  made when the number of lines is known
    BARRIER = threading.Barrier(n_lines + 1)
    people = [Person(number, random.Random(number)) for number in numbers]
    times: list[float] = []
    shares = [people[line::n_lines] for line in range(n_lines)]
    threads = [threading.Thread(target=work, args=(share, seconds, cycles // n_lines, times)) for share in shares]
    for thread in threads:
        thread.start()
    BARRIER.wait()
    print("ready", flush=True)
    sys.stdin.readline()
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    BARRIER.wait()
    for thread in threads:
        thread.join()
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = {"times": {"cycle": times}, "troubles": [], "n_empty": 0, "cpu": cpu}
    print(json.dumps({**told, "seconds": time.perf_counter() - began}), flush=True)


if __name__ == "__main__":
    plan = json.loads(Path(sys.argv[1]).read_text())
    main(plan["numbers"], plan["n_lines"], plan["seconds"], plan["cycles"])

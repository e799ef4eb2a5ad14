"""
Annotators in one process that costs little: `python -m bench.cycles.drivers PLAN`.

Says `ready`, waits for a line, works: one loop over plain sockets. What it found is one JSON object on its last line:
milliseconds by kind of request, what went wrong, and its own CPU.
"""

import heapq
import json
import random
import resource
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

CSRF = "c" * 32
OTHERWISE = 0.25  # how often somebody differs in a word from what all see
PATIENCE = 60.0


@dataclass(frozen=True)
class Plan:
    """
    Who works where, for how long, and how.

    `refill` is what an answer asks for (0: as the workbench does, ten when five are left); `think` the mean seconds
    between a receipt and the next answer; `asks_apart` lets every other answer leave the claim to a request of its own.
    """

    port: int
    sessions: list[str]
    seconds: float
    cycles: int
    refill: int = 1
    think: float = 0.0
    asks_apart: bool = False
    bare: bool = False
    seed: int = 1


@dataclass
class Found:
    """Milliseconds by kind of request; what was answered otherwise than 200."""

    times: dict[str, list[float]] = field(default_factory=lambda: {"cycle": [], "submit": [], "claim": []})
    troubles: list[str] = field(default_factory=list)
    n_empty: int = 0


class Person:
    """One annotator on one connection that is kept."""

    def __init__(self, plan: Plan, session: str, chance: random.Random) -> None:
        self.plan, self.chance = plan, chance
        self.line = socket.create_connection(("127.0.0.1", plan.port), timeout=PATIENCE)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.head = (
            f"Host: 127.0.0.1:{plan.port}\r\nCookie: session={session}; csrf={CSRF}\r\nX-CSRFToken: {CSRF}\r\n"
            "Content-Type: application/json\r\nAccept: application/json\r\nContent-Length: "
        )
        self.pairs: list[dict[str, Any]] = []
        self.kind, self.sent_at, self.buffer = "claim", 0.0, b""
        self.n_sent = 0

    def ask(self, kind: str, path: str, body: dict[str, Any]) -> None:
        data = json.dumps(body)
        self.kind, self.buffer = kind, b""
        self.sent_at = time.perf_counter()
        self.line.sendall(f"POST {path} HTTP/1.1\r\n{self.head}{len(data)}\r\n\r\n{data}".encode())

    def next(self) -> None:
        """The next request: an answer where a pair is held, else a claim."""
        self.n_sent += 1
        if self.plan.bare:
            self.ask("cycle", "/note", {"slot": self.chance.randint(1, 2000)})
        elif self.pairs:
            self.answer(self.pairs.pop(0))
        else:
            self.ask("claim", "/api/v1/claims", {"want": self.plan.refill or 10})

    def answer(self, pair: dict[str, Any]) -> None:
        refill = self.plan.refill or (10 if len(self.pairs) <= 5 else 0)
        if self.plan.asks_apart and self.n_sent % 4 == 0:
            refill = 0
        body = {
            "uuid": str(uuid4()),  # not seeded: further rounds answer in the same database
            "pair": pair["pair"],
            "slot": pair["slot"],
            "tokens_hash": pair["tokens_hash"],
            "outcome": "judged",
            "struck": self.marks(pair),
            "unsure": [],
            "active_ms": 9000,
            "refill": refill,
        }
        self.ask("cycle" if refill else "submit", "/api/v1/judgments", body)

    def marks(self, pair: dict[str, Any]) -> list[int]:
        """A tenth of the words, the same for all; at times one differs."""
        struck = {word for word in range(pair["n_words"]) if (pair["pair"] * 31 + word * 17) % 10 == 0}
        if self.chance.random() < OTHERWISE:
            struck ^= {self.chance.randrange(pair["n_words"])}
        return sorted(struck)

    def receive(self) -> tuple[int, bytes] | None:
        """Status and body once the answer is whole."""
        data = self.line.recv(262_144)
        if not data:
            raise ConnectionError("the server closed a connection")
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return None
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        return (int(head[9:12]), body) if len(body) >= length else None

    def take(self, status: int, body: bytes, found: Found) -> float:
        """Keep what the answer brings; return the seconds until the next request."""
        if status != 200:
            found.troubles.append(f"{self.kind} {status} {body[:200].decode(errors='replace')}")
            return 1.0
        if self.plan.bare:
            return 0.0
        answer = json.loads(body)
        work = answer if self.kind == "claim" else answer["work"]
        if work is not None:
            held = {pair["slot"] for pair in self.pairs}
            self.pairs += [pair for pair in work["pairs"] if pair["slot"] not in held]
        if work is not None and not self.pairs:
            found.n_empty += 1
            return float(work["retry_after"] or 1)
        return self.chance.uniform(0.5, 1.5) * self.plan.think


def work(plan: Plan, people: list[Person], found: Found, seconds: float, cycles: int) -> float:
    """Let all work for so long, or for so many cycles; finish what is under way; return the seconds it took."""
    waiting = selectors.DefaultSelector()
    began = time.perf_counter()
    due = [(began + plan.think * number / len(people), number) for number in range(len(people))]
    heapq.heapify(due)
    for number, person in enumerate(people):
        waiting.register(person.line, selectors.EVENT_READ, number)
    busy, n_done, last = 0, 0, began
    while busy or (n_done < cycles and time.perf_counter() - began < seconds):
        now = time.perf_counter()
        over = n_done + busy >= cycles or now - began >= seconds
        while due and not over and due[0][0] <= now and n_done + busy < cycles:
            people[heapq.heappop(due)[1]].next()
            busy += 1
        rest = 0.05 if over or not due else max(0.0, min(0.05, due[0][0] - now))
        for key, _ in waiting.select(rest):
            person = people[key.data]
            answer = person.receive()
            if answer is not None:
                last = time.perf_counter()
                found.times[person.kind].append(1000 * (last - person.sent_at))
                busy, n_done = busy - 1, n_done + (person.kind != "claim")
                heapq.heappush(due, (last + person.take(*answer, found), key.data))
    waiting.close()
    return last - began


def main(plan: Plan) -> None:
    chance = random.Random(plan.seed)
    people = [Person(plan, session, random.Random(chance.random())) for session in plan.sessions]
    if not plan.bare:
        first = Found()
        for person in people:
            person.next()
            while (answer := person.receive()) is None:
                pass
            person.take(*answer, first)
    print("ready", flush=True)
    sys.stdin.readline()
    found = Found()
    before = resource.getrusage(resource.RUSAGE_SELF)
    seconds = work(plan, people, found, plan.seconds, plan.cycles)
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = {"times": found.times, "troubles": found.troubles, "n_empty": found.n_empty, "cpu": cpu, "seconds": seconds}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(Plan(**json.loads(Path(sys.argv[1]).read_text())))

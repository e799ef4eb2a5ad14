"""Made-up annotators who work through the HTTP API as browsers do: claim, look at the picture, think, answer, go on."""

import http.client
import json
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TextIO
from urllib.parse import urlsplit
from uuid import uuid4

from annotation.rules.simulated import Skill, made_up_truth, marks

TROUBLES = (OSError, http.client.HTTPException, json.JSONDecodeError)
TRY_AGAIN = {0, 429, 500, 502, 503, 504}
WAIT, BEAT_EVERY, AT_ONCE = 0.5, 30.0, 5


@dataclass(frozen=True)
class Somebody:
    """A made-up annotator: the key of their session, and how well they see."""

    username: str
    session: str
    skill: Skill


@dataclass(frozen=True)
class Plan:
    """
    How they work. `thinks` are the seconds that a pair takes them, in the middle. `truths` name the words that pictures
    do not show, by the picture's id; of a picture that is not there, `share` of the words are made up with `seed`.
    """

    server: str
    cookies: tuple[str, str]
    thinks: float
    share: float
    seed: int
    with_pictures: bool
    truths: Mapping[str, frozenset[int]]
    stop: threading.Event
    at_most: int | None = None


@dataclass
class Told:
    """What all of them did, and how long the server took; the ledger has a line for each acknowledged judgment."""

    ledger: TextIO | None = None
    n_judged: int = 0
    by_person: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    trouble: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def judged(self, line: Mapping[str, Any]) -> None:
        with self.lock:
            self.n_judged += 1
            self.by_person[line["annotator"]] = self.by_person.get(line["annotator"], 0) + 1
            if self.ledger is not None:
                self.ledger.write(json.dumps(line) + "\n")
                self.ledger.flush()

    def took(self, what: str, seconds: float) -> None:
        with self.lock:
            self.seconds.setdefault(what, []).append(seconds)


class Refused(Exception):
    """The server will not have it, and trying again does not help."""


class Sitting:
    """One made-up annotator at one page."""

    def __init__(self, plan: Plan, who: Somebody, told: Told) -> None:
        self.plan, self.who, self.told = plan, who, told
        self.chance = random.Random(f"{plan.seed} {who.username}")  # noqa: S311  a simulation, no secret
        self.page, self.n_beats, self.beat_at = str(uuid4()), 0, time.monotonic()
        address = urlsplit(plan.server)
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        self.line = kind(address.hostname or "", address.port, timeout=60)
        session, csrf = plan.cookies
        token = "c" * 32
        self.headers = {
            "Cookie": f"{session}={who.session}; {csrf}={token}",
            "X-CSRFToken": token,
            "Referer": f"{plan.server}/work/",
            "Content-Type": "application/json",
        }

    def work(self) -> None:
        """Until the plan says stop, or the server refuses; what is held then goes back."""
        held: list[dict[str, Any]] = []
        try:
            with self.noting_trouble():
                self.report([])
                while not self.stopping():
                    held = held or self.claim()
                    if held and self.judge(held[0]):
                        held.pop(0)
            with self.noting_trouble():
                if held:
                    self.post("releases", {"slots": [pair["slot"] for pair in held]})
        finally:
            self.line.close()

    @contextmanager
    def noting_trouble(self) -> Iterator[None]:
        try:
            yield
        except Refused as refusal:
            self.told.trouble = self.told.trouble or f"{self.who.username}: {refusal}"

    def stopping(self) -> bool:
        enough = self.plan.at_most is not None and self.told.n_judged >= self.plan.at_most
        return enough or self.plan.stop.is_set()

    def claim(self) -> list[dict[str, Any]]:
        found = self.timed("claim", lambda: self.post("claims", {"want": AT_ONCE}))
        if not found["pairs"]:
            self.plan.stop.wait(WAIT)
        return list(found["pairs"])

    def judge(self, pair: dict[str, Any]) -> bool:
        """Look, think and answer; False when it is over before they made up their mind."""
        if self.plan.with_pictures:
            self.timed("picture", lambda: self.fetch(pair["image"]["renditions"]["1024"]))
        words = [token["word"] for token in pair["tokens"] if token["word"] is not None and token["locked"] is None]
        picture = pair["image"]["id"]
        false = self.plan.truths.get(picture)
        if false is None:
            false = made_up_truth(self.plan.seed, picture, words, self.plan.share)
        struck = marks(self.who.skill, words, false, self.chance)
        began = time.monotonic()
        if self.plan.stop.wait(self.chance.lognormvariate(0, 0.5) * self.plan.thinks):
            return False
        body = {
            "uuid": str(uuid4()),
            **{name: pair[name] for name in ("pair", "slot", "tokens_hash")},
            "outcome": "judged",
            "struck": struck,
            "active_ms": round((time.monotonic() - began) * 1000),
        }
        receipt = self.timed("answer", lambda: self.post("judgments", body))["receipt"]
        said = {"annotator": self.who.username, "picture": picture, "false": sorted(false), "asked": struck}
        self.told.judged(said | {name: receipt[name] for name in ("uuid", "pair", "outcome", "struck")})
        self.beat(pair["pair"], len(words))
        return True

    def beat(self, pair: int, n_words: int) -> None:
        """Tell the server that somebody was at work, every half minute."""
        now = time.monotonic()
        if now - self.beat_at < BEAT_EVERY:
            return
        span = {"from_ms_ago": round((now - self.beat_at) * 1000), "to_ms_ago": 0, "activity": "judging"}
        self.beat_at = now
        self.report([span | {"pair": pair, "n_words": n_words, "quiet_ms": 0}])

    def report(self, spans: list[dict[str, Any]]) -> None:
        self.n_beats += 1
        body = {
            "session": self.page,
            "seq": self.n_beats,
            "zone": "UTC",
            "sent_at": datetime.now(UTC).isoformat(),
            "spans": spans,
            "visible": True,
        }
        self.timed("heartbeat", lambda: self.post("heartbeats", body))

    def timed(self, what: str, act: Callable[[], Any]) -> Any:
        began = time.monotonic()
        found = act()
        self.told.took(what, time.monotonic() - began)
        return found

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return json.loads(self.asked("POST", f"/api/v1/{path}", json.dumps(body)))

    def fetch(self, address: str) -> bytes:
        return self.asked("GET", address)

    def asked(self, method: str, path: str, body: str | None = None) -> bytes:
        """
        The answer; the same is asked again until it comes, for no UUID is ever counted twice.

        :raises Refused: the server refuses it, or cannot be reached when there is no time left
        """
        while True:
            status, text = self.once(method, path, body)
            if status == 200:
                return text
            if status not in TRY_AGAIN or self.plan.stop.wait(WAIT):
                raise Refused(f"{method} {path}: {status or 'no answer'} {text.decode(errors='replace')[:200]}".strip())

    def once(self, method: str, path: str, body: str | None) -> tuple[int, bytes]:
        try:
            self.line.request(method, path, body, self.headers)
            answer = self.line.getresponse()
            return answer.status, answer.read()
        except TROUBLES:
            self.line.close()
            return 0, b""


@contextmanager
def at_work(staff: Sequence[Somebody], plan: Plan, told: Told) -> Iterator[Sequence[threading.Thread]]:
    """All of them work while the block goes on, each in a thread; then they stop, and what they hold goes back."""
    threads = [threading.Thread(target=Sitting(plan, somebody, told).work, daemon=True) for somebody in staff]
    for thread in threads:
        thread.start()
    try:
        yield threads
    finally:
        plan.stop.set()
        for thread in threads:
            thread.join(timeout=60)

"""
The tabs of annotators in a process of their own: `python -m bench.crowd.tabs PLAN NUMBER SEED`.

Every act is written to the log before and after, a line a time, so that nothing known is lost when the process is
killed; the next one with that number reads the log and sends again what was never acknowledged.
"""

import http.client
import json
import os
import random
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

CSRF = "c" * 32
GIVES_UP, SKIPS, FORGETS, HANGS_UP, REPEATS = 0.01, 0.01, 0.03, 0.04, 0.05
TROUBLES = (OSError, http.client.HTTPException, json.JSONDecodeError)
BUSY = {500, 502, 503, 504}
REST = 0.3  # seconds between two questions of somebody who finds nothing


@dataclass(frozen=True)
class Plan:
    """Who works where, and how slowly: sessions by annotator, dealt to processes; where the logs and the stop lie."""

    port: int
    sessions: dict[int, str]
    n_processes: int
    n_tabs: int
    folder: Path
    thinks: float = 0.0  # seconds before each answer, on average

    @property
    def stop(self) -> Path:
        return self.folder / "stop"

    def log(self, number: int) -> Path:
        return self.folder / f"tabs-{number}.jsonl"

    def people(self, number: int) -> list[int]:
        return sorted(self.sessions)[number :: self.n_processes]

    def write(self) -> Path:
        path = self.folder / "plan.json"
        path.write_text(json.dumps({**vars(self), "folder": str(self.folder)}))
        return path


def read(path: Path) -> Plan:
    found = json.loads(path.read_text())
    sessions = {int(who): key for who, key in found.pop("sessions").items()}
    return Plan(**{**found, "sessions": sessions, "folder": Path(found["folder"])})


def events(path: Path) -> list[dict[str, Any]]:
    """The lines of a log; the last may be torn by a kill of the machine, never by one of the process."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def unanswered(log: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was sent and never acknowledged."""
    known = {event["uuid"] for event in log if event["event"] == "receipt"}
    return [event for event in log if event["event"] == "sent" and event["uuid"] not in known]


class Tab:
    """One tab: claims, judges, forgets what it holds, hangs up before the answer, repeats itself."""

    def __init__(self, plan: Plan, who: int, log: int, chance: random.Random) -> None:
        self.plan, self.who, self.log, self.chance = plan, who, log, chance
        self.headers = {
            "Cookie": f"session={plan.sessions[who]}; csrf={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/json",
        }
        self.line: http.client.HTTPConnection | None = None
        self.outbox: list[dict[str, Any]] = []

    def note(self, event: str, **facts: Any) -> None:
        os.write(self.log, (json.dumps({"event": event, "who": self.who, **facts}) + "\n").encode())

    def post(self, path: str, body: dict[str, Any], *, hang_up: bool = False) -> tuple[int, Any]:
        """Status and body; any trouble on the way is status 0."""
        try:
            if self.line is None:
                self.line = http.client.HTTPConnection("127.0.0.1", self.plan.port, timeout=60)
            self.line.request("POST", f"/api/v1/{path}", json.dumps(body), self.headers)
            if not hang_up:
                answer = self.line.getresponse()
                status, text = answer.status, answer.read()
                return status, json.loads(text) if status not in BUSY else text.decode(errors="replace")[:300]
        except TROUBLES:
            pass
        self.hang_up()
        return 0, None

    def hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
        self.line = None

    def ask(self, path: str, body: dict[str, Any]) -> Any:
        """The answer, or None when there was trouble, which is waited out; a refusal is noted."""
        status, answer = self.post(path, body)
        if status == 200:
            return answer
        if status:
            self.note("trouble", path=path, status=status, answer=answer)
        time.sleep(0.2 + self.chance.random() * 0.3)
        return None

    def work(self) -> None:
        while not (stopping := self.plan.stop.exists()) or self.outbox:
            if self.outbox:
                self.send_again()
            elif not stopping:
                self.turn()
        self.hang_up()

    def turn(self) -> None:
        began = time.time()
        found = self.ask("claims", {"want": self.chance.randint(1, 4)})
        if found is None:
            return None
        if found["state"] == "no_work":
            self.note("no_work", began=began, ended=time.time())
        if found["state"] != "work":
            time.sleep(REST * (0.5 + self.chance.random()))
        if found["pairs"] and self.chance.random() < GIVES_UP:
            self.ask("releases", {"slots": [pair["slot"] for pair in found["pairs"]]})
            return None
        for pair in found["pairs"]:
            if self.chance.random() < FORGETS:
                return self.hang_up()
            self.judge(pair)
        return None

    def judge(self, pair: dict[str, Any]) -> None:
        uuid = str(UUID(int=self.chance.getrandbits(128), version=4))
        place = {"uuid": uuid, "pair": pair["pair"], "slot": pair["slot"]}
        if self.chance.random() < SKIPS:
            self.ask("skips", {**place, "reason": "image"})
            return
        struck = sorted(self.chance.sample(range(pair["n_words"]), self.chance.choice([0, 1, 1])))
        body = {**place, "tokens_hash": pair["tokens_hash"], "outcome": "judged", "struck": struck}
        time.sleep(self.plan.thinks * 2 * self.chance.random())
        self.note("sent", uuid=uuid, body=body)
        if self.chance.random() < HANGS_UP:
            self.post("judgments", body, hang_up=True)
            self.outbox.append(body)
        elif not self.send(body):
            self.outbox.append(body)
        elif self.chance.random() < REPEATS:
            self.send(body)

    def send(self, body: dict[str, Any]) -> bool:
        answer = self.ask("judgments", body)
        if answer is not None:
            self.note("receipt", uuid=body["uuid"], receipt=answer["receipt"])
        return answer is not None

    def send_again(self) -> None:
        if self.send(self.outbox[0]):
            self.outbox.pop(0)


def main(plan: Plan, number: int, seed: int) -> None:
    """Let this process's people work, each in their tabs, until the plan says stop."""
    left = unanswered(events(plan.log(number)))
    log = os.open(plan.log(number), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    seats = [(who, tab) for who in plan.people(number) for tab in range(plan.n_tabs)]
    tabs = [Tab(plan, who, log, random.Random(f"{seed} {who} {tab}")) for who, tab in seats]
    first = {tab.who: tab for tab in tabs}
    for event in left:
        first[event["who"]].outbox.append(event["body"])
    threads = [threading.Thread(target=tab.work) for tab in tabs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(read(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3]))

"""The same schedules in Chromium itself: real pages, real IndexedDB, requests that meet their fates by routing."""

import json
import os
import random
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Route, sync_playwright

from bench.lives.running import Server
from jdb_site.frontdoor import nodes, ports
from jdb_site.frontdoor.paths import FRONTEND

PATIENCE_MS = 60_000
TOO_SOON_MS = 220  # the workbench drops an answer within 150 ms of a new pair
Decision = tuple[str, tuple[int, ...]]  # the outcome, or that it was skipped, and the struck words
# What the browser has in its outbox; the store is the workbench's own.
LETTERS = """async key => {
  const db = await new Promise((done, failed) => {
    const asked = indexedDB.open(`strikeout.${key}`);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const letters = await new Promise(done => {
    const asked = db.transaction("letters").objectStore("letters").getAll();
    asked.onsuccess = () => done(asked.result);
  });
  db.close();
  return letters.map(({ uuid, dead }) => ({ uuid, dead }));
}"""
CONFIG = "() => JSON.parse(document.getElementById('page-config').textContent)"
HANDS = {"judge", "set apart", "skip", "mark", "correct", "leave a correction open", "pause"}
DEATH_MS = 20  # about as long as a request takes
OUTCOMES = ["mismatch", "unjudgeable", "reject"]
# The picture in hand (whichever rendition of it), whether it is being corrected, and how many were answered.
SCREEN = """() => [
  document.querySelector("figure img")?.src.split("/").at(-2),
  document.querySelector(".correcting") !== null,
  document.querySelectorAll("button.past").length].join()"""
WORDS = "all => all.map(one => Number(one.dataset.word))"


def schedules(first: int, count: int) -> list[dict[str, Any]]:
    """The schedules of these seeds, from the one generator that there is."""
    command = [str(nodes.node()), "faults/print.ts", str(first), str(count)]
    found = json.loads(subprocess.run(command, cwd=FRONTEND, check=True, capture_output=True, text=True).stdout)
    return list(found)


@contextmanager
def browser(env: Mapping[str, str]) -> Iterator[Browser]:
    """Chromium, by the program that the environment names."""
    # The browser's driver keeps an event loop in this thread, and Django would refuse to reach the database from it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=env["STRIKEOUT_CHROMIUM"], args=["--disable-gpu"])
        yield running
        running.close()


def live(
    running: Browser, server: Server, schedule: Mapping[str, Any], cookies: Mapping[str, list[Any]]
) -> dict[str, Any]:
    """One schedule in a browser profile of its own."""
    base = ports.address(server.port)
    context = running.new_context(base_url=base, viewport={"width": 1366, "height": 768})
    life = Life(context, server, schedule, cookies)
    try:
        return life.live()
    except Error as error:
        return life.story(str(error))
    finally:
        context.close()


@dataclass
class Life:
    """One annotator's browser; `decisions` is what their hands did and their eyes saw the page take."""

    context: BrowserContext
    server: Server
    schedule: Mapping[str, Any]
    cookies: Mapping[str, list[Any]]  # of `me` and `other`
    decisions: list[Decision] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fates = list(self.schedule["fates"])
        self.chance = random.Random(self.schedule["seed"])
        self.is_doomed = self.is_dead = False  # the server: dies with the next request, did
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.route("**/api/v1/**", self.meet)
        self.page = self.context.new_page()

    def live(self) -> dict[str, Any]:
        self.sign_in("me")
        self.open()
        for step in self.schedule["steps"]:
            self.take(step)
        self.settle()
        return self.story()

    def story(self, *problems: str) -> dict[str, Any]:
        return {
            "seed": self.schedule["seed"],
            "decisions": self.decisions,
            "problems": [*self.problems, *problems],
            "met": self.met,
        }

    def sign_in(self, who: str) -> None:
        self.context.clear_cookies()
        if who in self.cookies:
            self.context.add_cookies(self.cookies[who])

    def open(self) -> None:
        self.context.set_offline(False)
        self.sign_in("me")
        self.page.goto("/work/")
        self.page.wait_for_selector("button.word, main.waiting", timeout=PATIENCE_MS)

    def meet(self, route: Route) -> None:
        """Let the request meet its fate."""
        kind = route.request.url.rsplit("/", 1)[1]
        fate = self.fates.pop(0) if self.fates else "fine"
        self.met.append(f"{kind} {fate}")
        with suppress(Error):  # the page that asked may be gone
            try:
                self.fulfil(route, fate)
            except Error:  # the server is gone
                route.abort()
        if self.is_doomed:
            time.sleep(self.chance.random() * DEATH_MS / 1000)  # before, while or after it takes the request
            self.die()

    def die(self) -> None:
        self.is_doomed, self.is_dead = False, True
        self.server.die()

    def revive(self) -> None:
        """The server dies at the latest now, if it must, and is there again."""
        if self.is_doomed:
            self.die()
        if self.is_dead:
            self.server.serve()
        self.is_dead = False

    def fulfil(self, route: Route, fate: str) -> None:
        if fate in {"500", "503", "401"}:
            route.fulfill(status=int(fate), json={"code": fate, "message": f"said {fate}"})
        elif fate == "request lost":
            route.abort()
        elif fate == "forged":
            route.continue_(headers={**route.request.headers, "x-csrftoken": "f" * 64})
        elif fate in {"fine", "slow", "slow answer"}:
            route.continue_()
        else:
            self.fulfil_taken(route, fate)

    def fulfil_taken(self, route: Route, fate: str) -> None:
        """The server takes the request; what comes back is another matter."""
        response = route.fetch(max_redirects=0)
        if fate in {"twice", "again later"}:
            response = route.fetch(max_redirects=0)
        if fate == "answer lost":
            route.abort()
        elif fate == "500 though taken":
            route.fulfill(status=500, json={"code": "500", "message": "said 500"})
        elif fate == "garbled":
            route.fulfill(status=response.status, content_type="application/json", body='{"receipt": {"uu')
        else:
            route.fulfill(response=response)

    def take(self, step: Mapping[str, Any]) -> None:
        if step["do"] != "kill the server" and step["do"] not in HANDS:
            self.revive()  # pages are loaded from it
        match step["do"]:
            case "pause":
                self.page.wait_for_timeout(step["ms"])
            case "go offline":
                self.context.set_offline(True)
            case "sign out" | "someone else":
                self.sign_in("other" if step["do"] == "someone else" else "nobody")
            case "come online" | "sign in":
                self.context.set_offline(False)
                self.sign_in("me")
            case "crash" | "reload" | "other tab":
                self.begin_again(step["do"])
            case "kill the server":
                self.is_doomed = True
            case _:
                was_dead = self.is_dead
                self.work(step)
                if was_dead:
                    self.revive()

    def begin_again(self, how: str) -> None:
        self.context.set_offline(False)
        self.sign_in("me")
        if how == "reload":
            self.page.reload()
        elif how == "crash":
            self.page.wait_for_timeout(100)  # a decision that a crash was faster than comes back as a draft
            self.page.close()
            self.page = self.context.new_page()
            self.page.goto("/work/")
        else:
            before, self.page = self.page, self.context.new_page()
            self.page.goto("/work/")
            self.page.get_by_role("button", name="Use it here").click(timeout=PATIENCE_MS)
            before.wait_for_selector("main[data-elsewhere]", timeout=PATIENCE_MS)
            before.close()
        self.page.wait_for_selector("button.word, main.waiting[data-supply]", timeout=PATIENCE_MS)

    def work(self, step: Mapping[str, Any]) -> None:
        """Do something with the pair on the screen, as hands do it: by keys and by the mouse."""
        page = self.page
        if not page.locator("figure img").count():
            page.wait_for_timeout(500)
        if not page.locator("figure img").count():
            return  # none to be had in this state of things
        page.wait_for_timeout(TOO_SOON_MS)
        match step["do"]:
            case "judge":
                self.strike(step["strikes"])
                if step["unsure"]:
                    page.keyboard.press("KeyU")
                self.decide("judged", self.submit)
            case "set apart":
                place = OUTCOMES.index(step["outcome"]) + 1
                self.decide(step["outcome"], lambda: self.press("KeyM", f"Digit{place}"))
            case "skip":
                self.decide("skipped", lambda: self.press("KeyS", "Digit5"))
            case "mark":
                self.strike(2)
            case _:
                self.correct(submits=step["do"] == "correct")

    def correct(self, *, submits: bool) -> None:
        self.press("KeyB")
        if not self.page.locator(".correcting").count():
            return  # nothing was answered yet
        self.page.wait_for_timeout(TOO_SOON_MS)
        self.strike(1)
        if submits:
            self.decide("judged", self.submit)
        else:
            self.press("Escape")

    def decide(self, outcome: str, act: Callable[[], None]) -> None:
        """Note a decision if the page took it: another pair is there, or none."""
        pressed = self.page.locator('button.word[aria-pressed="true"]').evaluate_all(WORDS)
        before = self.page.evaluate(SCREEN)
        act()
        self.page.wait_for_timeout(50)
        if self.page.evaluate(SCREEN) != before:
            self.decisions.append((outcome, tuple(sorted(pressed)) if outcome == "judged" else ()))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def strike(self, n: int) -> None:
        words = self.page.locator("button.word").evaluate_all(WORDS)
        for _ in range(n if words else 0):
            self.page.locator(f'button.word[data-word="{self.chance.choice(words)}"]').click()

    def submit(self) -> None:
        struck = self.page.locator('button.word[aria-pressed="true"]').count()
        self.press("Enter" if struck else "KeyA")

    def settle(self) -> None:
        """All is well again: whatever waits goes out, and nothing may be left."""
        self.fates.clear()
        self.revive()
        self.context.set_offline(False)
        self.sign_in("me")
        self.page.reload()
        key = self.page.evaluate(CONFIG)["annotator"]["key"]
        for _ in range(PATIENCE_MS // 200):
            letters = self.page.evaluate(LETTERS, key)
            if not any(letter["dead"] is None for letter in letters):
                break
            self.page.wait_for_timeout(200)
        self.problems += [f"left in the outbox: {letter}" for letter in letters]
        self.problems += [
            f"never sent: {uuid}"
            for uuid in self.page.locator("button.past[data-sync=queued], button.past[data-sync=problem]").evaluate_all(
                "all => all.map(one => one.title)"
            )
        ]

"""What an annotator's hands do, each act timed to the frame that shows it; events are trusted, as from a person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from playwright.sync_api import CDPSession, Page

from bench.screen.meters import TAKE, WAIT

AGAIN_MS = 120  # between two strokes or clicks of the quickest hands
HELD_MS = 50  # from the press of a button to its release, of the same hands
TOO_SOON_MS = 200  # the workbench drops an answer within 150 ms of a new pair
CHANGED = "(() => { const was = document.querySelectorAll('[aria-pressed=true]').length; return () => %s })()"
OTHER = "document.querySelectorAll('[aria-pressed=true]').length !== was"
# The next pair is there when other words are, and its picture is decoded.
NEXT = """(() => {
  const words = () => [...document.querySelectorAll('button.word')].map((word) => word.textContent).join(' ');
  const was = words();
  return () => {
    const picture = document.querySelector('figure img');
    return words() && words() !== was && picture && picture.complete && picture.naturalWidth > 0;
  };
})()"""


@dataclass
class Hands:
    """One page, and the times of what was done on it, in milliseconds by act."""

    page: Page
    times: dict[str, list[float]] = field(default_factory=dict)

    def timed(self, what: str, kind: str, done: str, act: Callable[[], None]) -> None:
        """Do it once, and keep how long it took to be seen."""
        self.page.evaluate(f"() => window.__shown('{kind}', {done})")
        act()
        self.page.wait_for_function(WAIT)
        self.times.setdefault(what, []).extend(self.page.evaluate(TAKE))

    def strike_by_key(self, n: int) -> None:
        """Strike and keep again, one word after another."""
        keyboard = self.page.keyboard
        keyboard.press("Home")
        for _ in range(n):
            for _ in range(2):
                self.page.wait_for_timeout(AGAIN_MS)
                self.timed("key to strike", "keydown", CHANGED % OTHER, lambda: keyboard.press("KeyX"))
            keyboard.press("ArrowRight")

    def strike_by_mouse(self, n: int) -> None:
        words = self.page.locator("button.word")
        for at in range(n):
            box = words.nth(at % words.count()).bounding_box()
            if box is not None:
                x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
                self.page.mouse.move(x, y)
                for _ in range(2):
                    self.page.wait_for_timeout(AGAIN_MS)
                    # From the release: until then a press may become a drag.
                    click = partial(self.page.mouse.click, x, y, delay=HELD_MS)
                    self.timed("click to strike", "pointerup", CHANGED % OTHER, click)

    def drag(self, n: int) -> None:
        """Pull over words: each move until the frame after it."""
        words = [box for at in range(8) if (box := self.page.locator("button.word").nth(at).bounding_box())]
        for _ in range(n):
            self.page.mouse.move(words[0]["x"] + 4, words[0]["y"] + 8)
            self.page.mouse.down()
            for box in words[1:]:
                spot = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
                self.timed("drag, a move", "pointermove", "() => true", lambda: self.page.mouse.move(*spot))  # noqa: B023  called at once
            self.page.keyboard.press("Escape")
            self.page.mouse.up()

    def undo_all(self) -> None:
        """Until no word is struck, which an answer that all is depicted asks for."""
        while self.page.locator("[aria-pressed=true]").count():
            self.page.keyboard.press("KeyZ")
            self.page.wait_for_timeout(50)

    def answer(self, what: str, n: int, rest_ms: int) -> None:
        """Answer pair after pair, with so long a look at each, until the next one's picture is painted."""
        for _ in range(n):
            self.page.wait_for_timeout(TOO_SOON_MS + rest_ms)
            self.timed(what, "keydown", NEXT, lambda: self.page.keyboard.press("KeyA"))


def throttled(page: Page, rate: float) -> CDPSession:
    """Let the page's processor be so many times slower."""
    line = page.context.new_cdp_session(page)
    line.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    return line


def slow_network(line: CDPSession, *, latency_ms: int, bytes_a_second: int) -> None:
    line.send("Network.enable")
    wanted = {"offline": False, "latency": latency_ms, "downloadThroughput": bytes_a_second, "uploadThroughput": -1}
    line.send("Network.emulateNetworkConditions", wanted)

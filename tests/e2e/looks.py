"""Screens as they were recorded, and how a screen of today is held against them."""

import hashlib
import json
import os
from base64 import b64decode
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parent / "looks"
ENGINE = FOLDER / "engine.json"
RECORDS = os.environ.get("STRIKEOUT_LOOK") == "record"
PHONE = (360, 800)
SIZES = {"1366": (1366, 768), "1920": (1920, 1080), "360": PHONE}
# Of each colour these shades are kept, the dark ones closer together: screens stay light files, and true to the eye.
SHADES = (0, 21, 32, 62, 98, 134, 168, 200, 224, 240, 250, 255)
NEAREST = [min(SHADES, key=lambda shade: abs(shade - value)) for value in range(256)]
# A pixel is another one from this difference of a channel on; so many of them may differ on a screen.
FAINT = 40
FEW = 150
PATIENCE = 10

# The widths of some text in each face of the product: another font, or another version of it, gives others.
FACES = """() => {
  const root = getComputedStyle(document.documentElement);
  const brush = document.createElement("canvas").getContext("2d");
  const widths = [];
  for (const face of ["--serif", "--sans", "--mono"])
    for (const text of ["Strikeout, the quick brown fox 0123", "없는 말을 지워요", "划掉图中没有的词"]) {
      brush.font = `64px ${root.getPropertyValue(face)}`;
      widths.push(brush.measureText(text).width);
    }
  return widths;
}"""


def engine(browser: Browser, page: Page) -> dict[str, str]:
    """What draws here: the version of the browser and its fonts."""
    widths = json.dumps(page.evaluate(FACES))
    return {"browser": browser.version, "fonts": hashlib.sha256(widths.encode()).hexdigest()[:16]}


def engine_recorded() -> Any:
    return json.loads(ENGINE.read_text())


def keep_engine(found: dict[str, str]) -> None:
    ENGINE.parent.mkdir(exist_ok=True)
    ENGINE.write_text(json.dumps(found, indent=2) + "\n")


def wear(page: Page, theme: str) -> None:
    """Another theme, until the page draws itself anew."""
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)


# What the clock brings and takes away, and what blinks.
HIDDEN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    .bar-today, .toast { visibility: hidden !important; }
    * { caret-color: transparent !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""
# A time of day is another one each time.
STILL = """theme => {
  document.documentElement.dataset.theme = theme;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode())
    if (/\\d:\\d\\d/.test(walk.currentNode.data))
      walk.currentNode.data = walk.currentNode.data.replace(/\\d\\d?:\\d\\d(\\s[AP]M)?/g, "12:30");
}"""


class Camera:
    """Takes a page at any size, a narrow one as a phone shows it, faster than the browser's driver does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wire = page.context.new_cdp_session(page)

    def resize(self, size: tuple[int, int]) -> None:
        in_hand = size == PHONE
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": in_hand}
        self.wire.send("Emulation.setDeviceMetricsOverride", metrics)
        self.wire.send("Emulation.setTouchEmulationEnabled", {"enabled": in_hand})
        self.page.evaluate("() => scrollTo(0, 0)")  # what a larger or a spaced page was scrolled by stays otherwise

    def dress(self, theme: str) -> None:
        """`forced` is the system's own colours."""
        self.page.emulate_media(forced_colors="active" if theme == "forced" else "none")

    def take(self, theme: str) -> Image.Image:
        self.page.evaluate(STILL, theme)
        taken = self.wire.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
        return Image.open(BytesIO(b64decode(taken["data"]))).convert("RGB")

    def take_settled(self, theme: str) -> Image.Image:
        """The screen once two looks at it are the same."""
        last, now = self.take(theme), self.take(theme)
        for _ in range(PATIENCE):
            if n_different(last, now) == 0:
                break
            self.page.wait_for_timeout(100)
            last, now = now, self.take(theme)
        return now


def n_different(one: Image.Image, other: Image.Image) -> int:
    """How many pixels are plainly not the same."""
    if one.size != other.size:
        return one.width * one.height
    bands = ImageChops.difference(one, other).split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return sum(worst.histogram()[FAINT:])


@dataclass
class Album:
    """The recorded screens: held against those of today, or replaced by them."""

    seen: dict[str, int] = field(default_factory=dict)

    def hold(self, camera: Camera, name: str, theme: str) -> None:
        place = FOLDER / f"{name}.webp"
        if theme == "forced":
            camera.dress(theme)
        if RECORDS:
            keep(camera.take_settled(theme), place)
        if not place.exists():
            self.seen[name] = -1
            return
        then, now = Image.open(place).convert("RGB"), camera.take(theme)
        for _ in range(PATIENCE):
            if n_different(now, then) <= FEW:
                break
            camera.page.wait_for_timeout(100)
            now = camera.take(theme)
        self.seen[name] = n_different(now, then)
        if self.seen[name] > FEW:
            now.save(aside(name))

    def differing(self) -> dict[str, int]:
        """Screens with more than a few other pixels, and how many; -1 for one that was never recorded."""
        return {name: n for name, n in self.seen.items() if not 0 <= n <= FEW}


def keep(picture: Image.Image, place: Path) -> None:
    """No loss but of shades: a screen of text weighs some ten kilobytes."""
    place.parent.mkdir(parents=True, exist_ok=True)
    picture.point(NEAREST * 3).save(place, "WEBP", lossless=True, method=4)


def aside(name: str) -> Path:
    """Where a screen that differs is put, to be looked at; not kept with the code."""
    place = Path("var") / "looks" / f"{name}.png"
    place.parent.mkdir(parents=True, exist_ok=True)
    return place

"""Screens as they were recorded, and how a screen of today is held against them."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parent / "looks"
ENGINE = FOLDER / "engine.json"
RECORDS = os.environ.get("STRIKEOUT_LOOK") == "record"
SIZES = {"1366": (1366, 768), "1920": (1920, 1080), "360": (360, 800)}
THEMES = ("light", "dark")
BITS = 4  # of each colour are kept
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
    """Another theme, until the page draws itself anew; `forced` is the system's own colours."""
    page.emulate_media(
        color_scheme="dark" if theme == "dark" else "light",
        forced_colors="active" if theme == "forced" else "none",
        reduced_motion="reduce",
    )
    page.evaluate("chosen => { document.documentElement.dataset.theme = chosen; }", chosen(theme))


def chosen(theme: str) -> str:
    """As an account chooses it: `system` names none."""
    return theme if theme == "contrast" else "system"


# What the clock brings and takes away.
HIDDEN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".bar-today, .toast { visibility: hidden !important; }");
  document.adoptedStyleSheets.push(sheet);
}"""


def photograph(page: Page) -> Image.Image:
    taken = page.screenshot(animations="disabled", caret="hide")
    return Image.open(BytesIO(taken)).convert("RGB")


def settled(page: Page) -> Image.Image:
    """The screen once two looks at it are the same."""
    last, now = photograph(page), photograph(page)
    for _ in range(PATIENCE):
        if ImageChops.difference(last, now).getbbox() is None:
            break
        page.wait_for_timeout(100)
        last, now = now, photograph(page)
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

    def hold(self, page: Page, name: str) -> None:
        place = FOLDER / f"{name}.webp"
        if RECORDS:
            keep(settled(page), place)
        if not place.exists():
            self.seen[name] = -1
            return
        then, now = Image.open(place).convert("RGB"), photograph(page)
        for _ in range(PATIENCE):
            if n_different(now, then) <= FEW:
                break
            page.wait_for_timeout(100)
            now = photograph(page)
        self.seen[name] = n_different(now, then)
        if self.seen[name] > FEW:
            now.save(aside(name))

    def differing(self) -> dict[str, int]:
        """Screens with more than a few other pixels, and how many; -1 for one that was never recorded."""
        return {name: n for name, n in self.seen.items() if not 0 <= n <= FEW}


def keep(picture: Image.Image, place: Path) -> None:
    """Few shades and no loss beside that: a screen of text weighs some ten kilobytes."""
    place.parent.mkdir(parents=True, exist_ok=True)
    ImageOps.posterize(picture, BITS).save(place, "WEBP", lossless=True)


def aside(name: str) -> Path:
    """Where a screen that differs is put, to be looked at; not kept with the code."""
    place = Path("var") / "looks" / f"{name}.png"
    place.parent.mkdir(parents=True, exist_ok=True)
    return place

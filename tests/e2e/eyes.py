"""Everything that is asked of a screen while it is there: the way to it is dear, a look is cheap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.e2e.barriers import Found, ask, in_every_theme
from tests.e2e.looks import HIDDEN, PHONE, SIZES, Album, Camera
from tests.e2e.speech import overflowing

THEMES = ("light", "dark")
DESK = SIZES["1366"]
# As 200 % leave 1366 and 1920 pixels, and 400 % leave 1280.
LARGE = {"683": (683, 384), "960": (960, 540), "320": (320, 640)}

# What WCAG 1.4.12 lets readers set; through the object model, as the policy lets no style in by text.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
}"""
UNSPACED = "() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1); }"

ACTS = """() => {
  const acts = document.querySelector("#workbench .panel-acts");
  if (acts === null) return true;
  const { top, bottom, left, right } = acts.getBoundingClientRect();
  return top >= 0 && left >= 0 && Math.floor(right) <= innerWidth && Math.floor(bottom) <= innerHeight;
}"""


@dataclass
class Eyes:
    """What was found on a visit; screens without fault are left out."""

    album: Album | None  # none where another engine draws than the one that was recorded
    barriers: Found = field(default_factory=dict)
    cut: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    _cameras: dict[Page, Camera] = field(default_factory=dict)

    def camera(self, page: Page) -> Camera:
        if page not in self._cameras:
            self._cameras[page] = Camera(page)
        return self._cameras[page]

    def see(self, page: Page, name: str, more: Sequence[str] = ()) -> None:
        """In every theme, at every size; `more` themes are recorded as well."""
        self.names.append(name)
        self.barriers |= in_every_theme(page, name)
        self.record(page, name, SIZES, (*THEMES, *more))
        self.read(page, name, LARGE)

    def record(self, page: Page, name: str, sizes: Iterable[str], themes: Sequence[str]) -> None:
        """How it looks, whether it fits, and whether fingers find their targets."""
        camera = self.camera(page)
        page.evaluate(HIDDEN)
        for size in sizes:
            camera.resize(SIZES[size])
            for theme in themes:
                if self.album is not None:
                    self.album.hold(camera, f"{name}-{theme}-{size}", theme)
            camera.dress("light")
            self.fit(page, name, size)
            if SIZES[size] == PHONE:
                self.barriers |= {f"{name}, phone": wrong for wrong in ask(page, "light").values() if wrong}
        page.evaluate(UNSPACED)
        camera.resize(DESK)

    def read(self, page: Page, name: str, sizes: dict[str, tuple[int, int]]) -> None:
        """Whether it flows anew as readers enlarge and space it."""
        camera = self.camera(page)
        for size, pixels in sizes.items():
            camera.resize(pixels)
            self.fit(page, name, size)
        page.evaluate(SPACED)
        for size in ("360", "1366"):
            camera.resize(SIZES[size])
            self.note(f"{name}, spaced, {size}", overflowing(page))
        page.evaluate(UNSPACED)

    def fit(self, page: Page, name: str, size: str) -> None:
        self.note(f"{name}, {size}", overflowing(page) + ([] if page.evaluate(ACTS) else ["the acts are out of sight"]))

    def note(self, where: str, wrong: list[str]) -> None:
        if wrong:
            self.cut[where] = wrong

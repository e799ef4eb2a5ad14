"""What of a page breaks a rule of accessibility: all rules asked in one theme, those of colour in each."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Found = dict[str, list[tuple[str, str]]]
DRAWN = ("light", "dark", "contrast")
# What a theme can break; the other rules ask the first one.
OF_COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}
# Of WCAG 2.2, but off unless it is asked for.
ALL = {"rules": {"target-size": {"enabled": True}}}
LEAN = {"resultTypes": ["violations"], "elementRef": False}

# Themes of our own are an attribute: no reload, and axe stays in the page.
ASKED = """async ({ themes, first, others }) => {
  const root = document.documentElement, worn = root.dataset.theme, found = {};
  for (const theme of themes) {
    root.dataset.theme = theme;
    const { violations } = await axe.run(document, theme === "light" ? first : others);
    found[theme] = violations.flatMap(one => one.nodes.map(node => [one.id, node.target.join()]));
  }
  if (worn === undefined) delete root.dataset.theme;
  else root.dataset.theme = worn;
  return found;
}"""


def ask(page: Page, *themes: str) -> dict[str, list[tuple[str, str]]]:
    """Theme by theme, (rule, what breaks it)."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    asked = {"themes": themes, "first": LEAN | ALL, "others": LEAN | OF_COLOUR}
    found: dict[str, Any] = page.evaluate(ASKED, asked)
    return {theme: [(rule, where) for rule, where in wrong] for theme, wrong in found.items()}


def in_every_theme(page: Page, name: str) -> Found:
    """What is broken here; nothing of themes without fault. `forced` is the system's own colours."""
    found = ask(page, *DRAWN)
    page.emulate_media(forced_colors="active")
    found["forced"] = ask(page, "system")["system"]
    page.emulate_media(forced_colors="none")
    return {f"{name}, {theme}": wrong for theme, wrong in found.items() if wrong}

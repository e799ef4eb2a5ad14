"""A language that nobody speaks, put into the real page: what is not in the catalogs, or does not fit, shows itself."""

import io
import json
import re
import subprocess
from typing import Any

from django.conf import settings
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route

from jdb_site.frontdoor import nodes

CONFIG = re.compile(r'(<script id="page-config" type="application/json">)(.*?)(</script>)', re.DOTALL)
# What is data, or the same in every language: words of prompts, rulings, names, keys.
DATA = (
    ".words, .preview [lang], .rulings, .bar-batch, label[lang], kbd, .keys--own .button, code, bdi, [translate=no], "
    "script, style, noscript, .receipt dd"
)

UNTRANSLATED = r"""data => {
  const bare = text => {
    for (;;) {
      const less = text.replace(/\[[^\[\]]*\]/g, "");
      if (less === text) return text;
      text = less;
    }
  };
  const wrong = [];
  const look = (text, where) => {
    if (/\p{L}/u.test(bare(text.replace(/ \([^()]{1,12}\)$/, "")))) wrong.push(`${where}: ${text.trim()}`);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { parentElement, data: text } = walk.currentNode;
    if (!parentElement.closest(data)) look(text, parentElement.className || parentElement.tagName);
  }
  for (const name of ["aria-label", "aria-description", "title", "placeholder", "alt"])
    for (const one of document.querySelectorAll(`[${name}]`))
      if (!one.closest(".rulings")) look(one.getAttribute(name), `${one.className} ${name}`);
  return wrong;
}"""

OVERFLOWING = """() => {
  const { clientWidth: wide, scrollWidth } = document.documentElement;
  const wrong = scrollWidth > wide ? [`page: ${scrollWidth} of ${wide}`] : [];
  const boxes = "button, a, p, h1, h2, h3, li, dt, dd, label, legend, input, summary";
  for (const one of document.body.querySelectorAll("*")) {
    const { left, right, width, height } = one.getBoundingClientRect();
    if (width <= 1 || height <= 1 || one.closest(".visually-hidden, .frame, svg, script")) continue;
    const name = `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`;
    const { display, overflowX } = getComputedStyle(one);
    const isOver = one.scrollWidth > one.clientWidth + 1 && display !== "inline";
    if (left < -1 || right > wide + 1) wrong.push(`beyond the edge: ${name}`);
    else if (isOver && one.matches(boxes)) wrong.push(`out of its box: ${name}`);
    else if (isOver && overflowX !== "visible") wrong.push(`cut off: ${name}`);
  }
  return wrong;
}"""


def pseudo() -> dict[str, str]:
    """The catalog that the function of the browser code makes from the English one."""
    program = [str(nodes.node()), str(settings.ROOT / "frontend" / "dev" / "pseudo.ts")]
    found: dict[str, str] = json.loads(subprocess.run(program, check=True, capture_output=True, text=True).stdout)
    return found


def speak(context: BrowserContext, strings: dict[str, str], **more: object) -> None:
    """The workbench and the way to it say what these strings say; `more` is put into their configuration too."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(
            response=response,
            body=CONFIG.sub(lambda found: replaced(found, more | {"strings": strings}), response.text()),
        )

    context.route(re.compile("/(work|begin)/$"), answer)


def replaced(found: re.Match[str], more: dict[str, object]) -> str:
    config: dict[str, Any] = json.loads(found[2]) | more
    text = json.dumps(config).replace("<", "\\u003c")
    return found[1] + text + found[3]


def paint(page: Page) -> None:
    """Every picture is a plain one."""
    plain = io.BytesIO()
    Image.new("RGB", (1024, 1024), "#7a8f6a").save(plain, "WEBP")
    page.route("**/images/**", lambda route: route.fulfill(content_type="image/webp", body=plain.getvalue()))


def untranslated(page: Page) -> list[str]:
    return list(page.evaluate(UNTRANSLATED, DATA))


def overflowing(page: Page) -> list[str]:
    return list(page.evaluate(OVERFLOWING))

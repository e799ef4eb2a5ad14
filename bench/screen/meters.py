"""What a page measures of itself: from the browser's own time stamp of an input to the frame that shows what it did."""

import gzip
import json
from pathlib import Path

# `__shown(kind, done)`: from the next input event of that kind, until `done()` holds and a frame with it was presented.
# A message posted in an animation frame arrives after that frame's layout and paint.
SCRIPT = """
window.__times = [];
window.__shown = (kind, done) => {
  const painted = (began) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => done() ? window.__times.push(performance.now() - began) : painted(began);
    after.port2.postMessage(0);
  });
  addEventListener(kind, (event) => painted(event.timeStamp), { capture: true, once: true });
};
"""
TAKE = "() => window.__times.splice(0)"
WAIT = "() => window.__times.length > 0"

# A page that does nothing but toggle a class, and swap 60 texts and a decoded picture of as many pixels: the floor of
# what browser and machine give.
BARE = """
<!doctype html><meta charset="utf-8"><title>bare</title>
<style>button { font-size: 19px; margin: 4px } .on { text-decoration: line-through } img { width: 700px }
body { display: grid; grid-template-columns: 1fr 30rem } figure { margin: 0 }</style><figure></figure><main></main>
<script>
  let pair = 0;
  const text = (at) => "word" + (at * 7919 + pair * 104729) % 100000;
  const words = Array.from({ length: 60 }, (_, at) => {
    const word = document.createElement("button");
    word.className = "word"; word.dataset.word = at; word.textContent = text(at);
    word.setAttribute("aria-pressed", "false");
    document.querySelector("main").append(word, " ");
    return word;
  });
  const toggle = (word) => {
    const on = word.classList.toggle("on"); word.setAttribute("aria-pressed", on);
  };
  let at = 0; words[0].focus();
  addEventListener("keydown", (event) => {
    if (event.code === "KeyX") toggle(words[at]);
    if (event.code === "ArrowRight") words[++at % words.length].focus();
    if (event.code === "KeyA") next();
  });
  async function picture(seed) {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1024, height: 1024 });
    const context = canvas.getContext("2d");
    for (let n = 0; n < 4000; n++) {
      context.fillStyle = `hsl(${(n * 137 + seed) % 360} 60% 50%)`;
      context.fillRect((n * 7919 + seed * 31) % 1000, (n * 104729) % 1000, 40, 40);
    }
    const blob = await new Promise((done) => canvas.toBlob(done, "image/webp", 0.8));
    const image = new Image(); image.src = URL.createObjectURL(blob); await image.decode();
    return image;
  }
  const pictures = [];
  const next = () => {
    pair += 1;
    for (const [at, word] of words.entries()) word.textContent = text(at);
    document.querySelector("figure").replaceChildren(pictures[pair % 3]);
    pictures[(pair + 1) % 3].decode();
  };
  Promise.all([0, 1, 2].map(picture)).then((all) => { pictures.push(...all); next(); });
  addEventListener("click", (event) => event.target.matches(".word") && toggle(event.target));
</script>
"""


def percentile(times: list[float], share: float) -> float:
    """The smallest of the times that this share of them does not exceed."""
    ordered = sorted(times)
    return ordered[max(0, -(-int(len(ordered) * share * 1000) // 1000) - 1)] if ordered else float("nan")


def sizes(dist: Path) -> dict[str, float]:
    """Kilobytes, gzipped, of the workbench's scripts and styles, with all that they import."""
    manifest = json.loads((dist / "manifest.json").read_text())
    files: dict[str, set[str]] = {"js": set(), "css": set()}
    waiting = ["src/workbench.tsx"]
    while waiting:
        entry = manifest[waiting.pop()]
        files["js"].add(entry["file"])
        files["css"].update(entry.get("css", []))
        waiting += entry.get("imports", [])
    return {
        kind: sum(len(gzip.compress((dist / name).read_bytes())) for name in of) / 1000 for kind, of in files.items()
    }

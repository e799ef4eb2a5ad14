/** From key events to commands. */
import { isTaken, type Mode, matched, type Shortcut, type Stroke } from "../core/keymap.ts";
import { isAway } from "../core/rests.ts";
import type { Bench } from "./bench.ts";
import { begin, end, obey } from "./commands.ts";
import { wordAt } from "./elements.ts";

/** After the window was entered, a release belongs to a key that was pressed elsewhere. */
const ARRIVING_MS = 500;
const LETTER = /^(Key[A-Z]|Digit\d)$/;

/** Listens until the returned function is called. */
export function listen(bench: Bench): () => void {
  const keyboard = new Keyboard(bench);
  const ends = new AbortController();
  const { signal } = ends;
  addEventListener("keydown", (event) => keyboard.down(event), { signal });
  addEventListener("keyup", (event) => keyboard.up(event), { signal });
  addEventListener("blur", () => keyboard.letGo(), { signal });
  addEventListener("focus", () => keyboard.arrive(), { signal });
  return () => ends.abort();
}

class Keyboard {
  readonly #bench: Bench;
  /** Keys whose press came through. */
  readonly #down = new Set<string>();
  readonly #held = new Map<string, Shortcut>();
  #arrivedAt = Number.NEGATIVE_INFINITY;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  down(event: KeyboardEvent): void {
    this.#bench.session.touch();
    // What an input method took counts when it is let go.
    if (isTaken(event)) return;
    this.#down.add(event.code);
    if (!this.#held.has(event.code)) this.#press(event);
  }

  up(event: KeyboardEvent): void {
    if (event.code === "Space" && wordAt(event.target) !== null) event.preventDefault();
    const held = this.#held.get(event.code);
    this.#held.delete(event.code);
    if (held) return end(this.#bench, held.command);
    if (this.#down.delete(event.code) || isTaken(event)) return;
    // Some input methods swallow the press of a letter whole and let only its release through: what a key does for as
    // long as it is held then lasts from one release to the next.
    if (LETTER.test(event.code) && event.timeStamp - this.#arrivedAt > ARRIVING_MS) this.#press(event);
  }

  /** Nobody hears of keys that are let go while another window has them. */
  letGo(): void {
    this.#down.clear();
    for (const { command } of this.#held.values()) end(this.#bench, command);
    this.#held.clear();
  }

  arrive(): void {
    this.#arrivedAt = performance.now();
  }

  #press(event: KeyboardEvent): void {
    const shortcut = this.#shortcutOf(event);
    if (shortcut === null) return;
    event.preventDefault();
    if (shortcut.command.do !== "toggleHovered" && shortcut.command.do !== "guideline") this.#bench.pointer.word = null;
    if (!shortcut.holds) return obey(this.#bench, shortcut.command);
    this.#held.set(event.code, shortcut);
    begin(this.#bench, shortcut.command);
  }

  #shortcutOf(event: KeyboardEvent): Shortcut | null {
    const state = this.#bench.session.state.peek();
    const { panel, asking, shortcuts } = state;
    const isGrabbing = [...this.#held.values()].some((held) => held.command.do === "grab");
    // While a question is being written, the work goes on beside it.
    const listed = asking === "question" ? null : asking;
    const mode: Mode = isGrabbing ? "grab" : (listed ?? "words");
    const shortcut = matched(shortcuts, event satisfies Stroke, mode);
    if (shortcut === null || isClosing(event, panel)) return null;
    if (isAway(state)) return shortcut.command.do === "pause" ? shortcut : null;
    if (isWriting(event.target) && event.code !== "Escape") return null;
    if (shortcut.command.do === "cancel") return shortcut;
    if (belongsToControl(event)) return null;
    const isSheet = panel === "help" || panel === "settings";
    return isSheet && shortcut.command.do !== panel ? null : shortcut;
  }
}

/** A dialog closes itself on Escape, and a key that is being chosen is no command. */
function isClosing(event: KeyboardEvent, panel: string | null): boolean {
  return panel === "settings" && event.target instanceof Element && event.target.closest("[data-listening]") !== null;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select");
}

/** Enter and Space press the button or link that they are on, unless it is a word. */
function belongsToControl(event: KeyboardEvent): boolean {
  const isBare = !(event.ctrlKey || event.metaKey || event.altKey);
  const presses = event.code === "Enter" || event.code === "NumpadEnter" || event.code === "Space";
  const control = event.target instanceof Element ? event.target.closest("button, a, summary") : null;
  return isBare && presses && control !== null && wordAt(control) === null;
}

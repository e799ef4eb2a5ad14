/** Striking with the pointer: a click toggles, a drag paints a run, Shift and a click extends it, a handle takes a clause. */
import type { Bench } from "./bench.ts";
import { clauseAtElement, lockedAt, wordAt, wordAtPoint } from "./elements.ts";

const DRAG_PX = 4;
const LONG_PRESS_MS = 250;

interface Press {
  readonly word: number;
  readonly x: number;
  readonly y: number;
  readonly byTouch: boolean;
  painting: boolean;
}

export class Painting {
  readonly #bench: Bench;
  #press: Press | null = null;
  /** The word touched last, from which Shift and a click extend. */
  #anchor: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The click that follows a painted run is not a click on a word. */
  #clickIsSpent = false;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  /** Follows the pointer over the element until the returned function is called. */
  attach(element: HTMLElement): () => void {
    const ends = new AbortController();
    const { signal } = ends;
    element.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    element.addEventListener("pointermove", (event) => this.#move(event), { signal });
    element.addEventListener("pointerleave", () => this.#forget(), { signal });
    const panel = element.closest(".panel") ?? element;
    panel.addEventListener("pointerleave", () => this.#leave(), { signal });
    element.addEventListener("click", (event) => this.#click(event), { signal });
    element.addEventListener("focusin", (event) => this.#focus(event), { signal });
    element.addEventListener("contextmenu", (event) => this.#press?.byTouch && event.preventDefault(), { signal });
    element.addEventListener("touchmove", (event) => this.#press?.painting && event.preventDefault(), {
      signal,
      passive: false,
    });
    addEventListener("pointerup", () => this.#up(), { signal });
    addEventListener("pointercancel", () => this.#cancel(), { signal });
    return () => ends.abort();
  }

  #down(event: PointerEvent): void {
    this.#clickIsSpent = false;
    // Pressing moves the focus before the click comes.
    this.#anchor = this.#bench.session.state.peek().hand?.focus ?? null;
    const word = wordAt(event.target);
    if (word === null || event.button !== 0 || event.shiftKey) return;
    const byTouch = event.pointerType === "touch";
    this.#press = { word, x: event.clientX, y: event.clientY, byTouch, painting: false };
    if (byTouch) this.#timer = setTimeout(() => this.#paint(word), LONG_PRESS_MS);
  }

  #move(event: PointerEvent): void {
    this.#bench.pointer.word = wordAtPoint(event.clientX, event.clientY);
    const press = this.#press;
    if (press === null) return;
    const isFar = Math.hypot(event.clientX - press.x, event.clientY - press.y) > DRAG_PX;
    // A finger that moves at once wants to scroll.
    if (press.byTouch && !press.painting) return isFar ? this.#cancel() : undefined;
    const over = this.#bench.pointer.word;
    if (over !== null && (press.painting || (isFar && over !== press.word))) this.#paint(over);
  }

  #paint(to: number): void {
    if (this.#press === null) return;
    this.#press.painting = true;
    this.#bench.session.tell({ type: "runChosen", run: { from: this.#press.word, to } });
  }

  #up(): void {
    clearTimeout(this.#timer);
    const { session } = this.#bench;
    const run = session.state.peek().hand?.run;
    if (this.#press?.painting) {
      this.#clickIsSpent = true;
      // Escape takes the run away before the button is let go.
      if (run) session.tell({ type: "marked", gesture: { do: "paint", ...run } });
    }
    this.#press = null;
  }

  #forget(): void {
    this.#bench.pointer.word = null;
  }

  /** A drag that leaves the panel is called off. */
  #leave(): void {
    if (this.#press?.painting) this.#cancel();
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    if (this.#press?.painting) this.#bench.session.tell({ type: "runChosen", run: null });
    this.#press = null;
  }

  #click(event: MouseEvent): void {
    if (this.#clickIsSpent) {
      this.#clickIsSpent = false;
      return;
    }
    const word = wordAt(event.target);
    const badge = clauseAtElement(event.target);
    if (word !== null) this.#clickWord(word, event.shiftKey);
    else if (lockedAt(event.target) !== null) this.#explain(lockedAt(event.target) ?? 0);
    else if (badge !== null) this.#bench.session.tell({ type: "marked", gesture: { do: "clauseAt", badge } });
  }

  #explain(place: number): void {
    const token = this.#bench.session.state.peek().hand?.pair.tokens[place];
    if (token) this.#bench.session.tell({ type: "lockAsked", token });
  }

  #clickWord(word: number, extends_: boolean): void {
    const { session } = this.#bench;
    const from = this.#anchor ?? word;
    this.#tellFocus(word);
    session.tell({ type: "marked", gesture: extends_ ? { do: "extend", from, to: word } : { do: "toggle", word } });
  }

  #focus(event: FocusEvent): void {
    const word = wordAt(event.target);
    if (word !== null) this.#tellFocus(word);
  }

  #tellFocus(word: number): void {
    const { session } = this.#bench;
    if (word !== session.state.peek().hand?.focus) session.tell({ type: "focused", word });
  }
}

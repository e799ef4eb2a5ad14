/** Zoom and pan of the picture, by keys, buttons, wheel, pinch, drag and double click; and the loupe. */
import { type Signal, signal } from "@preact/signals";
import type { Direction } from "../core/movement.ts";
import type { Rendition } from "../core/wire.ts";
import {
  type Box,
  FITTED,
  fitted,
  LOUPE,
  type Point,
  panned,
  renditionFor,
  type Size,
  toggledFull,
  underLoupe,
  type View,
  zoomed,
} from "../core/zoom.ts";

const STEP = 1.25;
const WHEEL = 0.0016;
const PAN_PX = 80;
const MIDDLE: Point = { x: 0, y: 0 };
const MOVES: Readonly<Partial<Record<Direction, Point>>> = {
  left: { x: PAN_PX, y: 0 },
  right: { x: -PAN_PX, y: 0 },
  up: { x: 0, y: PAN_PX },
  down: { x: 0, y: -PAN_PX },
};

export class Zooming {
  readonly view: Signal<View> = signal(FITTED);
  readonly loupe: Signal<boolean> = signal(false);
  /** Where the loupe is held: under the pointer, or in the middle. */
  readonly over: Signal<Point> = signal(MIDDLE);
  #picture: Size = { width: 1, height: 1 };
  #frame: HTMLElement | null = null;
  /** As it was laid out last: asking an element for it lays out whatever changed since. */
  #size: Size = { width: 1, height: 1 };
  readonly #fingers = new Map<number, Point>();

  /** Another picture is shown: fitted, or as the one before was, moved no further than it reaches. */
  show(picture: Size, keeps: boolean): void {
    this.#picture = picture;
    this.#fingers.clear();
    this.loupe.value = false;
    this.view.value = keeps ? panned(this.view.peek(), MIDDLE, picture, this.#size) : FITTED;
  }

  zoomIn(): void {
    this.#zoom(STEP, MIDDLE);
  }

  zoomOut(): void {
    this.#zoom(1 / STEP, MIDDLE);
  }

  fit(): void {
    this.view.value = FITTED;
  }

  full(about: Point = MIDDLE): void {
    this.view.value = toggledFull(this.view.peek(), about, this.#picture, this.#size, devicePixelRatio);
  }

  /** Moves what is seen in that direction. */
  pan(direction: Direction): void {
    const by = MOVES[direction];
    if (by) this.#pan(by);
  }

  /** The rendition that is sharp as the picture is seen now. */
  wanted(): Rendition {
    const scale = this.view.value.scale * (this.loupe.value ? LOUPE : 1);
    return renditionFor(scale, this.#picture, this.#size, devicePixelRatio);
  }

  /** What a loupe of that size shows, in shares of the picture. */
  glimpse(glass: Size): Box {
    return underLoupe(this.view.value, this.over.value, this.#picture, this.#size, glass);
  }

  /** How many device pixels show one pixel of the picture; 1 is a hundred percent. */
  share(): number {
    const { width } = fitted(this.#picture, this.#size);
    return (width * this.view.value.scale * devicePixelRatio) / this.#picture.width;
  }

  /** Follows the pointer over the frame until the returned function is called. */
  attach(frame: HTMLElement): () => void {
    this.#frame = frame;
    this.#measure();
    const sizes = new ResizeObserver(() => {
      this.#measure();
      // What is seen, and in how many percent, depends on how large the frame is, from its first size on.
      this.#pan(MIDDLE);
    });
    sizes.observe(frame);
    const ends = new AbortController();
    const { signal: until } = ends;
    frame.addEventListener("wheel", (event) => this.#wheel(event), { signal: until, passive: false });
    frame.addEventListener("dblclick", (event) => this.full(this.#pointOf(event)), { signal: until });
    frame.addEventListener("pointerdown", (event) => this.#down(event), { signal: until });
    frame.addEventListener("pointermove", (event) => this.#move(event), { signal: until });
    frame.addEventListener("pointerleave", () => this.#leave(), { signal: until });
    for (const end of ["pointerup", "pointercancel"] as const) {
      frame.addEventListener(end, (event) => this.#fingers.delete(event.pointerId), { signal: until });
    }
    return () => {
      ends.abort();
      sizes.disconnect();
    };
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY * WHEEL), this.#pointOf(event));
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest("button"))) return;
    this.#frame?.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, this.#pointOf(event));
    this.over.value = this.#pointOf(event);
  }

  #move(event: PointerEvent): void {
    const now = this.#pointOf(event);
    this.over.value = now;
    const before = this.#fingers.get(event.pointerId);
    if (before === undefined) return;
    this.#fingers.set(event.pointerId, now);
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) this.#zoom(distance(now, other) / Math.max(1, distance(before, other)), middle(now, other));
    // Under the loupe a finger moves the loupe, not the picture.
    else if (!this.loupe.peek()) this.#pan({ x: now.x - before.x, y: now.y - before.y });
  }

  #leave(): void {
    if (this.#fingers.size === 0) this.over.value = MIDDLE;
  }

  #zoom(factor: number, about: Point): void {
    this.view.value = zoomed(this.view.peek(), factor, about, this.#picture, this.#size);
  }

  #pan(by: Point): void {
    this.view.value = panned(this.view.peek(), by, this.#picture, this.#size);
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.#frame ?? {};
    this.#size = { width: clientWidth || 1, height: clientHeight || 1 };
  }

  /** From the middle of the frame. */
  #pointOf(event: MouseEvent): Point {
    const box = this.#frame?.getBoundingClientRect() ?? { left: 0, top: 0, width: 0, height: 0 };
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  }
}

function distance(some: Point, other: Point): number {
  return Math.hypot(some.x - other.x, some.y - other.y);
}

function middle(some: Point, other: Point): Point {
  return { x: (some.x + other.x) / 2, y: (some.y + other.y) / 2 };
}

/** Zoom and pan of the picture, by keys, wheel, pinch, drag and double click. */
import { type Signal, signal } from "@preact/signals";
import {
  FITTED,
  fitted,
  type Point,
  panned,
  type Size,
  toggledFull,
  type View,
  wantsMore,
  zoomed,
} from "../core/zoom.ts";

const STEP = 1.25;
const WHEEL = 0.0016;
const MIDDLE: Point = { x: 0, y: 0 };

export class Zooming {
  readonly view: Signal<View> = signal(FITTED);
  #picture: Size = { width: 1, height: 1 };
  #frame: HTMLElement | null = null;
  readonly #fingers = new Map<number, Point>();

  /** Another picture is shown: it starts fitted. */
  show(picture: Size): void {
    this.#picture = picture;
    this.#fingers.clear();
    this.view.value = FITTED;
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

  full(): void {
    this.view.value = toggledFull(this.view.peek(), this.#picture, this.#size(), devicePixelRatio);
  }

  /** Whether a rendition of that width is too coarse for what is shown. */
  outgrows(width: number): boolean {
    return wantsMore(this.view.value, this.#picture, this.#size(), devicePixelRatio, width);
  }

  /** How many CSS pixels show one picture pixel, in percent of one device pixel each. */
  percent(): number {
    const { width } = fitted(this.#picture, this.#size());
    return Math.round(((width * this.view.value.scale * devicePixelRatio) / this.#picture.width) * 100);
  }

  /** Follows the pointer over the frame until the returned function is called. */
  attach(frame: HTMLElement): () => void {
    this.#frame = frame;
    const ends = new AbortController();
    const { signal: until } = ends;
    frame.addEventListener("wheel", (event) => this.#wheel(event), { signal: until, passive: false });
    frame.addEventListener("dblclick", () => this.full(), { signal: until });
    frame.addEventListener("pointerdown", (event) => this.#down(event), { signal: until });
    frame.addEventListener("pointermove", (event) => this.#move(event), { signal: until });
    for (const end of ["pointerup", "pointercancel"] as const) {
      frame.addEventListener(end, (event) => this.#fingers.delete(event.pointerId), { signal: until });
    }
    return () => ends.abort();
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY * WHEEL), this.#pointOf(event));
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
    this.#frame?.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, this.#pointOf(event));
  }

  #move(event: PointerEvent): void {
    const before = this.#fingers.get(event.pointerId);
    if (before === undefined) return;
    const now = this.#pointOf(event);
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) this.#zoom(distance(now, other) / Math.max(1, distance(before, other)), middle(now, other));
    else this.#pan({ x: now.x - before.x, y: now.y - before.y });
    this.#fingers.set(event.pointerId, now);
  }

  #zoom(factor: number, about: Point): void {
    this.view.value = zoomed(this.view.peek(), factor, about, this.#picture, this.#size());
  }

  #pan(by: Point): void {
    this.view.value = panned(this.view.peek(), by, this.#picture, this.#size());
  }

  #size(): Size {
    return { width: this.#frame?.clientWidth || 1, height: this.#frame?.clientHeight || 1 };
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

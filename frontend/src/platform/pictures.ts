/** Pictures fetched and decoded before they are shown, so that the next pair can be painted in the frame of a key. */
import { type Loading, plan } from "../core/prefetch.ts";
import type { Shelf } from "./shelf.ts";

const RETRIES_AFTER_MS = [1_000, 4_000];
const THUMB_PX = 64;
const THUMBS_AT_MOST = 32;

export type Thumb = HTMLCanvasElement;

interface Held {
  state: Loading;
  readonly loaded: Promise<HTMLImageElement>;
}

export class Pictures {
  readonly #held = new Map<string, Held>();
  readonly #elements = new Map<string, HTMLImageElement>();
  readonly #thumbs = new Map<string, HTMLCanvasElement>();
  readonly #savesData: boolean;
  readonly #shelf: Shelf;
  #wanted: readonly string[] = [];

  constructor(savesData: boolean, shelf: Shelf) {
    this.#savesData = savesData;
    this.#shelf = shelf;
  }

  /** Says which pictures are needed, the one in hand first. */
  want(urls: readonly string[]): void {
    this.#wanted = [...new Set(urls)];
    this.#advance();
  }

  /** The picture, if it can be painted at once. */
  ready(url: string): HTMLImageElement | null {
    return this.#held.get(url)?.state === "decoded" ? (this.#elements.get(url) ?? null) : null;
  }

  /**
   * The picture as soon as it can be painted.
   *
   * @throws Error when it did not load, several times over
   */
  async get(url: string): Promise<HTMLImageElement> {
    const element = await (this.#held.get(url)?.loaded ?? this.#load(url));
    await this.#decode(url, element);
    return element;
  }

  /** The picture in little, once it was decoded; for the last few that were. */
  thumb(url: string): Thumb | null {
    return this.#thumbs.get(url) ?? null;
  }

  #advance(): void {
    const known = new Map([...this.#held].map(([url, held]) => [url, held.state]));
    const { fetch, decode, drop } = plan(this.#wanted, known, this.#savesData);
    for (const url of drop) this.#forget(url);
    for (const url of fetch) void this.#load(url).catch(() => undefined);
    for (const url of decode) {
      const element = this.#elements.get(url);
      if (element) void this.#decode(url, element).catch(() => this.#forget(url));
    }
  }

  #load(url: string): Promise<HTMLImageElement> {
    const isNext = url === this.#wanted[0];
    const loaded = this.#shelf.address(url).then((address) => loadedImage(address ?? url, isNext));
    this.#held.set(url, { state: "loading", loaded });
    loaded.then(
      (element) => this.#arrived(url, element),
      () => this.#forget(url),
    );
    return loaded;
  }

  #arrived(url: string, element: HTMLImageElement): void {
    const held = this.#held.get(url);
    if (held === undefined) return;
    held.state = "loaded";
    this.#elements.set(url, element);
    this.#advance();
  }

  async #decode(url: string, element: HTMLImageElement): Promise<void> {
    await element.decode();
    const held = this.#held.get(url);
    if (held !== undefined) held.state = "decoded";
    // Drawing decodes it once more, in this thread: not while a key waits for its frame.
    if (!this.#thumbs.has(url)) whenIdle(() => this.#keepThumb(url, element));
  }

  #keepThumb(url: string, element: HTMLImageElement): void {
    this.#thumbs.set(url, thumbOf(element));
    const [oldest] = this.#thumbs.keys();
    if (this.#thumbs.size > THUMBS_AT_MOST && oldest !== undefined) this.#thumbs.delete(oldest);
  }

  #forget(url: string): void {
    this.#held.delete(url);
    this.#elements.delete(url);
  }
}

async function loadedImage(url: string, isNext: boolean): Promise<HTMLImageElement> {
  for (const waitMs of RETRIES_AFTER_MS) {
    try {
      return await imageOf(url, isNext);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  return imageOf(url, isNext);
}

function imageOf(url: string, isNext: boolean): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.decoding = "async";
    image.fetchPriority = isNext ? "high" : "auto";
    image.draggable = false;
    image.alt = "";
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error(`The picture at ${url} did not load`));
    image.src = url;
  });
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act);
  else setTimeout(act, 200);
}

function thumbOf(image: HTMLImageElement): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = THUMB_PX;
  canvas.height = THUMB_PX;
  const side = Math.min(image.naturalWidth, image.naturalHeight);
  const x = (image.naturalWidth - side) / 2;
  const y = (image.naturalHeight - side) / 2;
  canvas.getContext("2d")?.drawImage(image, x, y, side, side, 0, 0, THUMB_PX, THUMB_PX);
  return canvas;
}

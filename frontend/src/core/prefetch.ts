/** Which pictures to have at hand before they are asked for, and when to ask for more pairs. */
import type { Pair, Rendition } from "./wire.ts";

export const HELD_AT_MOST = 10;
const REFILL_AT = 5;
const AHEAD = 6;
const AHEAD_SAVING = 2;
const DECODED_AHEAD = 3;
const AT_ONCE = 3;
const NARROW_PX = 700;

export type Loading = "loading" | "loaded" | "decoded";

export interface Plan {
  readonly fetch: readonly string[];
  readonly decode: readonly string[];
  /** What may be let go. */
  readonly drop: readonly string[];
}

/**
 * What to do next for the pictures of the pairs ahead, the nearest first.
 *
 * @param urls - of the pair in hand and those that follow it, in order
 * @param known - what is loaded already or on its way
 */
export function plan(urls: readonly string[], known: ReadonlyMap<string, Loading>, savesData: boolean): Plan {
  const wanted = urls.slice(0, 1 + (savesData ? AHEAD_SAVING : AHEAD));
  const busy = [...known.values()].filter((state) => state === "loading").length;
  const missing = wanted.filter((url) => !known.has(url));
  return {
    fetch: missing.slice(0, Math.max(0, AT_ONCE - busy)),
    decode: wanted.slice(0, 1 + DECODED_AHEAD).filter((url) => known.get(url) === "loaded"),
    drop: [...known.keys()].filter((url) => !wanted.includes(url)),
  };
}

/** How many pairs the next request should bring the holding up to; 0 while enough remain. */
export function refill(nHeld: number): number {
  return nHeld <= REFILL_AT ? HELD_AT_MOST : 0;
}

/** Device pixels that the longer side of a picture can have. On a phone it is never wider than the screen. */
export function framePixels(width: number, height: number, pixelRatio: number): number {
  return (width < NARROW_PX ? width : Math.max(width, height)) * pixelRatio;
}

/** The smallest rendition that is sharp in a frame of that many device pixels. */
export function rendition(framePixels: number): Rendition {
  return framePixels <= 512 ? "512" : "1024";
}

export function pictureUrl(pair: Pair, framePixels: number): string {
  return pair.image.renditions[rendition(framePixels)];
}

interface Gallery {
  readonly urlOf: (pair: Pair) => string;
  readonly pictures: { readonly ready: (url: string) => object | null };
}

/** What to fetch for these pairs, the nearest first: what was not fetched ahead comes small before it comes sharp. */
export function urlsOf(pairs: readonly Pair[], gallery: Gallery): readonly string[] {
  const urls = pairs.map((pair) => gallery.urlOf(pair));
  const [first] = pairs;
  return first && urls[0] && !gallery.pictures.ready(urls[0]) ? [first.image.renditions["512"], ...urls] : urls;
}

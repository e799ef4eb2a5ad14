/** Where the picture lies in its frame. The fitted picture is scale 1 at (0, 0); (x, y) moves it, in CSS pixels. */

import type { Rendition } from "./wire.ts";

export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const FITTED: View = { scale: 1, x: 0, y: 0 };
export const LOUPE = 2.5;
const MOST = 16;
/** A rendition may be drawn this much larger than it is before a sharper one is worth its bytes. */
const TOLERATED = 1.1;

/** The size of the picture when it fits its frame. */
export function fitted(picture: Size, frame: Size): Size {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** Zooms about a point given from the middle of the frame: what lies under it stays under it. */
export function zoomed(view: View, factor: number, about: Point, picture: Size, frame: Size): View {
  const scale = clamp(view.scale * factor, Math.min(1, view.scale), MOST);
  const grown = scale / view.scale;
  return held(
    { scale, x: about.x - (about.x - view.x) * grown, y: about.y - (about.y - view.y) * grown },
    picture,
    frame,
  );
}

export function panned(view: View, by: Point, picture: Size, frame: Size): View {
  return held({ ...view, x: view.x + by.x, y: view.y + by.y }, picture, frame);
}

/** One picture pixel for each device pixel, about a point; back to fitted when it is there already. */
export function toggledFull(view: View, about: Point, picture: Size, frame: Size, pixelRatio: number): View {
  const full = Math.min(MOST, picture.width / fitted(picture, frame).width / pixelRatio);
  if (Math.abs(view.scale - full) < 1e-6) return FITTED;
  const grown = full / view.scale;
  return held(
    { scale: full, x: about.x - (about.x - view.x) * grown, y: about.y - (about.y - view.y) * grown },
    picture,
    frame,
  );
}

/** The smallest rendition that holds as many pixels as are shown; they are named by their longer side. */
export function renditionFor(scale: number, picture: Size, frame: Size, pixelRatio: number): Rendition {
  const { width, height } = fitted(picture, frame);
  const shown = (Math.max(width, height) * scale * pixelRatio) / TOLERATED;
  const longest = Math.max(picture.width, picture.height);
  if (shown <= 512 || longest <= 512) return "512";
  return shown <= 1024 || longest <= 1024 ? "1024" : "original";
}

export interface Box extends Point, Size {}

/**
 * What a loupe over a point of the frame shows, in shares of the picture's sides.
 *
 * @param about - from the middle of the frame
 * @param glass - the size of the loupe
 */
export function underLoupe(view: View, about: Point, picture: Size, frame: Size, glass: Size): Box {
  const size = fitted(picture, frame);
  const shown = { width: size.width * view.scale, height: size.height * view.scale };
  const width = glass.width / (shown.width * LOUPE);
  const height = glass.height / (shown.height * LOUPE);
  return {
    x: (about.x - view.x) / shown.width + 0.5 - width / 2,
    y: (about.y - view.y) / shown.height + 0.5 - height / 2,
    width,
    height,
  };
}

/** The picture never leaves a gap that its frame could fill. */
function held(view: View, picture: Size, frame: Size): View {
  const size = fitted(picture, frame);
  const roomX = Math.max(0, (size.width * view.scale - frame.width) / 2);
  const roomY = Math.max(0, (size.height * view.scale - frame.height) / 2);
  return { scale: view.scale, x: clamp(view.x, -roomX, roomX), y: clamp(view.y, -roomY, roomY) };
}

function clamp(value: number, low: number, high: number): number {
  // Adding 0 turns -0, which no style likes, into 0.
  return Math.min(high, Math.max(low, value)) + 0;
}

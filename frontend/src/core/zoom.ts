/** Where the picture lies in its frame. The fitted picture is scale 1 at (0, 0); (x, y) moves it, in CSS pixels. */

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
const MOST = 16;

/** The size of the picture when it fits its frame. */
export function fitted(picture: Size, frame: Size): Size {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** Zooms about a point given from the middle of the frame: what lies under it stays under it. */
export function zoomed(view: View, factor: number, about: Point, picture: Size, frame: Size): View {
  const scale = clamp(view.scale * factor, 1, MOST);
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

/** One picture pixel for each device pixel; back to fitted when it is there already. */
export function toggledFull(view: View, picture: Size, frame: Size, pixelRatio: number): View {
  if (view.scale !== 1) return FITTED;
  const full = picture.width / fitted(picture, frame).width / pixelRatio;
  return zoomed(view, Math.max(full, 2), { x: 0, y: 0 }, picture, frame);
}

/** Whether more pixels are shown than a rendition of that width holds. */
export function wantsMore(view: View, picture: Size, frame: Size, pixelRatio: number, width: number): boolean {
  return fitted(picture, frame).width * view.scale * pixelRatio > width * 1.1 && picture.width > width;
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

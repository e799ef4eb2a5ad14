/** A breath of the picture, from some twenty-five bytes, while the picture is on its way. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { thumbHashToRGBA } from "thumbhash";

export function Placeholder({ thumbhash }: { readonly thumbhash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current && thumbhash !== "") drawThumbhash(canvas.current, thumbhash);
  }, [thumbhash]);
  return <canvas ref={canvas} class="placeholder" />;
}

/** Drawn on a canvas, because the page's policy allows no data addresses. */
export function drawThumbhash(canvas: HTMLCanvasElement, thumbhash: string): void {
  const bytes = Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0));
  const { w, h, rgba } = thumbHashToRGBA(bytes);
  canvas.width = w;
  canvas.height = h;
  canvas.getContext("2d")?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
}

/** A round glass over the picture, two and a half times as near; it draws from the picture that is decoded already. */
import { useRef } from "preact/hooks";
import type { Box } from "../core/zoom.ts";
import { useAtOnce, useBench } from "./bench.ts";
import type { Plate } from "./Picture.tsx";

const GLASS_PX = 240;

export function Loupe({ plate }: { readonly plate: Plate }) {
  const { zooming } = useBench();
  const glass = useRef<HTMLCanvasElement>(null);
  useAtOnce(() => {
    const canvas = glass.current;
    if (canvas === null) return;
    canvas.hidden = !zooming.loupe.value;
    const image = [...(plate.current?.querySelectorAll("img") ?? [])].at(-1);
    if (canvas.hidden || image === undefined) return;
    const { x, y } = zooming.over.value;
    canvas.style.transform = `translate(${x}px, ${y}px)`;
    draw(canvas, image, zooming.glimpse({ width: GLASS_PX, height: GLASS_PX }));
  }, [zooming, plate]);
  return <canvas ref={glass} class="loupe" hidden />;
}

function draw(canvas: HTMLCanvasElement, image: HTMLImageElement, seen: Box): void {
  const side = Math.round(GLASS_PX * devicePixelRatio);
  canvas.width = side;
  canvas.height = side;
  const { naturalWidth: width, naturalHeight: height } = image;
  canvas
    .getContext("2d")
    ?.drawImage(image, seen.x * width, seen.y * height, seen.width * width, seen.height * height, 0, 0, side, side);
}

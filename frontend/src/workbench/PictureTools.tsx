/** Buttons for every gesture on the picture. */
import { useComputed } from "@preact/signals";
import { useBench } from "./bench.ts";

export function PictureTools() {
  const { zooming } = useBench();
  const isFitted = useComputed(() => zooming.view.value.scale === 1);
  return (
    <figcaption class="picture-tools">
      <button type="button" title="Zoom out (−)" aria-label="Zoom out" onClick={() => zooming.zoomOut()}>
        −
      </button>
      <button type="button" title="100 %, and back (I)" onClick={() => zooming.full()}>
        {isFitted.value ? "Fit" : <Percent />}
      </button>
      <button type="button" title="Zoom in (+)" aria-label="Zoom in" onClick={() => zooming.zoomIn()}>
        +
      </button>
    </figcaption>
  );
}

function Percent() {
  const { zooming } = useBench();
  return <>{useComputed(() => `${zooming.percent()} %`).value}</>;
}

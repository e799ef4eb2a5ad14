/** Buttons for every gesture on the picture. */
import { useComputed } from "@preact/signals";
import { useBench } from "./bench.ts";
import { percent, t } from "./text.ts";

export function PictureTools() {
  const { zooming } = useBench();
  const isFitted = useComputed(() => zooming.view.value.scale === 1);
  return (
    <figcaption class="picture-tools">
      <button
        type="button"
        title={t("picture.zoomOut")}
        aria-label={t("picture.zoomOut")}
        onClick={() => zooming.zoomOut()}
      >
        −
      </button>
      <button type="button" title={t("picture.full")} onClick={() => zooming.full()}>
        {isFitted.value ? t("picture.fit") : <Percent />}
      </button>
      <button
        type="button"
        title={t("picture.zoomIn")}
        aria-label={t("picture.zoomIn")}
        onClick={() => zooming.zoomIn()}
      >
        +
      </button>
    </figcaption>
  );
}

function Percent() {
  const { zooming } = useBench();
  return <>{useComputed(() => percent(zooming.percent() / 100)).value}</>;
}

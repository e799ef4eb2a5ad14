/** Buttons for every gesture on the picture. */
import { useComputed } from "@preact/signals";
import type { Direction } from "../core/movement.ts";
import { isVeiled } from "../core/state.ts";
import type { Key } from "../core/strings.ts";
import { useBench, usePart } from "./bench.ts";
import { useCap } from "./Keycap.tsx";
import { percent, t } from "./text.ts";

export function PictureTools() {
  const { zooming } = useBench();
  const isLarger = useComputed(() => zooming.view.value.scale > 1).value;
  return (
    <figcaption class="picture-tools">
      {isLarger && <PanTools />}
      <Tool text="picture.zoomOut" of="zoomOut" sign="−" act={() => zooming.zoomOut()} />
      <Tool text="picture.fit" of="fit" act={() => zooming.fit()} />
      <Full />
      <Tool text="picture.zoomIn" of="zoomIn" sign="+" act={() => zooming.zoomIn()} />
      <LoupeTool />
    </figcaption>
  );
}

interface ToolProps {
  readonly text: Key;
  readonly of: string;
  readonly act: () => void;
  /** Shown in place of the label, which is then only said. */
  readonly sign?: string;
}

function Tool({ text, of, act, sign }: ToolProps) {
  const cap = useCap(of);
  const said = t(text);
  return (
    <button type="button" title={cap ? `${said} (${cap})` : said} aria-label={sign && said} onClick={act}>
      {sign ?? said}
    </button>
  );
}

const PANS: readonly { readonly direction: Direction; readonly sign: string; readonly label: Key }[] = [
  { direction: "left", sign: "←", label: "picture.panLeft" },
  { direction: "up", sign: "↑", label: "picture.panUp" },
  { direction: "down", sign: "↓", label: "picture.panDown" },
  { direction: "right", sign: "→", label: "picture.panRight" },
];

function PanTools() {
  const { zooming } = useBench();
  return (
    <span class="pan-tools">
      {PANS.map(({ direction, sign, label }) => (
        <Tool key={direction} text={label} of="grab" sign={sign} act={() => zooming.pan(direction)} />
      ))}
    </span>
  );
}

/** Says how large the picture is, and makes it as large as it is. */
function Full() {
  const { zooming } = useBench();
  const share = useComputed(() => percent(Math.round(zooming.share() * 100) / 100)).value;
  const cap = useCap("full");
  const said = t("picture.full");
  return (
    <button
      type="button"
      class="share"
      title={cap ? `${said} (${cap})` : said}
      aria-label={`${share}: ${said}`}
      onClick={() => zooming.full()}
    >
      {share}
    </button>
  );
}

function LoupeTool() {
  const { zooming } = useBench();
  const isOn = useComputed(() => zooming.loupe.value).value;
  const isCovered = usePart(isVeiled);
  const cap = useCap("loupe");
  return (
    <button
      type="button"
      title={cap ? `${t("picture.loupe")} (${cap})` : t("picture.loupe")}
      aria-pressed={isOn}
      disabled={isCovered}
      onClick={() => {
        zooming.loupe.value = !isOn;
      }}
    >
      {t("picture.loupe")}
    </button>
  );
}

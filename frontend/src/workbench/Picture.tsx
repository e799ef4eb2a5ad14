/** The picture in its frame. Its place is known before it arrives, so it never jumps. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { isSensitive, isVeiled } from "../core/state.ts";
import type { Pair } from "../core/wire.ts";
import { useAtOnce, useBench, usePart } from "./bench.ts";
import { Loupe } from "./Loupe.tsx";
import { PictureTools } from "./PictureTools.tsx";
import { Placeholder } from "./Placeholder.tsx";
import type { Session } from "./session.ts";
import { t } from "./text.ts";
import { Veil } from "./Veil.tsx";

export function Picture({ pair }: { readonly pair: Pair }) {
  const { session, zooming } = useBench();
  const frame = useRef<HTMLDivElement>(null);
  const plate = useRef<HTMLDivElement>(null);
  const state = usePart((now) => now.hand?.picture ?? "loading");
  useEffect(() => (frame.current ? zooming.attach(frame.current) : undefined), [zooming]);
  usePainting(session, pair, plate);
  useLayoutEffect(() => zooming.show(pair.image, session.state.peek().choices.keep_zoom), [session, zooming, pair]);
  useTransform(plate);
  useSharper(pair, plate);
  const isVeilOn = usePart(isVeiled);
  const hasVeil = usePart((now) => isSensitive(now, pair));
  return (
    <figure class="picture" aria-label={t("picture.label")}>
      <div ref={frame} class="frame" style={{ "--ratio": `${pair.image.width / pair.image.height}` }}>
        <div ref={plate} class="plate" data-veiled={isVeilOn || undefined}>
          {state === "loading" && !session.pictures.ready(session.urlOf(pair)) && (
            <Placeholder thumbhash={pair.image.thumbhash} />
          )}
        </div>
        <Loupe plate={plate} />
      </div>
      {hasVeil && state !== "failed" && <Veil />}
      {state === "failed" ? <Failed pair={pair} plate={plate} /> : <PictureTools />}
    </figure>
  );
}

export interface Plate {
  readonly current: HTMLDivElement | null;
}

/** Puts the picture on its plate: in this very frame when it is decoded already, else as soon as it is. */
function usePainting(session: Session, pair: Pair, plate: Plate): void {
  useLayoutEffect(() => {
    let isGone = false;
    const url = session.urlOf(pair);
    const ready = session.pictures.ready(url);
    if (ready) mount(session, pair, plate, ready);
    else {
      void bring(session, pair, plate, () => isGone);
      void preview(session, pair, plate, () => isGone);
    }
    return () => {
      isGone = true;
      for (const image of plate.current?.querySelectorAll("img") ?? []) image.remove();
    };
  }, [session, pair, plate]);
}

async function bring(session: Session, pair: Pair, plate: Plate, isGone: () => boolean): Promise<void> {
  try {
    const image = await session.pictures.get(session.urlOf(pair));
    if (!isGone()) mount(session, pair, plate, image);
  } catch {
    if (!isGone()) session.tell({ type: "pictured", picture: "failed", slot: pair.slot });
  }
}

/** Until the picture is there, the small rendition of it stands in its place: seen at once, but not yet judged. */
async function preview(session: Session, pair: Pair, plate: Plate, isGone: () => boolean): Promise<void> {
  const small = pair.image.renditions["512"];
  if (small === session.urlOf(pair)) return;
  const image = await session.pictures.get(small).catch(() => null);
  if (image !== null && !isGone() && !plate.current?.querySelector("img")) plate.current?.append(image);
}

function mount(session: Session, pair: Pair, plate: Plate, image: HTMLImageElement): void {
  const small = plate.current?.querySelector("img");
  plate.current?.append(image);
  small?.remove();
  // Two frames on, the picture has been on the screen.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => session.tell({ type: "pictured", picture: "painted", slot: pair.slot })),
  );
}

function useTransform(plate: Plate): void {
  const { zooming } = useBench();
  useAtOnce(() => {
    const { scale, x, y } = zooming.view.value;
    if (plate.current) plate.current.style.transform = scale === 1 ? "" : `translate(${x}px, ${y}px) scale(${scale})`;
  }, [zooming, plate]);
}

/** A larger rendition is fetched only once more can be seen of the picture than the one that is shown holds. */
function useSharper(pair: Pair, plate: Plate): void {
  const { session, zooming } = useBench();
  useAtOnce(() => {
    const url = pair.image.renditions[zooming.wanted()];
    if (isCoarser(pair, url, session.urlOf(pair))) return;
    if (plate.current?.querySelector(`img[src="${CSS.escape(url)}"]`)) return;
    session.pictures.get(url).then(
      (image) => {
        if (session.state.peek().hand?.pair === pair) plate.current?.append(image);
      },
      // What is shown stays: it is the same picture, less sharp.
      () => undefined,
    );
  }, [session, zooming, pair, plate]);
}

function isCoarser(pair: Pair, url: string, shown: string): boolean {
  const { "512": small, "1024": usual, original } = pair.image.renditions;
  const sizes = [small, usual, original];
  return sizes.indexOf(url) <= sizes.indexOf(shown);
}

function Failed({ pair, plate }: { readonly pair: Pair; readonly plate: Plate }) {
  const { session } = useBench();
  const again = () => {
    session.tell({ type: "pictured", picture: "loading", slot: pair.slot });
    void bring(session, pair, plate, () => session.state.peek().hand?.pair !== pair);
  };
  return (
    <div class="picture-failed" role="alert">
      <p>{t("picture.failed")}</p>
      <button type="button" class="button" onClick={again}>
        {t("picture.retry")}
      </button>
      <button type="button" class="button" onClick={() => session.skip("image")}>
        {t("picture.skip")}
      </button>
    </div>
  );
}

/** The screen is put away until whoever paused comes back. */
import { useEffect, useRef } from "preact/hooks";
import { useBench, usePart } from "./bench.ts";
import { Keycap } from "./Keycap.tsx";
import { t, timeOfDay } from "./text.ts";

export function Paused() {
  const { session } = useBench();
  const since = usePart((state) => state.rest?.since ?? 0);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <main class="waiting" data-paused>
      <h1>{t("pause.title", { time: timeOfDay(since) })}</h1>
      <p role="status">{t("pause.line")}</p>
      <button ref={button} type="button" class="button button--primary" onClick={() => session.resume()}>
        {t("pause.resume")} <Keycap of="pause" />
      </button>
    </main>
  );
}

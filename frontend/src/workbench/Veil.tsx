/** Over a sensitive picture: nobody has to see it before they chose to. */
import { useBench, usePart } from "./bench.ts";
import { Keycap } from "./Keycap.tsx";
import { t } from "./text.ts";

export function Veil() {
  const { session } = useBench();
  const isRevealed = usePart((state) => state.hand?.revealed ?? false);
  return (
    <div class="veil" data-lifted={isRevealed || undefined}>
      {!isRevealed && <p>{t("veil.line")}</p>}
      <button type="button" class="button" onClick={() => session.tell({ type: "revealed", isRevealed: !isRevealed })}>
        {t(isRevealed ? "veil.cover" : "veil.reveal")} <Keycap of="reveal" />
      </button>
    </div>
  );
}

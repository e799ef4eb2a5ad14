/** The acts, bottom right: submit is one Tab away from the words. */
import { useMemo } from "preact/hooks";
import { marks } from "../core/state.ts";
import type { Pair } from "../core/wire.ts";
import { strikeable } from "../core/words.ts";
import { useBench, usePart } from "./bench.ts";
import { Keycap } from "./Keycap.tsx";
import { t } from "./text.ts";

export function Acts({ pair }: { readonly pair: Pair }) {
  const { session } = useBench();
  const nStruck = usePart((state) => marks(state).struck.length);
  const isCorrection = usePart((state) => state.hand?.correcting !== null);
  return (
    <>
      <Count pair={pair} nStruck={nStruck} />
      <div class="acts">
        <button
          type="button"
          class="button"
          aria-disabled={nStruck > 0}
          onClick={() => session.submit({ submit: "nothing" })}
        >
          {t("acts.allDepicted")} <Keycap of="allDepicted" />
        </button>
        <button
          type="button"
          class="button button--primary"
          aria-disabled={nStruck === 0}
          onClick={() => session.submit({ submit: "strikes" })}
        >
          {isCorrection ? t("acts.correct") : submitLabel(nStruck)} <Keycap of="submit" />
        </button>
      </div>
      <OtherActs isCorrection={isCorrection} />
    </>
  );
}

function submitLabel(nStruck: number): string {
  return nStruck === 0 ? t("acts.submit") : t("acts.submitStrikes", { n: nStruck });
}

function Count({ pair, nStruck }: { readonly pair: Pair; readonly nStruck: number }) {
  const nWords = useMemo(() => strikeable(pair).length, [pair]);
  const nUnsure = usePart((state) => marks(state).unsure.length);
  return (
    <p class="count-line">
      {t("acts.struckOf", { struck: nStruck, words: nWords })}
      {nUnsure > 0 && <span class="count-unsure">{t("acts.inDoubt", { n: nUnsure })}</span>}
    </p>
  );
}

function OtherActs({ isCorrection }: { readonly isCorrection: boolean }) {
  const { session } = useBench();
  const canUndo = usePart((state) => (state.hand?.draft.past.length ?? 0) > 0);
  const canRedo = usePart((state) => (state.hand?.draft.future.length ?? 0) > 0);
  const asking = usePart((state) => state.asking);
  const nFlags = usePart((state) => state.hand?.draft.flags?.length ?? 0);
  const ask = (what: "skip" | "whole" | "flag") =>
    session.tell({ type: "asked", asking: asking === what ? null : what });
  return (
    <div class="acts acts--other">
      <button
        type="button"
        class="button button--quiet button--small"
        disabled={!canUndo}
        onClick={() => session.tell({ type: "undone" })}
      >
        {t("acts.undo")} <Keycap of="undo" />
      </button>
      {canRedo && (
        <button
          type="button"
          class="button button--quiet button--small"
          onClick={() => session.tell({ type: "redone" })}
        >
          {t("acts.redo")} <Keycap of="redo" />
        </button>
      )}
      <Unsure />
      <span class="spring" />
      <button
        type="button"
        class="button button--quiet button--small"
        aria-expanded={asking === "whole"}
        onClick={() => ask("whole")}
      >
        {t("acts.whole")} <Keycap of="askWhole" />
      </button>
      <button
        type="button"
        class="button button--quiet button--small"
        aria-expanded={asking === "flag"}
        onClick={() => ask("flag")}
      >
        {t("acts.flag")} <Keycap of="askFlag" />
        {nFlags > 0 && ` · ${nFlags}`}
      </button>
      {!isCorrection && (
        <button
          type="button"
          class="button button--quiet button--small"
          aria-expanded={asking === "skip"}
          onClick={() => ask("skip")}
        >
          {t("acts.skip")} <Keycap of="askSkip" />
        </button>
      )}
    </div>
  );
}

/** In doubt, by pointer and by touch: the word that was touched last. */
function Unsure() {
  const { session } = useBench();
  const word = usePart((state) => state.hand?.focus ?? null);
  const isUnsure = usePart((state) => word !== null && marks(state).unsure.includes(word));
  return (
    <button
      type="button"
      class="button button--quiet button--small"
      aria-pressed={isUnsure}
      disabled={word === null}
      onClick={() => word !== null && session.tell({ type: "marked", gesture: { do: "unsure", word } })}
    >
      {t("acts.unsure")} <Keycap of="unsure" />
    </button>
  );
}

/** The acts, bottom right: submit is one Tab away from the words. */
import { useMemo } from "preact/hooks";
import { marks } from "../core/state.ts";
import type { Pair } from "../core/wire.ts";
import { strikeable } from "../core/words.ts";
import { useBench, usePart } from "./bench.ts";
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
          {t("acts.allDepicted")} <kbd>A</kbd>
        </button>
        <button
          type="button"
          class="button button--primary"
          aria-disabled={nStruck === 0}
          onClick={() => session.submit({ submit: "strikes" })}
        >
          {isCorrection ? t("acts.correct") : submitLabel(nStruck)} <kbd>⏎</kbd>
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
        {t("acts.undo")} <kbd>Z</kbd>
      </button>
      {canRedo && (
        <button
          type="button"
          class="button button--quiet button--small"
          onClick={() => session.tell({ type: "redone" })}
        >
          {t("acts.redo")} <kbd>⇧Z</kbd>
        </button>
      )}
      <span class="spring" />
      <button
        type="button"
        class="button button--quiet button--small"
        aria-expanded={asking === "whole"}
        onClick={() => ask("whole")}
      >
        {t("acts.whole")} <kbd>M</kbd>
      </button>
      <button
        type="button"
        class="button button--quiet button--small"
        aria-expanded={asking === "flag"}
        onClick={() => ask("flag")}
      >
        {t("acts.flag")} <kbd>F</kbd>
        {nFlags > 0 && ` · ${nFlags}`}
      </button>
      {!isCorrection && (
        <button
          type="button"
          class="button button--quiet button--small"
          aria-expanded={asking === "skip"}
          onClick={() => ask("skip")}
        >
          {t("acts.skip")} <kbd>S</kbd>
        </button>
      )}
    </div>
  );
}

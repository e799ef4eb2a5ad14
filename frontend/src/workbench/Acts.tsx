/** The acts, bottom right: submit is one Tab away from the words. */
import { useMemo } from "preact/hooks";
import { marks } from "../core/state.ts";
import type { Pair } from "../core/wire.ts";
import { strikeable } from "../core/words.ts";
import { useBench, usePart } from "./bench.ts";
import { counted, struckOf } from "./text.ts";

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
          All depicted <kbd>A</kbd>
        </button>
        <button
          type="button"
          class="button button--primary"
          aria-disabled={nStruck === 0}
          onClick={() => session.submit({ submit: "strikes" })}
        >
          {isCorrection ? "Correct it" : submitLabel(nStruck)} <kbd>⏎</kbd>
        </button>
      </div>
      <OtherActs isCorrection={isCorrection} />
    </>
  );
}

function submitLabel(nStruck: number): string {
  return nStruck === 0 ? "Submit" : `Submit ${counted(nStruck, "strike", "strikes")}`;
}

function Count({ pair, nStruck }: { readonly pair: Pair; readonly nStruck: number }) {
  const nWords = useMemo(() => strikeable(pair).length, [pair]);
  const nUnsure = usePart((state) => marks(state).unsure.length);
  return (
    <p class="count-line">
      {struckOf(nStruck, nWords)}
      {nUnsure > 0 && <>, {nUnsure} in doubt</>}
    </p>
  );
}

function OtherActs({ isCorrection }: { readonly isCorrection: boolean }) {
  const { session } = useBench();
  const canUndo = usePart((state) => (state.hand?.draft.past.length ?? 0) > 0);
  const canRedo = usePart((state) => (state.hand?.draft.future.length ?? 0) > 0);
  const asking = usePart((state) => state.asking);
  const ask = (what: "skip" | "whole") => session.tell({ type: "asked", asking: asking === what ? null : what });
  return (
    <div class="acts acts--other">
      <button
        type="button"
        class="button button--quiet button--small"
        disabled={!canUndo}
        onClick={() => session.tell({ type: "undone" })}
      >
        Undo <kbd>Z</kbd>
      </button>
      {canRedo && (
        <button
          type="button"
          class="button button--quiet button--small"
          onClick={() => session.tell({ type: "redone" })}
        >
          Redo <kbd>⇧Z</kbd>
        </button>
      )}
      <span class="spring" />
      <button
        type="button"
        class="button button--quiet button--small"
        aria-expanded={asking === "whole"}
        onClick={() => ask("whole")}
      >
        Whole pair <kbd>F</kbd>
      </button>
      {!isCorrection && (
        <button
          type="button"
          class="button button--quiet button--small"
          aria-expanded={asking === "skip"}
          onClick={() => ask("skip")}
        >
          Skip <kbd>S</kbd>
        </button>
      )}
    </div>
  );
}

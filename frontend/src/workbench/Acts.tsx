/** The acts, bottom right: submit is one Tab away from the words. What stands above it comes after it by Tab. */
import { useMemo } from "preact/hooks";
import { marks, type State } from "../core/state.ts";
import { strikeable } from "../core/words.ts";
import { Quiet } from "./Button.tsx";
import { useBench, useLater, usePart } from "./bench.ts";
import { ask } from "./commands.ts";
import { Keycap } from "./Keycap.tsx";
import { Saved } from "./Saved.tsx";
import { t } from "./text.ts";

export function Acts() {
  return (
    <>
      <Submits />
      <Count />
      <Undos />
      <OtherActs />
    </>
  );
}

/** The two ways to be done with the words. */
export function Submits() {
  const { session } = useBench();
  const nStruck = useLater((state) => marks(state).struck.length);
  const isCorrection = useLater(isCorrecting);
  return (
    <div class="acts">
      <button
        type="button"
        class="button button--primary"
        aria-disabled={nStruck === 0}
        onClick={() => session.submit({ submit: "strikes" })}
      >
        {isCorrection ? t("acts.correct") : submitLabel(nStruck)} <Keycap of="submit" />
      </button>
      <button
        type="button"
        class="button"
        aria-disabled={nStruck > 0}
        onClick={() => session.submit({ submit: "nothing" })}
      >
        {t("acts.allDepicted")} <Keycap of="allDepicted" />
      </button>
    </div>
  );
}

function isCorrecting({ hand }: State): boolean {
  return hand !== null && hand.correcting !== null;
}

function submitLabel(nStruck: number): string {
  return nStruck === 0 ? t("acts.submit") : t("acts.submitStrikes", { n: nStruck });
}

export function Count() {
  const pair = useLater((state) => state.hand?.pair);
  const nWords = useMemo(() => (pair ? strikeable(pair).length : 0), [pair]);
  const nStruck = useLater((state) => marks(state).struck.length);
  const nUnsure = useLater((state) => marks(state).unsure.length);
  return (
    <p class="count-line">
      {t("acts.struckOf", { struck: nStruck, words: nWords })}
      {nUnsure > 0 && <span class="count-unsure">{t("acts.inDoubt", { n: nUnsure })}</span>}
      <Saved />
    </p>
  );
}

/** Beside the count, so that redo comes and goes and no other act moves. */
export function Undos() {
  const { session } = useBench();
  const canUndo = useLater((state) => (state.hand?.draft.past.length ?? 0) > 0);
  const canRedo = useLater((state) => (state.hand?.draft.future.length ?? 0) > 0);
  return (
    <div class="undos">
      {canRedo && (
        <Quiet of="redo" act={() => session.tell({ type: "redone" })}>
          {t("acts.redo")}
        </Quiet>
      )}
      <Quiet of="undo" disabled={!canUndo} act={() => session.tell({ type: "undone" })}>
        {t("acts.undo")}
      </Quiet>
    </div>
  );
}

function OtherActs() {
  const isCorrection = useLater(isCorrecting);
  return (
    <div class="acts acts--other">
      <Unsure />
      <AskQuestion />
      <span class="spring" />
      <Ask what="whole" of="askWhole" />
      <Ask what="flag" of="askFlag" />
      {!isCorrection && <Ask what="skip" of="askSkip" />}
    </div>
  );
}

interface AskProps {
  readonly what: "skip" | "whole" | "flag";
  readonly of: string;
}

/** Opens a list of reasons, or closes it. */
function Ask({ what, of }: AskProps) {
  const { session } = useBench();
  const isAsking = usePart((state) => state.asking === what);
  const nFlags = usePart((state) => (what === "flag" ? (state.hand?.draft.flags?.length ?? 0) : 0));
  return (
    <Quiet of={of} aria-expanded={isAsking} act={() => session.tell({ type: "asked", asking: isAsking ? null : what })}>
      {t(`acts.${what}`)}
      {nFlags > 0 && ` · ${nFlags}`}
    </Quiet>
  );
}

/** A question, by pointer and by touch: on the word that was touched last. */
function AskQuestion() {
  const { session } = useBench();
  const isAsking = usePart((state) => state.asking === "question");
  const act = () =>
    isAsking ? session.tell({ type: "asked", asking: null }) : ask(session, session.state.peek().hand?.focus ?? null);
  return (
    <Quiet of="askQuestion" aria-expanded={isAsking} act={act}>
      {t("acts.question")}
    </Quiet>
  );
}

/** In doubt, by pointer and by touch: the word that was touched last. */
function Unsure() {
  const { session } = useBench();
  const word = useLater((state) => state.hand?.focus ?? null);
  const isUnsure = useLater((state) => word !== null && marks(state).unsure.includes(word));
  return (
    <Quiet
      of="unsure"
      aria-pressed={isUnsure}
      disabled={word === null}
      act={() => word !== null && session.tell({ type: "marked", gesture: { do: "unsure", word } })}
    >
      {t("acts.unsure")}
    </Quiet>
  );
}

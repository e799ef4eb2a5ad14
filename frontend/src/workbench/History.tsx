/** The last answers, newest first: what was struck, and whether the server has it. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { isSensitive, type Past, REMEMBERED } from "../core/state.ts";
import type { Key } from "../core/strings.ts";
import { useBench, useLater, usePart } from "./bench.ts";
import { drawThumbhash } from "./Placeholder.tsx";
import { t } from "./text.ts";

export function History() {
  const history = useLater((state) => state.history);
  const shown = history.filter((past, place) => place < REMEMBERED || past.sync === "problem");
  const correcting = useLater((state) => state.hand?.correcting ?? null);
  return (
    <ol class="history" aria-label={t("history.label")}>
      {shown.map((past) => (
        <li key={past.pair.slot}>
          <Item past={past} isOpen={past.uuid === correcting} />
        </li>
      ))}
    </ol>
  );
}

function Item({ past, isOpen }: { readonly past: Past; readonly isOpen: boolean }) {
  const { session } = useBench();
  const isSkip = "skipped" in past.answer;
  const said = saidOf(past);
  return (
    <button
      type="button"
      class="past"
      data-sync={past.sync}
      aria-current={isOpen || undefined}
      aria-disabled={isSkip}
      title={said}
      aria-label={said}
      onClick={() => session.tell({ type: "reopened", uuid: past.uuid })}
    >
      <Thumb past={past} />
      <span class="past-count" aria-hidden="true">
        {shortVerdictOf(past)}
      </span>
    </button>
  );
}

function saidOf(past: Past): string {
  const said = { verdict: verdictOf(past), sync: t(syncOf(past)) };
  return past.problem ? t("history.problem", { ...said, problem: past.problem }) : t("history.said", said);
}

/** An answer that was not needed any more is kept and paid all the same. */
function syncOf({ sync, became }: Past): Key {
  if (sync === "saved" && became === "surplus") return "sync.surplus";
  if (sync === "saved" && became === "withdrawn") return "sync.withdrawn";
  return `sync.${sync}`;
}

function verdictOf({ answer, draft }: Past): string {
  if ("skipped" in answer) return t("history.skipped");
  if (answer.outcome !== "judged") return t("history.whole", { outcome: t(`outcome.${answer.outcome}`) });
  return t("history.strikes", { n: draft.marks.struck.length });
}

function shortVerdictOf({ answer, draft }: Past): string {
  if ("skipped" in answer) return "–";
  return answer.outcome === "judged" ? String(draft.marks.struck.length) : "×";
}

function Thumb({ past }: { readonly past: Past }) {
  const { session } = useBench();
  const isCovered = usePart((state) => isSensitive(state, past.pair));
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const drawn = isCovered ? null : session.pictures.thumb(session.urlOf(past.pair));
    if (drawn) canvas.current.getContext("2d")?.drawImage(drawn, 0, 0, canvas.current.width, canvas.current.height);
    else if (past.pair.image.thumbhash !== "") drawThumbhash(canvas.current, past.pair.image.thumbhash);
  }, [session, past.pair, isCovered]);
  return <canvas ref={canvas} class="thumb-canvas" data-veiled={isCovered || undefined} width={64} height={64} />;
}

/** The keys, tried one after another on a real prompt. Each may be done by pointer or finger too. */
import { type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useBench } from "../workbench/bench.ts";
import { Picture } from "../workbench/Picture.tsx";
import { Prompt } from "../workbench/Prompt.tsx";
import { t } from "../workbench/text.ts";
import { asPair } from "./comparing.ts";
import { Problem } from "./Frame.tsx";
import { type Moment, N_TASKS, SUBMITTING, TASKS } from "./practice.ts";
import { Answering, Hint } from "./Trial.tsx";
import { useWay } from "./ways.ts";

/** The example whose prompt has clauses enough to walk through. */
const LESSON = 3;

export function Practice() {
  const { guide, trainer } = useWay();
  const nDone = useSignal(guide.journey.peek().n_practised);
  const lesson = guide.config.lessons[LESSON];
  const pair = useMemo(() => (lesson ? asPair(lesson) : null), [lesson]);
  useLayoutEffect(() => {
    if (pair === null) return;
    trainer.put(pair, () => {
      if (nDone.peek() >= TASKS.length) nDone.value = N_TASKS;
    });
  }, [pair, trainer, nDone]);
  useWatch(nDone);
  useTelling(nDone);
  if (pair === null) return null;
  return (
    <main class="screen">
      <Picture pair={pair} />
      <section class="panel" aria-label={t("prompt.label")}>
        <div class="panel-words">
          <h1 class="intro-count">{t("intro.practice.title")}</h1>
          <Prompt pair={pair} />
          <Tasks nDone={nDone.value} />
        </div>
        <div class="panel-acts">
          <Hint />
          <Problem />
          <Answering />
        </div>
      </section>
    </main>
  );
}

/** Sees each task done. */
function useWatch(nDone: Signal<number>): void {
  const { session, zooming } = useBench();
  const before = useRef<Moment | null>(null);
  const now = useComputed(() => ({ state: session.state.value, scale: zooming.view.value.scale })).value;
  useEffect(() => {
    const task = TASKS[nDone.peek()];
    const last = before.current ?? now;
    before.current = now;
    if (task?.isDone(last, now)) nDone.value += 1;
  }, [now, nDone]);
}

/** Tells the server, behind the keys; what did not reach it goes with the next. */
function useTelling(nDone: Signal<number>): void {
  const { guide } = useWay();
  const isBusy = useComputed(() => guide.isBusy.value).value;
  const n = nDone.value;
  useEffect(() => {
    guide.problem.value = null;
  }, [n, guide]);
  useEffect(() => {
    if (!isBusy && n > guide.journey.peek().n_practised && guide.problem.peek() === null)
      void guide.reach("practice", n);
  }, [n, isBusy, guide]);
}

function Tasks({ nDone }: { readonly nDone: number }) {
  return (
    <ol class="intro-tasks" aria-label={t("intro.practice.tasks")}>
      {[...TASKS, SUBMITTING].map(({ keys, says }, number) => (
        <li key={says} aria-current={number === nDone ? "step" : undefined} data-done={number < nDone || undefined}>
          <kbd>{keys}</kbd> <span>{t(says)}</span>
          {number < nDone && <span class="visually-hidden"> ({t("intro.practice.done")})</span>}
        </li>
      ))}
    </ol>
  );
}

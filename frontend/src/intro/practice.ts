/** The keys to be tried, one after another, and how each is known to be done. */
import type { State } from "../core/state.ts";
import type { Key } from "../core/strings.ts";
import { clauseAt } from "../core/words.ts";

/** The screen before and after something happened; `scale` is the picture's zoom. */
export interface Moment {
  readonly state: State;
  readonly scale: number;
}

export interface Task {
  readonly keys: string;
  readonly says: Key;
  readonly isDone: (before: Moment, now: Moment) => boolean;
}

const SECOND_CLAUSE = 2;

export const TASKS: readonly Task[] = [
  { keys: "→", says: "intro.task.move", isDone: (before, now) => hasMoved(before, now) },
  { keys: "Space", says: "intro.task.strike", isDone: (before, now) => struck(now).length > struck(before).length },
  { keys: "Z", says: "intro.task.undo", isDone: (before, now) => future(now) > future(before) },
  { keys: "2", says: "intro.task.clause", isDone: (_, now) => isSecondClauseStruck(now) },
  { keys: "⇧ →, Space", says: "intro.task.run", isDone: (before, now) => Math.abs(changed(before, now)) > 1 },
  { keys: "+", says: "intro.task.zoom", isDone: (before, now) => now.scale > before.scale },
  { keys: "G, Esc", says: "intro.task.guideline", isDone: (before, now) => panel(before) && !panel(now) },
];

/** The last one is done by submitting. */
export const SUBMITTING: Pick<Task, "keys" | "says"> = { keys: "⏎", says: "intro.task.submit" };
export const N_TASKS = TASKS.length + 1;

/** The first focus of a picture is nobody's move. */
function hasMoved(before: Moment, now: Moment): boolean {
  const from = before.state.hand?.focus ?? null;
  const to = now.state.hand?.focus ?? null;
  return from !== null && to !== null && from !== to;
}

function struck({ state }: Moment): readonly number[] {
  return state.hand?.draft.marks.struck ?? [];
}

function future({ state }: Moment): number {
  return state.hand?.draft.future.length ?? 0;
}

function changed(before: Moment, now: Moment): number {
  return struck(now).length - struck(before).length;
}

function isSecondClauseStruck(now: Moment): boolean {
  const { hand } = now.state;
  if (hand === null) return false;
  const words = clauseAt(hand.pair, SECOND_CLAUSE);
  return words.length > 0 && words.every((word) => hand.draft.marks.struck.includes(word));
}

function panel({ state }: Moment): boolean {
  return state.panel === "guideline";
}

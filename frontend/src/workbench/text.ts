/** Everything that the workbench says, in one place. */
import type { Hint } from "../core/state.ts";
import type { Guideline, Ruling, Token, Work } from "../core/wire.ts";

export const HINTS: Readonly<Record<Hint, string>> = {
  nothing_struck: "Nothing is struck. If the picture shows every word, press A.",
  something_struck: "Some words are struck. Undo them first (Z), or submit them with Enter.",
  image_loading: "The picture is still loading.",
  image_failed: "The picture did not load, so there is nothing to judge yet.",
  nothing_before: "There is no earlier answer to go back to.",
};

export const EMPTY: Readonly<
  Record<Exclude<Work["state"], "work">, { readonly title: string; readonly line: string }>
> = {
  looking: { title: "Looking for a pair", line: "This takes a moment." },
  no_work: { title: "Nothing for you just now", line: "Others hold what is left. New pairs may come back." },
  paused: { title: "Work is paused", line: "No batch is open for you. Your answers are safe." },
};

export const DECISIONS: Readonly<Record<Ruling["decision"], string>> = {
  judge: "judge",
  lenient: "only when clearly contradicted",
  never: "never struck",
};

const LOCKED: Readonly<Record<string, string>> = {
  parameter: "An argument: not judged.",
  weight: "A weight: not judged.",
  url: "An address: not judged.",
  negative: "Asked to be absent: not judged.",
};

/** Why the token cannot be struck. */
export function lockedBecause(token: Token, guideline: Guideline): string {
  const reason = token.locked ?? token.kind;
  const ruling = guideline.rulings.find((one) => String(one.number) === reason);
  return ruling ? `Ruling ${ruling.number}, ${ruling.title}: never struck.` : (LOCKED[reason] ?? "Not judged.");
}

export function struckOf(nStruck: number, nWords: number): string {
  return `${nStruck} of ${nWords} struck`;
}

export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

export function waiting(nUnsent: number): string {
  return `${counted(nUnsent, "answer waits", "answers wait")} in this browser`;
}

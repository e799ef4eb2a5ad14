/** Pauses: by a key, by a silence too long to be reading, or because the shift is over. */
import { isUnmarked } from "./marks.ts";
import { idleAfterMs, occupation } from "./spans.ts";
import { held, type Rest, type State } from "./state.ts";

/** After so long a pause pairs go back, so that others can have them. */
export const RETURNED_AFTER_MS = 15 * 60_000;

/** Whether the screen is put away: then keys do nothing to what nobody sees. */
export function isAway({ rest }: State): boolean {
  return rest !== null && rest.by !== "silence";
}

/** The pause by now: a silence over a pair, too long to be reading, is one. */
export function restOf(state: State, touchedAt: number, now: number): Rest | null {
  if (state.rest !== null || state.hand === null) return state.rest;
  return now - touchedAt > idleAfterMs(occupation(state)) ? { by: "silence", since: now } : null;
}

/** The slots that go back now. What is marked stays, and so does a pack, which was taken along for hours. */
export function returnable(state: State, now: number): number[] {
  const { rest, hand, pack } = state;
  if (rest === null || rest.by === "end" || pack !== null || now - rest.since < RETURNED_AFTER_MS) return [];
  const isKept = (slot: number) => slot === hand?.pair.slot && !isUnmarked(hand.draft);
  return held(state)
    .map((pair) => pair.slot)
    .filter((slot) => !isKept(slot));
}

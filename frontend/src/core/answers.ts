/** From the screen to an answer, or to the reason why there is none yet. */

import type { Content } from "./outbox.ts";
import { refill } from "./prefetch.ts";
import { type Hand, type Hint, held, isSensitive, type State } from "./state.ts";
import type { Trail } from "./trail.ts";
import type { FlagReason, Outcome, SkipReason } from "./wire.ts";

export type Wish = { readonly submit: "strikes" | "nothing" } | { readonly whole: Exclude<Outcome, "judged"> };

/** Why the wish cannot be granted now; null when it can. */
export function objection(state: State, wish: Wish): Hint | null {
  const { hand } = state;
  if (hand === null || hand.picture === "loading") return "image_loading";
  if (hand.picture === "failed") return "image_failed";
  if (!hand.seen && isSensitive(state, hand.pair)) return "image_veiled";
  if ("whole" in wish) return null;
  const nStruck = hand.draft.marks.struck.length;
  if (wish.submit === "strikes") return nStruck === 0 ? "nothing_struck" : null;
  return nStruck > 0 ? "something_struck" : null;
}

/** The judgment, or the correction of one, that the wish asks for; null without a pair in hand. */
export function judgment(
  state: State,
  wish: Wish,
  uuid: string,
  { activeMs, trail }: { readonly activeMs: number; readonly trail: Trail | null },
): Content | null {
  const { hand } = state;
  if (hand === null) return null;
  const { marks } = hand.draft;
  const isWhole = "whole" in wish;
  const isCorrection = hand.correcting !== null;
  return {
    kind: isCorrection ? "correction" : "judgment",
    body: {
      uuid,
      pair: hand.pair.pair,
      slot: hand.pair.slot,
      tokens_hash: hand.pair.tokens_hash,
      outcome: isWhole ? wish.whole : "judged",
      struck: isWhole ? [] : marks.struck,
      unsure: isWhole ? [] : marks.unsure,
      active_ms: Math.round(activeMs),
      refill: isCorrection ? 0 : refill(held(state).length - 1),
      ...(hand.draft.flags?.length ? { flags: hand.draft.flags, ...noteOf(hand) } : {}),
      ...(trail ? { trail } : {}),
    },
  };
}

/** The skip of the pair in hand; null for a pair that was answered before. */
export function skip(state: State, reason: SkipReason, uuid: string, trail: Trail | null): Content | null {
  const { hand } = state;
  if (hand === null || hand.correcting !== null) return null;
  const nHeld = held(state).length - 1;
  const { pair, slot } = hand.pair;
  const more = { ...noteOf(hand), ...(trail ? { trail } : {}) };
  return { kind: "skip", body: { uuid, pair, slot, reason, refill: refill(nHeld), ...more } };
}

/** What is wrong with the pair in hand, told without an answer. */
export function flag(state: State, reasons: readonly FlagReason[], uuid: string): Content | null {
  const { hand } = state;
  if (hand === null || reasons.length === 0) return null;
  return { kind: "flag", body: { uuid, pair: hand.pair.pair, slot: hand.pair.slot, reasons, ...noteOf(hand) } };
}

/** The question that was written on the pair in hand or a word of it; null without one. */
export function question({ hand }: State, uuid: string): Content | null {
  const { word = null, text = "" } = hand?.draft.question ?? {};
  if (hand === null || text.trim() === "") return null;
  return { kind: "question", body: { uuid, pair: hand.pair.pair, word, text: text.trim() } };
}

function noteOf({ draft }: Hand): { readonly note?: string } {
  const note = draft.note?.trim();
  return note ? { note } : {};
}

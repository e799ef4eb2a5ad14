/** The whole screen is one value. */
import { DEFAULT_CHOICES } from "./account.ts";
import type { Shortcut } from "./keymap.ts";
import { BLANK, type Draft, UNMARKED } from "./marks.ts";
import { keymap } from "./shortcuts.ts";
import type {
  AccountChoices,
  Guideline,
  Outcome,
  PageConfig,
  Pair,
  Receipt,
  SkipReason,
  Token,
  Tour,
  Work,
} from "./wire.ts";
import { strikeable } from "./words.ts";

export const REMEMBERED = 20;

/** A pair that was answered here, newest first in `State.history`: the last ones, and all that is not saved. */
export interface Past {
  /** Of the latest answer: a correction takes the place of what it corrects. */
  readonly uuid: string;
  readonly pair: Pair;
  readonly answer: { readonly outcome: Outcome } | { readonly skipped: SkipReason };
  readonly draft: Draft;
  readonly sync: "queued" | "saved" | "problem";
  readonly problem: string | null;
  /** What the server made of it, once it said so. */
  readonly became?: Receipt["outcome"] | null;
}

/** Nobody works just now: they paused, were still for long, or ended the shift. */
export interface Rest {
  readonly by: "hand" | "silence" | "end";
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** Pairs taken to be judged without a network. */
export interface Pack {
  readonly slots: readonly number[];
  /** How many of their pictures are stored. */
  readonly nStored: number;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
  /** Whether there was no network since it was taken: then the rest goes back when there is one. */
  readonly wasAway: boolean;
}

/** A run that is being chosen, by pointer or by Shift and the arrows. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

export type Hint =
  | "nothing_struck"
  | "something_struck"
  | "image_loading"
  | "image_failed"
  | "image_veiled"
  | "nothing_before"
  | "asked"
  | "not_taken";

export interface Hand {
  readonly pair: Pair;
  readonly draft: Draft;
  /** The word that the keyboard is on. */
  readonly focus: number | null;
  readonly run: Run | null;
  readonly picture: "loading" | "painted" | "failed";
  /** Of a sensitive picture: whether it can be seen now, and whether it was ever seen. */
  readonly revealed: boolean;
  readonly seen: boolean;
  /** The answer that is being corrected, if this pair was answered before. */
  readonly correcting: string | null;
}

export type Connection = "fine" | "behind" | "signed_out" | "someone_else";

export interface State {
  readonly hand: Hand | null;
  readonly queue: readonly Pair[];
  /** What the server said when it had no pair to give. */
  readonly supply: Work["state"];
  readonly retryAfterMs: number | null;
  /** By `draftKey`. */
  readonly drafts: Readonly<Record<string, Draft>>;
  /** Slots answered here: the server may still list them until it hears of it. */
  readonly answered: readonly number[];
  readonly history: readonly Past[];
  /** The judgment that was made last, until it is opened again or another act follows. */
  readonly latest: string | null;
  readonly rest: Rest | null;
  /** Milliseconds at work today, as the server counts; null until it has said so. */
  readonly activeMs: number | null;
  /** When the first of what is held goes to others, by this browser's clock. */
  readonly leaseEndsAt: number | null;
  /** Whether that is so soon that it must be said. */
  readonly isLeaseEnding: boolean;
  readonly hint: Hint | null;
  /** The locked piece that someone asked about. */
  readonly locked: Token | null;
  readonly asking: "skip" | "whole" | "flag" | "question" | null;
  readonly panel: "help" | "guideline" | "settings" | null;
  /** The ruling that the guideline is opened at. */
  readonly ruling: number | null;
  readonly choices: AccountChoices;
  /** The table of keys under these choices. */
  readonly shortcuts: readonly Shortcut[];
  readonly connection: Connection;
  readonly nUnsent: number;
  /** Whether so much waits, or for so long, that it must be said. */
  readonly isLate: boolean;
  readonly pack: Pack | null;
  readonly judgedToday: number;
  /** Answers to questions that were not looked at yet. */
  readonly nUnread: number;
  readonly guideline: Guideline;
  /** A newer one, which holds from the next pair on. */
  readonly coming: Guideline | null;
  readonly tour: Tour | null;
}

export function opened(config: PageConfig): State {
  const kept = { ...DEFAULT_CHOICES, ...config.choices };
  // The guideline that stands at the first visit is no news; each later one is.
  const choices = { ...kept, guideline_seen: kept.guideline_seen ?? config.guideline.number };
  return {
    hand: null,
    queue: [],
    supply: "looking",
    retryAfterMs: null,
    drafts: {},
    answered: [],
    history: [],
    latest: null,
    rest: null,
    activeMs: null,
    leaseEndsAt: null,
    isLeaseEnding: false,
    hint: null,
    locked: null,
    asking: null,
    panel: null,
    ruling: null,
    choices,
    shortcuts: keymap(choices),
    connection: "fine",
    nUnsent: 0,
    isLate: false,
    pack: null,
    judgedToday: config.judged_today,
    nUnread: 0,
    guideline: config.guideline,
    coming: null,
    tour: config.tour,
  };
}

export function inHand(pair: Pair, draft: Draft = BLANK, correcting: string | null = null): Hand {
  const focus = strikeable(pair)[0] ?? null;
  return { pair, draft, focus, run: null, picture: "loading", revealed: false, seen: false, correcting };
}

/** A draft belongs to the words it was made on: after a new tokenisation it is nobody's. */
export function draftKey(pair: Pair): string {
  return `${pair.slot} ${pair.tokens_hash}`;
}

/** Where the draft of what is in hand is kept: a correction has one of its own. */
export function handKey(hand: Hand): string {
  return hand.correcting === null ? draftKey(hand.pair) : correctionKey(hand.correcting);
}

export function correctionKey(uuid: string): string {
  return `correction ${uuid}`;
}

/** What is marked on the pair in hand. */
export function marks(state: State) {
  return state.hand?.draft.marks ?? UNMARKED;
}

/** The words under a run that is being chosen. */
export function isWithin(run: Run | null, word: number): boolean {
  if (run === null) return false;
  return Math.min(run.from, run.to) <= word && word <= Math.max(run.from, run.to);
}

/** Pairs held and not yet answered, the one in hand first. */
export function held(state: State): Pair[] {
  return state.hand !== null && state.hand.correcting === null ? [state.hand.pair, ...state.queue] : [...state.queue];
}

/** Whether the pair in hand is shown with each clause on a line of its own. */
export function inLines(state: State, nClauses: number): boolean {
  return state.choices.clause_lines ?? nClauses >= 3;
}

/** Whether pictures of that kind are shown blurred until someone asks to see them. */
export function isSensitive(state: State, pair: Pair): boolean {
  return pair.image.sensitivity === "sensitive" && state.choices.exposure !== "show";
}

/** Whether the picture in hand is blurred now. */
export function isVeiled(state: State): boolean {
  return state.hand !== null && !state.hand.revealed && isSensitive(state, state.hand.pair);
}

/** With a changed hand, if there is one. */
export function handed(state: State, change: (hand: Hand) => Hand): State {
  return state.hand === null ? state : { ...state, hand: change(state.hand) };
}

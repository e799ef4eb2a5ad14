/** How the screen changes: no fetch, no DOM, no clock, no chance. */

import { applied, type Gesture } from "./gestures.ts";
import { endsAt, isEnding } from "./leases.ts";
import { type Look, lessHint, looked } from "./looks.ts";
import { type Draft, flagged, marked, type Question, questioned, redone, undone } from "./marks.ts";
import { restOf } from "./rests.ts";
import {
  correctionKey,
  draftKey,
  type Hand,
  handed,
  handKey,
  inHand,
  type Pack,
  type Past,
  REMEMBERED,
  type Rest,
  type Run,
  type State,
} from "./state.ts";
import type { Beaten, FlagReason, Guideline, Outcome, Pair, Receipt, SkipReason, Work } from "./wire.ts";

/** What was found in the browser's store when the page was opened. */
export interface Kept {
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly answered: readonly number[];
  readonly history: readonly Past[];
  readonly nUnsent: number;
  readonly pack: Pack | null;
  readonly queue: readonly Pair[];
}

export type Answer = { readonly outcome: Outcome } | { readonly skipped: SkipReason };

export type Event =
  | { readonly type: "restored"; readonly kept: Kept }
  | { readonly type: "arrived"; readonly work: Work; readonly guideline?: Guideline }
  | { readonly type: "marked"; readonly gesture: Gesture }
  | { readonly type: "undone" | "redone" | "returned" }
  | { readonly type: "focused"; readonly word: number }
  | { readonly type: "runChosen"; readonly run: Run | null }
  | { readonly type: "pictured"; readonly picture: Hand["picture"]; readonly slot: number }
  | { readonly type: "answered"; readonly uuid: string; readonly answer: Answer }
  | { readonly type: "reopened"; readonly uuid: string | null }
  | {
      readonly type: "saved";
      readonly uuid: string;
      readonly judgedToday: number | null;
      readonly became: Receipt["outcome"] | null;
    }
  | { readonly type: "flagged"; readonly reason: FlagReason }
  | { readonly type: "noted"; readonly note: string }
  | { readonly type: "questioned"; readonly question: Partial<Question> }
  | { readonly type: "packed"; readonly pack: Pack | null }
  | { readonly type: "parted" | "freed"; readonly slots: readonly number[] }
  | { readonly type: "refused"; readonly uuid: string; readonly message: string }
  | { readonly type: "retried" | "dismissed"; readonly uuid: string }
  | { readonly type: "rested"; readonly rest: Rest | null }
  | { readonly type: "beaten"; readonly beaten: Beaten; readonly now: number }
  | { readonly type: "ticked"; readonly touchedAt: number; readonly now: number }
  | Look;

export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case "restored":
      return { ...state, ...event.kept };
    case "arrived":
      return arrived({ ...state, coming: event.guideline ?? state.coming }, event.work);
    case "marked":
      return gestured(state, event.gesture);
    case "undone":
    case "redone":
      return drafted(state, event.type === "undone" ? undone : redone);
    case "focused":
      return handed(state, (hand) => ({ ...hand, focus: event.word }));
    case "runChosen":
      return handed(state, (hand) => ({ ...hand, run: event.run }));
    case "pictured":
      return pictured(state, event.picture, event.slot);
    case "answered":
      return answered(state, event.uuid, event.answer);
    case "reopened":
      return reopened(state, event.uuid);
    case "returned":
      return returned(state);
    case "flagged":
      return drafted(state, (draft) => flagged(draft, event.reason));
    case "noted":
      return drafted(state, (draft) => ({ ...draft, note: event.note }));
    case "questioned":
      return drafted(state, (draft) => questioned(draft, event.question));
    case "packed":
      return { ...state, pack: event.pack };
    case "parted":
      return parted(state, event.slots);
    case "freed":
      return { ...state, answered: state.answered.filter((slot) => !event.slots.includes(slot)) };
    case "rested":
      return { ...state, rest: event.rest };
    case "beaten":
      return beaten(state, event.beaten, event.now);
    case "ticked":
      return ticked(state, event.touchedAt, event.now);
    case "saved":
      return saved(state, event);
    case "refused":
      return refused(state, event.uuid, event.message);
    case "retried":
      return synced(state, event.uuid, { sync: "queued", problem: null });
    case "dismissed":
      return { ...state, history: state.history.filter((past) => past.uuid !== event.uuid) };
    default:
      return looked(state, event);
  }
}

/**
 * What the server said of the time, by which a pair may have been renewed, and of pairs that are shown no more.
 *
 * What somebody has before their eyes and is spared from now on stays until they move on.
 */
function beaten(state: State, beaten: Beaten, now: number): State {
  const { active_today_ms, lease_ms, withdrawn = [], spared = [], unread: nUnread = 0 } = beaten;
  const leaseEndsAt = endsAt(lease_ms, now);
  const isLeaseEnding = isEnding(leaseEndsAt, now);
  return without({ ...state, activeMs: active_today_ms, nUnread, leaseEndsAt, isLeaseEnding }, [
    ...withdrawn,
    ...spared.filter((slot) => slot !== state.hand?.pair.slot),
  ]);
}

function pictured(state: State, picture: Hand["picture"], slot: number): State {
  if (state.hand?.pair.slot !== slot) return state;
  return handed(lessHint(state, "image_loading"), (hand) => ({ ...hand, picture }));
}

/** Time went by; the same state when nothing comes of it. */
function ticked(state: State, touchedAt: number, now: number): State {
  const rest = restOf(state, touchedAt, now);
  const isLeaseEnding = isEnding(state.leaseEndsAt, now);
  return rest === state.rest && isLeaseEnding === state.isLeaseEnding ? state : { ...state, rest, isLeaseEnding };
}

function drafted(state: State, change: (draft: Draft) => Draft): State {
  return handed({ ...state, hint: null, locked: null }, (hand) => ({ ...hand, draft: change(hand.draft), run: null }));
}

function gestured(state: State, gesture: Gesture): State {
  const pair = state.hand?.pair;
  return pair === undefined ? state : drafted(state, (draft) => marked(draft, applied(pair, draft.marks, gesture)));
}

/** Takes in pairs that are new here; what the server does not list stays, because a late answer is kept too. */
function arrived(state: State, work: Work): State {
  const known = new Set([...state.answered, ...state.queue.map((pair) => pair.slot), state.hand?.pair.slot]);
  const fresh = work.pairs.filter((pair) => !known.has(pair.slot));
  const retryAfterMs = work.retry_after === null ? null : work.retry_after * 1000;
  const taken = { ...state, queue: [...state.queue, ...fresh], supply: work.state, retryAfterMs };
  return taken.hand === null ? next(taken) : taken;
}

/** Puts the next pair in hand, with what was marked on it before. */
function next(before: State): State {
  const state = { ...before, guideline: before.coming ?? before.guideline };
  const [pair, ...queue] = state.queue;
  if (pair === undefined) return { ...state, hand: null, supply: state.supply === "work" ? "looking" : state.supply };
  return { ...state, hand: inHand(pair, state.drafts[draftKey(pair)]), queue, hint: null, locked: null, asking: null };
}

function answered(state: State, uuid: string, answer: Answer): State {
  const { hand } = state;
  if (hand === null) return state;
  const past: Past = { uuid, pair: hand.pair, answer, draft: hand.draft, sync: "queued", problem: null };
  return next({
    ...state,
    hand: null,
    history: withPast(state.history, past, hand.correcting),
    latest: "skipped" in answer ? null : uuid,
    answered: [...state.answered, hand.pair.slot],
    drafts: withoutDraft(state.drafts, handKey(hand)),
  });
}

function withPast(history: readonly Past[], past: Past, correcting: string | null): readonly Past[] {
  if (correcting !== null) return history.map((earlier) => (earlier.uuid === correcting ? past : earlier));
  return remembered([past, ...history]);
}

/** The last answers, and all that the server has not taken: what it refuses is told, however long ago it was given. */
function remembered(history: readonly Past[]): readonly Past[] {
  return history.filter((past, place) => place < REMEMBERED || past.sync !== "saved");
}

function withoutDraft(drafts: State["drafts"], key: string): State["drafts"] {
  const { [key]: _gone, ...rest } = drafts;
  return rest;
}

/** Reopens that answer, or without a name the latest before the one that is open. A skip is not reopened. */
function reopened(state: State, uuid: string | null): State {
  const past = uuid === null ? before(state) : state.history.find((earlier) => earlier.uuid === uuid);
  if (past === undefined || "skipped" in past.answer) return { ...state, hint: "nothing_before" };
  const draft = state.drafts[correctionKey(past.uuid)] ?? past.draft;
  return { ...putBack(state), hand: inHand(past.pair, draft, past.uuid), latest: null, hint: null, asking: null };
}

/** Leaves the answer that is being corrected as it was. */
function returned(state: State): State {
  if (state.hand === null || state.hand.correcting === null) return state;
  return next({ ...state, hand: null, drafts: withoutDraft(state.drafts, handKey(state.hand)) });
}

/** Lets pairs go that are not to be judged here any more, and come no more until they are freed. */
function parted(state: State, slots: readonly number[]): State {
  return without({ ...state, answered: [...state.answered, ...slots] }, slots);
}

/** Without these pairs; what is being corrected stays. */
function without(state: State, slots: readonly number[]): State {
  if (slots.length === 0) return state;
  const queue = state.queue.filter((pair) => !slots.includes(pair.slot));
  const isInHand = state.hand !== null && state.hand.correcting === null && slots.includes(state.hand.pair.slot);
  return isInHand ? next({ ...state, hand: null, queue }) : { ...state, queue };
}

function before(state: State): Past | undefined {
  const open = state.history.findIndex((past) => past.uuid === state.hand?.correcting);
  return state.history.slice(open + 1).find((past) => !("skipped" in past.answer));
}

/** The pair in hand goes back to the head of the queue; its draft is kept. */
function putBack(state: State): State {
  const { hand } = state;
  if (hand === null) return state;
  const drafts = { ...state.drafts, [handKey(hand)]: hand.draft };
  return { ...state, queue: hand.correcting === null ? [hand.pair, ...state.queue] : state.queue, drafts };
}

function saved(state: State, event: Event & { readonly type: "saved" }): State {
  const { uuid, judgedToday, became } = event;
  const settled = synced(state, uuid, { sync: "saved", problem: null, became });
  return judgedToday === null ? settled : { ...settled, judgedToday };
}

/** What went without an answer has no place in the history where its refusal would be told. */
function refused(state: State, uuid: string, problem: string): State {
  const isAnswer = state.history.some((past) => past.uuid === uuid);
  return isAnswer ? synced(state, uuid, { sync: "problem", problem }) : { ...state, hint: "not_taken" };
}

function synced(state: State, uuid: string, change: Pick<Past, "sync" | "problem" | "became">): State {
  const history = state.history.map((past) => (past.uuid === uuid ? { ...past, ...change } : past));
  return { ...state, history: remembered(history) };
}

/** Whether the server has a newer guideline than the page. */
export function isGuidelineOld({ coming, guideline }: State, { guideline: newest = 0 }: Beaten): boolean {
  return newest > (coming ?? guideline).number;
}

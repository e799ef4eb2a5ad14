/**
 * What someone was at, and until when that is sure: the spans of time that the server is told of.
 *
 * A silence is told only once it is known to have been reading: when the next sign comes, or up to a minute after the last.
 */
import type { State } from "./state.ts";

export type Activity = "judging" | "guideline" | "training" | "questions" | "waiting" | "outage";

export interface Occupation {
  readonly activity: Activity;
  readonly pair: number | null;
  readonly nWords: number;
}

/** Times are milliseconds since the epoch. */
export interface Span extends Occupation {
  readonly from: number;
  readonly to: number;
  /** How long before its end the last sign was. */
  readonly quietMs: number;
}

export interface Watch {
  /** null: the page is out of sight, or the shift has ended. */
  readonly at: Occupation | null;
  /** What came before is told of, or was idle. */
  readonly since: number;
  readonly signAt: number;
  readonly spans: readonly Span[];
  readonly nInputs: number;
}

const IDLE_AFTER_MS = 120_000;
const READING_MS_A_WORD = 500;
const GRACE_MS = 60_000;
const WAITING_AT_MOST_MS = 15 * 60_000;
/** Signs this close to each other make one span. */
const TOGETHER_MS = 10_000;

export const UNWATCHED: Watch = { at: null, since: 0, signAt: 0, spans: [], nInputs: 0 };

/** What the screen has someone do. */
export function occupation(state: State): Occupation {
  const pair = state.hand?.pair ?? null;
  if (pair === null) return waiting(state.connection === "fine" ? "waiting" : "outage");
  const beside = state.asking === "question" ? "questions" : "judging";
  const activity = state.panel === "guideline" ? "guideline" : beside;
  return { activity, pair: pair.pair, nWords: pair.n_words };
}

export function isSame(one: Occupation | null, other: Occupation | null): boolean {
  return one?.activity === other?.activity && one?.pair === other?.pair;
}

/** From now on someone is at something else; null: at nothing here. That it came about is a sign of them. */
export function turned(watch: Watch, at: Occupation | null, now: number): Watch {
  if (isSame(watch.at, at)) return watch;
  return { ...settled(watch, now), at, since: now, signAt: now };
}

/** A key, a touch, a moved pointer. */
export function signed(watch: Watch, now: number): Watch {
  return { ...settled(watch, now), since: now, signAt: now, nInputs: watch.nInputs + 1 };
}

/** Takes what is sure by now; what is left is told when it is. */
export function told(watch: Watch, now: number): readonly [Watch, readonly Span[]] {
  const until = watch.at === null ? now : Math.min(now, watch.signAt + graceMs(watch.at));
  const { spans } = counted(watch, until);
  return [{ ...watch, since: Math.max(watch.since, until), spans: [], nInputs: 0 }, spans];
}

/** With the time up to now, as far as it was no idleness. */
function settled(watch: Watch, now: number): Watch {
  if (watch.at === null) return watch;
  const isIdle = now - watch.signAt > idleAfterMs(watch.at);
  return counted(watch, isIdle ? watch.signAt + graceMs(watch.at) : now);
}

function counted(watch: Watch, until: number): Watch {
  const { at, since, signAt, spans } = watch;
  if (at === null || until <= since) return watch;
  const span: Span = { ...at, from: since, to: until, quietMs: until - signAt };
  const last = spans.at(-1);
  if (last === undefined || !isOneStretch(last, span)) return { ...watch, spans: [...spans, span] };
  return { ...watch, spans: [...spans.slice(0, -1), { ...span, from: last.from }] };
}

function isOneStretch(last: Span, next: Span): boolean {
  return isSame(last, next) && last.to === next.from && Math.max(last.quietMs, next.quietMs) <= TOGETHER_MS;
}

function waiting(activity: "waiting" | "outage"): Occupation {
  return { activity, pair: null, nWords: 0 };
}

function isWaiting({ activity }: Occupation): boolean {
  return activity === "waiting" || activity === "outage";
}

export function idleAfterMs(at: Occupation): number {
  return isWaiting(at) ? WAITING_AT_MOST_MS : IDLE_AFTER_MS + READING_MS_A_WORD * at.nWords;
}

function graceMs(at: Occupation): number {
  return isWaiting(at) ? WAITING_AT_MOST_MS : GRACE_MS;
}

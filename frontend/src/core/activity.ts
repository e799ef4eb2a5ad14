/** How long someone was at work on a pair: the time between inputs, as long as no gap was too long to be reading. */

export interface Activity {
  readonly activeMs: number;
  /** When the last input was seen; null while the page is hidden. */
  readonly lastAt: number | null;
  /** A longer gap is idleness. */
  readonly idleAfterMs: number;
}

const IDLE_AFTER_MS = 120_000;
const READING_MS_A_WORD = 500;
/** What an idle gap still counts: work did not end at the very last key. */
const GRACE_MS = 60_000;

export function begun(now: number, nWords: number): Activity {
  return { activeMs: 0, lastAt: now, idleAfterMs: IDLE_AFTER_MS + READING_MS_A_WORD * nWords };
}

export function touched(activity: Activity, now: number): Activity {
  return { ...activity, activeMs: activeMs(activity, now), lastAt: now };
}

export function hidden(activity: Activity, now: number): Activity {
  return { ...activity, activeMs: activeMs(activity, now), lastAt: null };
}

/** Milliseconds of work up to now. */
export function activeMs(activity: Activity, now: number): number {
  if (activity.lastAt === null) return activity.activeMs;
  const gap = Math.max(0, now - activity.lastAt);
  return activity.activeMs + (gap <= activity.idleAfterMs ? gap : GRACE_MS);
}

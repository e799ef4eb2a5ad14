/** The lease clock: how long what is held stays held, by this browser's clock. */

/** So long before its end somebody is told, and has time enough to press a key. */
export const TOLD_BEFORE_MS = 120_000;

/** When it ends here, from how much of it the server said is left: its clock and this one need not agree. */
export function endsAt(leftMs: number | null | undefined, now: number): number | null {
  return leftMs === null || leftMs === undefined ? null : now + leftMs;
}

/** Whether it is about to end. One that is over is nobody's worry: a late answer is kept and paid too. */
export function isEnding(endsAt: number | null, now: number): boolean {
  return endsAt !== null && now >= endsAt - TOLD_BEFORE_MS && now < endsAt;
}

/** Answers on their way to the server: first in, first out, until each has been said to be saved. */
import type { FlagBody, JudgmentBody, QuestionBody, SkipBody } from "./wire.ts";

export type Content =
  | { readonly kind: "judgment" | "correction"; readonly body: JudgmentBody }
  | { readonly kind: "skip"; readonly body: SkipBody }
  | { readonly kind: "flag"; readonly body: FlagBody }
  | { readonly kind: "question"; readonly body: QuestionBody };

export interface Letter {
  readonly uuid: string;
  readonly seq: number;
  readonly content: Content;
  readonly tries: number;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  /** How often the server said that this person may not. */
  readonly refused: number;
  /** Why the server will never take this letter, once it has said so. */
  readonly dead: string | null;
}

export function written(content: Content, seq: number): Letter {
  return { uuid: content.body.uuid, seq, content, tries: 0, notBefore: 0, refused: 0, dead: null };
}

/** A letter that the server would not take, to be tried anew. */
export function revived(letter: Letter): Letter {
  return { ...letter, tries: 0, notBefore: 0, refused: 0, dead: null };
}

/** The slot where a letter leaves nothing more to do: of an answer, or of a flag for which the pair is shown to nobody. */
export function slotDone({ content }: Letter): number | null {
  if (content.kind === "question") return null;
  return content.kind === "flag" && !content.body.reasons.includes("illegal") ? null : content.body.slot;
}

/** Why a request failed. `status` is null when nothing came back. */
export interface Failure {
  readonly status: number | null;
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs: number | null;
}

/** What a failure does with a letter; `gone`: its pair was withdrawn, and nobody needs to hear of it. */
export type Fate = "again" | "identify" | "gone" | "dead";

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;
const REFUSED_AT_MOST = 2;
const LATE_AFTER_MS = 10 * 60_000;
const LATE_FROM = 20;

/** The letter to send now, or how long to wait for the oldest; null when nothing is left to send. */
export function next(letters: readonly Letter[], now: number): { letter: Letter } | { waitMs: number } | null {
  const letter = unsent(letters)[0];
  if (letter === undefined) return null;
  return letter.notBefore <= now ? { letter } : { waitMs: letter.notBefore - now };
}

export function unsent(letters: readonly Letter[]): Letter[] {
  return letters.filter((letter) => letter.dead === null).sort((a, b) => a.seq - b.seq);
}

/** Whether so much waits, or for so long, that the annotator should be told. A letter's number is the time it was written. */
export function isLate(letters: readonly Letter[], now: number): boolean {
  const waiting = unsent(letters);
  return waiting.length >= LATE_FROM || (waiting[0] !== undefined && now - waiting[0].seq > LATE_AFTER_MS);
}

/** What a failure means for its letter. A refusal asks first who is signed in. */
export function fate(letter: Letter, failure: Failure): Fate {
  if (failure.status === null || failure.status >= 500 || failure.status === 408 || failure.status === 429)
    return "again";
  if (failure.status === 401) return "identify";
  if (isStale(failure)) return "identify";
  if (failure.status === 403) return letter.refused < REFUSED_AT_MOST ? "identify" : "dead";
  return failure.status === 410 ? "gone" : "dead";
}

/** Whether the page's token was of another session: the next page brings a fresh one, and the letter is as good as ever. */
function isStale(failure: Failure): boolean {
  return failure.code === "csrf_failed";
}

/** The letter after a failure. `chance` in [0, 1) spreads the retries of many browsers. */
export function afterFailure(letter: Letter, failure: Failure, now: number, chance: number): Letter {
  switch (fate(letter, failure)) {
    case "again":
      return {
        ...letter,
        tries: letter.tries + 1,
        notBefore: now + Math.max(delay(letter.tries, chance), failure.retryAfterMs ?? 0),
      };
    case "identify":
      return {
        ...letter,
        tries: letter.tries + 1,
        // At once after the first refusal: the person may have signed in again.
        notBefore: letter.tries === 0 ? now : now + delay(letter.tries - 1, chance),
        refused: letter.refused + (failure.status === 403 && !isStale(failure) ? 1 : 0),
      };
    case "gone":
    case "dead":
      return { ...letter, dead: failure.message };
  }
}

/** Milliseconds before the next try: doubled each time from 1 s to 60 s, less up to half by chance. */
export function delay(tries: number, chance: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** tries);
  return Math.max(FIRST_DELAY_MS, Math.round(full * (1 - chance / 2)));
}

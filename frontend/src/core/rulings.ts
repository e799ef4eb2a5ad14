/** Which ruling speaks of a word. */
import type { Guideline, Pair, Token } from "./wire.ts";

const LONGEST_TERM = 5;

/** The number of the ruling that locks the word, or whose list names it, alone or with its neighbours; null for none. */
export function rulingOf(pair: Pair, word: number, guideline: Guideline): number | null {
  const token = pair.tokens.find((one) => one.word === word);
  if (token === undefined) return null;
  const locking = guideline.rulings.find((ruling) => String(ruling.number) === token.locked);
  if (locking) return locking.number;
  for (const phrase of phrasesWith(pair, token)) {
    const ruling = guideline.rulings.find((one) => one.words?.includes(phrase));
    if (ruling) return ruling.number;
  }
  return null;
}

/** The pieces that rulings lock, by ruling, each text once. */
export function lockedBy(pair: Pair): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  for (const { locked, text } of pair.tokens) {
    if (locked === null || !/^\d+$/.test(locked)) continue;
    const texts = found.get(Number(locked)) ?? [];
    if (!texts.includes(text)) found.set(Number(locked), [...texts, text]);
  }
  return found;
}

/** Runs of words in its clause that hold the word, the longest first. */
function phrasesWith(pair: Pair, token: Token): string[] {
  const clause = pair.tokens.filter((one) => one.word !== null && one.clause === token.clause);
  const at = clause.indexOf(token);
  const phrases: string[] = [];
  for (let length = LONGEST_TERM; length >= 1; length -= 1) {
    for (let from = Math.max(0, at - length + 1); from <= at && from + length <= clause.length; from += 1) {
      phrases.push(
        clause
          .slice(from, from + length)
          .map((one) => one.text.toLowerCase())
          .join(" "),
      );
    }
  }
  return phrases;
}

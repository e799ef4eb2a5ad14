/** Sets of words, kept as sorted lists of word indices, and the lines that a prompt is shown in. */
import type { Pair, Token } from "./wire.ts";

export type Words = readonly number[];

export const NONE: Words = [];

/** Words of the pair that may be struck, in order. */
export function strikeable(pair: Pair): number[] {
  return pair.tokens.flatMap((token) => (token.word !== null && token.locked === null ? [token.word] : []));
}

/** What speaks to the program and not of the picture: parameters, what they ask to be absent, addresses. */
export function isArgument({ locked }: Token): boolean {
  return locked === "parameter" || locked === "negative" || locked === "url";
}

export function has(words: Words, word: number): boolean {
  return words.includes(word);
}

export function union(some: Words, more: Words): number[] {
  return [...new Set([...some, ...more])].sort((a, b) => a - b);
}

export function without(words: Words, gone: Words): number[] {
  return words.filter((word) => !gone.includes(word));
}

/** The strikeable words from one to another, both ends included, whichever comes first. */
export function run(pair: Pair, from: number, to: number): number[] {
  const [low, high] = from <= to ? [from, to] : [to, from];
  return strikeable(pair).filter((word) => low <= word && word <= high);
}

/** One clause as it is shown. `badge` numbers, from 1, the lines that hold a strikeable word. */
export interface Line {
  readonly clause: number;
  readonly badge: number | null;
  readonly tokens: readonly Token[];
  readonly words: Words;
}

export function lines(pair: Pair): Line[] {
  let badge = 0;
  return byClause(pair.tokens).map((tokens) => {
    const words = tokens.flatMap((token) => (token.word !== null && token.locked === null ? [token.word] : []));
    if (words.length > 0) badge += 1;
    return { clause: tokens[0]?.clause ?? 0, badge: words.length > 0 ? badge : null, tokens, words };
  });
}

function byClause(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = [];
  for (const token of tokens) {
    const last = groups.at(-1);
    if (last?.[0] && last[0].clause === token.clause) last.push(token);
    else groups.push([token]);
  }
  return groups;
}

/** The words of the line that holds a word. */
export function clauseOf(pair: Pair, word: number): Words {
  return lines(pair).find((line) => line.words.includes(word))?.words ?? NONE;
}

/** The words of the line with that badge. */
export function clauseAt(pair: Pair, badge: number): Words {
  return lines(pair).find((line) => line.badge === badge)?.words ?? NONE;
}

/** The first word of the clause after (1) or before (-1) the one that holds the word; the word itself at either end. */
export function neighbourClause(pair: Pair, word: number, step: 1 | -1): number {
  const filled = lines(pair).filter((line) => line.words.length > 0);
  const here = filled.findIndex((line) => line.words.includes(word));
  return filled[here + step]?.words[0] ?? word;
}

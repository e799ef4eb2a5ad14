/** Pairs for tests and for the development server. The splitting is crude: the server's tokeniser is the real one. */
import type { Pair, Token, TokenKind } from "../src/core/wire.ts";

const PIECES =
  /(https?:\S+)|(--\w+(?:\s+[\d:.]+)?)|(::-?[\d.]*)|([([{"“])|([)\]}"”])|([,;.!?|，。、；])|(\p{Script=Han}{1,2})|([^\s,;.!?|，。、；()[\]{}"“”]+?(?=::|[\s,;.!?|，。、；()[\]{}"“”]|$))/gu;
const KINDS: readonly TokenKind[] = ["url", "parameter", "weight", "open", "close", "separator", "word", "word"];
const LOCKED: Partial<Record<TokenKind, string>> = { url: "url", parameter: "parameter", weight: "weight" };

export interface Wanted {
  readonly slot?: number;
  readonly language?: string;
  readonly locked?: Readonly<Record<string, string>>;
  readonly size?: readonly [number, number];
  readonly url?: string;
  readonly thumbhash?: string;
}

export function pairOf(prompt: string, wanted: Wanted = {}): Pair {
  const slot = wanted.slot ?? 1;
  const [width, height] = wanted.size ?? [1024, 1024];
  const url = wanted.url ?? `/pictures/${slot}.svg`;
  const { tokens, tail } = tokensOf(prompt, wanted.locked ?? {});
  return {
    pair: 1000 + slot,
    slot,
    batch: { id: 1, name: "Pilot" },
    lease_ends_at: "2026-11-22T12:00:00Z",
    language: wanted.language ?? "en",
    tokens_hash: `hash-${slot}`,
    prompt,
    n_words: tokens.filter((token) => token.word !== null).length,
    tokens,
    tail,
    image: {
      id: `00000000-0000-4000-8000-${String(slot).padStart(12, "0")}`,
      width,
      height,
      thumbhash: wanted.thumbhash ?? "",
      sensitivity: "safe",
      renditions: { "512": url, "1024": url, original: url },
    },
  };
}

function tokensOf(prompt: string, locked: Readonly<Record<string, string>>): { tokens: Token[]; tail: string } {
  const tokens: Token[] = [];
  let end = 0;
  let clause = 0;
  let word = 0;
  for (const match of prompt.matchAll(PIECES)) {
    const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)] ?? "word";
    const [text] = match;
    const before = prompt.slice(end, match.index);
    const reason = LOCKED[kind] ?? (kind === "word" ? (locked[text] ?? null) : null);
    if (kind === "parameter" && tokens.at(-1)?.kind !== "parameter") clause += 1;
    tokens.push({ text, before, kind, clause, word: kind === "word" ? word++ : null, locked: reason });
    if (kind === "separator" || kind === "weight") clause += 1;
    end = match.index + text.length;
  }
  return { tokens, tail: prompt.slice(end) };
}

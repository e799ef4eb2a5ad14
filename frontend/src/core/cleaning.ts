/** What the prompt reads like without the struck words. A preview: the server's own cleaning is what counts. */
import type { Pair, Token } from "./wire.ts";
import type { Words } from "./words.ts";

interface Piece {
  readonly text: string;
  readonly kind: Token["kind"];
  readonly spaced: boolean;
}

const SENTENCE_END = /^[.!?。！？]+$/u;

export function cleaned(pair: Pair, struck: Words): string {
  const pieces = withoutEmptyBrackets(survivors(pair.tokens, struck));
  return joined(trimmed(withoutDoubledSeparators(pieces)));
}

/** Tokens that stay. A clause whose last word goes takes its separator and weight along. */
function survivors(tokens: readonly Token[], struck: Words): Piece[] {
  const emptied = emptiedClauses(tokens, struck);
  let gap = false;
  const pieces: Piece[] = [];
  for (const token of tokens) {
    gap ||= token.before !== "";
    const isStruck = token.word !== null && struck.includes(token.word);
    if (isStruck || (emptied.has(token.clause) && goesWithClause(token))) continue;
    pieces.push({ text: token.text, kind: token.kind, spaced: gap });
    gap = false;
  }
  return pieces;
}

function emptiedClauses(tokens: readonly Token[], struck: Words): Set<number> {
  const words = tokens.filter((token) => token.word !== null);
  const all = new Set(words.map((token) => token.clause));
  for (const token of words) {
    if (token.word !== null && !struck.includes(token.word)) all.delete(token.clause);
  }
  return all;
}

function goesWithClause(token: Token): boolean {
  if (token.kind === "separator") return !SENTENCE_END.test(token.text);
  return token.kind === "weight" || token.kind === "glue";
}

function withoutEmptyBrackets(pieces: Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const inner = kept.at(-1);
    if (piece.kind === "close" && inner?.kind === "open") kept.pop();
    else kept.push(piece);
  }
  return kept;
}

function withoutDoubledSeparators(pieces: Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const isMark = piece.kind === "separator";
    const last = kept.at(-1);
    if (isMark && last === undefined) continue;
    if (isMark && last?.kind === "separator") {
      if (SENTENCE_END.test(piece.text)) kept[kept.length - 1] = { ...piece, spaced: false };
      continue;
    }
    kept.push(piece);
  }
  return kept;
}

function trimmed(pieces: Piece[]): Piece[] {
  const last = pieces.at(-1);
  if (last?.kind === "separator" && !SENTENCE_END.test(last.text)) return pieces.slice(0, -1);
  return pieces;
}

function joined(pieces: Piece[]): string {
  return pieces.reduce((text, piece) => text + gapBefore(text, piece) + piece.text, "");
}

/** Separators lean on the word before them unless they are dashes that stand alone. */
function gapBefore(text: string, piece: Piece): string {
  if (text === "" || !piece.spaced) return "";
  const leans = piece.kind === "close" || (piece.kind === "separator" && !/^[-–—/|]+$/u.test(piece.text));
  return leans ? "" : " ";
}

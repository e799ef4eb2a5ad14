/** What the prompt reads like without the struck words. A preview: the server's own cleaning is what counts. */
import { articleBefore } from "./articles.ts";
import { orphans } from "./orphans.ts";
import type { Pair, Token } from "./wire.ts";
import { union, type Words } from "./words.ts";

interface Piece {
  readonly text: string;
  readonly kind: Token["kind"];
  readonly clause: number;
  readonly spaced: boolean;
  /** Goes although nobody struck it; shown, but no part of the text. */
  readonly isGhost: boolean;
  /** A word went between this piece and the one before. */
  readonly isAfterGap: boolean;
}

/** A stretch of the preview. */
export interface Shown {
  readonly text: string;
  readonly isGhost: boolean;
}

const SENTENCE_END = /^[.!?。！？]+$/u;

/** The text that is left. */
export function cleaned(pair: Pair, struck: Words): string {
  return previewed(pair, struck)
    .filter((shown) => !shown.isGhost)
    .reduce((text, shown) => text + shown.text, "")
    .trimStart();
}

/** The text that is left, and in their places the words that go although nobody struck them. */
export function previewed(pair: Pair, struck: Words): Shown[] {
  const pieces = withoutEmptyBrackets(survivors(pair.tokens, struck, orphans(pair, struck)));
  const separated = withoutDoubledSeparators(pieces);
  const tidied = trimmed(struck.length === 0 ? separated : withoutSeparatorsBeforeParameters(separated));
  return joined(pair.language === "en" ? agreeing(tidied) : tidied);
}

/** Tokens that stay, and ghosts. A clause whose last word goes takes its separator and weight along. */
function survivors(tokens: readonly Token[], struck: Words, auto: Words): Piece[] {
  const gone = union(struck, auto);
  const emptied = emptiedClauses(tokens, gone);
  let spaced = false;
  let isAfterGap = false;
  const pieces: Piece[] = [];
  for (const [at, token] of tokens.entries()) {
    const { text, kind, clause, word } = token;
    spaced ||= token.before !== "";
    const isGhost = word !== null && auto.includes(word);
    if (isGhost) pieces.push({ text, kind, clause, spaced, isGhost, isAfterGap });
    const isGone = isWordOf(token, gone);
    isAfterGap ||= isGone;
    if (isGone || (emptied.has(clause) && goesWithClause(token)) || !holdsOn(tokens, at, gone)) continue;
    // A weight or a sign that hung on what is gone hangs on what stands there now.
    const hangs = (kind === "weight" || kind === "glue") && token.before === "";
    pieces.push({ text, kind, clause, spaced: spaced && !hangs, isGhost, isAfterGap });
    spaced = false;
    isAfterGap = false;
  }
  return pieces;
}

function isWordOf({ word }: Token, words: Words): boolean {
  return word !== null && words.includes(word);
}

/** A sign such as a slash stays while the words that it hangs on do; one that stands free needs both its neighbours. */
function holdsOn(tokens: readonly Token[], at: number, gone: Words): boolean {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token?.kind !== "glue" || token.text.length > 1) return true;
  const isOnLeft = token.before === "" && before?.kind !== "separator";
  const isOnRight = after?.before === "" && after.kind !== "separator";
  const leftStays = before !== undefined && !isWordOf(before, gone);
  const rightStays = after !== undefined && !isWordOf(after, gone);
  if (isOnLeft === isOnRight) return leftStays && rightStays;
  return isOnLeft ? leftStays : rightStays;
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
    const at = kept.findLastIndex((one) => !one.isGhost);
    if (piece.kind === "close" && kept[at]?.kind === "open") kept.splice(at, 1);
    else kept.push(piece);
  }
  return kept;
}

function withoutDoubledSeparators(pieces: Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const at = kept.findLastIndex((one) => !one.isGhost);
    const isMark = piece.kind === "separator";
    if (isMark && at < 0) continue;
    if (isMark && kept[at]?.kind === "separator") {
      if (SENTENCE_END.test(piece.text)) kept[at] = { ...piece, spaced: false };
      continue;
    }
    kept.push(piece);
  }
  return kept;
}

function withoutSeparatorsBeforeParameters(pieces: Piece[]): Piece[] {
  const follower = (at: number) => pieces.slice(at + 1).find((one) => !one.isGhost)?.kind;
  const isIdle = (piece: Piece, at: number) =>
    piece.kind === "separator" && !SENTENCE_END.test(piece.text) && follower(at) === "parameter";
  return pieces.filter((piece, at) => !isIdle(piece, at));
}

function trimmed(pieces: Piece[]): Piece[] {
  const at = pieces.findLastIndex((piece) => !piece.isGhost);
  const last = pieces[at];
  if (last?.kind === "separator" && !SENTENCE_END.test(last.text)) return pieces.toSpliced(at, 1);
  return pieces;
}

/** Lets `a` and `an` agree with the word that follows them now, where another one did before. */
function agreeing(pieces: Piece[]): Piece[] {
  return pieces.map((piece, at) => {
    if (piece.isGhost || !/^an?$/i.test(piece.text)) return piece;
    const next = pieces.slice(at + 1).find((one) => !one.isGhost && one.kind === "word");
    if (!next?.isAfterGap || next.clause !== piece.clause) return piece;
    return { ...piece, text: articleBefore(next.text, piece.text) };
  });
}

function joined(pieces: Piece[]): Shown[] {
  let isBlank = true;
  return pieces.map((piece) => {
    const text = (piece.isGhost && piece.spaced ? " " : gapBefore(isBlank, piece)) + piece.text;
    if (!piece.isGhost) isBlank = false;
    return { text, isGhost: piece.isGhost };
  });
}

/** Separators lean on the word before them unless they are dashes that stand alone. */
function gapBefore(isFirst: boolean, piece: Piece): string {
  if (isFirst) return "";
  if (piece.kind === "parameter") return " ";
  if (!piece.spaced) return "";
  const leans = piece.kind === "close" || (piece.kind === "separator" && !/^[-–—/|]+$/u.test(piece.text));
  return leans ? "" : " ";
}

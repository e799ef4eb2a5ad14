/** The marks on one pair and their undo history: one step for each gesture. */
import type { FlagReason, Pair } from "./wire.ts";
import { clauseOf, NONE, strikeable, union, type Words, without } from "./words.ts";

export interface Marks {
  readonly struck: Words;
  readonly unsure: Words;
}

/** What is kept of a pair while it is being judged, and across a reload. */
export interface Draft {
  readonly marks: Marks;
  readonly past: readonly Marks[];
  readonly future: readonly Marks[];
  /** What is wrong with the pair, told with its answer. Drafts of earlier builds have none. */
  readonly flags?: readonly FlagReason[];
  /** Goes with a flag or a skip. */
  readonly note?: string;
  /** Being written, and asked when it is sent, or with the answer while it stands open. */
  readonly question?: Question;
}

export interface Question {
  /** null: about the pair as a whole. */
  readonly word: number | null;
  readonly text: string;
}

export const UNMARKED: Marks = { struck: NONE, unsure: NONE };
export const BLANK: Draft = { marks: UNMARKED, past: [], future: [] };

/** The draft after one gesture; the same draft when the gesture changed nothing. */
export function marked(draft: Draft, marks: Marks): Draft {
  if (same(draft.marks, marks)) return draft;
  return { ...draft, marks, past: [...draft.past, draft.marks], future: [] };
}

/** The draft with that flag, or without it when it was there. */
export function flagged(draft: Draft, reason: FlagReason): Draft {
  const flags = draft.flags ?? [];
  return { ...draft, flags: flags.includes(reason) ? flags.filter((one) => one !== reason) : [...flags, reason] };
}

/** The draft with that much of its question changed. */
export function questioned(draft: Draft, change: Partial<Question>): Draft {
  return { ...draft, question: { word: null, text: "", ...draft.question, ...change } };
}

/** Whether nothing is said yet; also when all that was said was taken back. */
export function isUnmarked({ marks, flags = [], note = "", question }: Draft): boolean {
  const isMarked = marks.struck.length > 0 || marks.unsure.length > 0 || flags.length > 0;
  return !(isMarked || note || question?.text);
}

export function undone(draft: Draft): Draft {
  const marks = draft.past.at(-1);
  if (marks === undefined) return draft;
  return { ...draft, marks, past: draft.past.slice(0, -1), future: [draft.marks, ...draft.future] };
}

export function redone(draft: Draft): Draft {
  const [marks, ...future] = draft.future;
  if (marks === undefined) return draft;
  return { ...draft, marks, past: [...draft.past, draft.marks], future };
}

/** Strikes the words; a word that is struck is no longer in doubt. */
export function strike(marks: Marks, words: Words): Marks {
  return { struck: union(marks.struck, words), unsure: without(marks.unsure, words) };
}

export function keep(marks: Marks, words: Words): Marks {
  return { struck: without(marks.struck, words), unsure: marks.unsure };
}

/** A run takes the opposite of what its first word was. */
export function paint(marks: Marks, first: number, words: Words): Marks {
  return marks.struck.includes(first) ? keep(marks, words) : strike(marks, words);
}

/** Struck as a whole when any of it is kept, else kept as a whole. */
export function toggleAll(marks: Marks, words: Words): Marks {
  const allStruck = words.every((word) => marks.struck.includes(word));
  return allStruck ? keep(marks, words) : strike(marks, words);
}

export function toggleClause(pair: Pair, marks: Marks, word: number): Marks {
  return toggleAll(marks, clauseOf(pair, word));
}

export function strikeEverything(pair: Pair, marks: Marks): Marks {
  return strike(marks, strikeable(pair));
}

/** In doubt and struck exclude each other. */
export function toggleUnsure(marks: Marks, word: number): Marks {
  if (marks.unsure.includes(word)) return { ...marks, unsure: without(marks.unsure, [word]) };
  return { struck: without(marks.struck, [word]), unsure: union(marks.unsure, [word]) };
}

function same(some: Marks, other: Marks): boolean {
  return sameWords(some.struck, other.struck) && sameWords(some.unsure, other.unsure);
}

function sameWords(some: Words, other: Words): boolean {
  return some.length === other.length && some.every((word, place) => word === other[place]);
}

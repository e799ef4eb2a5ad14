/** What one gesture does to the marks of a pair. */
import { keep, type Marks, paint, strike, strikeEverything, toggleAll, toggleClause, toggleUnsure } from "./marks.ts";
import type { Pair } from "./wire.ts";
import { clauseAt, run, strikeable, type Words } from "./words.ts";

export type Gesture =
  | { readonly do: "toggle"; readonly word: number }
  | { readonly do: "strike"; readonly word: number }
  | { readonly do: "paint"; readonly from: number; readonly to: number }
  /** The run becomes what its first word is. */
  | { readonly do: "extend"; readonly from: number; readonly to: number }
  | { readonly do: "clauseOf"; readonly word: number }
  | { readonly do: "clauseAt"; readonly badge: number }
  | { readonly do: "unsure"; readonly word: number }
  | { readonly do: "everything" };

export function applied(pair: Pair, marks: Marks, gesture: Gesture): Marks {
  switch (gesture.do) {
    case "toggle":
      return toggled(pair, marks, gesture.word);
    case "strike":
      return strike(marks, run(pair, gesture.word, gesture.word));
    case "paint":
      return paint(marks, gesture.from, run(pair, gesture.from, gesture.to));
    case "extend":
      return extended(marks, gesture.from, run(pair, gesture.from, gesture.to));
    case "clauseOf":
      return toggleClause(pair, marks, gesture.word);
    case "clauseAt":
      return toggleAll(marks, clauseAt(pair, gesture.badge));
    case "unsure":
      return strikeable(pair).includes(gesture.word) ? toggleUnsure(marks, gesture.word) : marks;
    case "everything":
      return strikeEverything(pair, marks);
  }
}

function toggled(pair: Pair, marks: Marks, word: number): Marks {
  const words = run(pair, word, word);
  return marks.struck.includes(word) ? keep(marks, words) : strike(marks, words);
}

function extended(marks: Marks, from: number, words: Words): Marks {
  return marks.struck.includes(from) ? strike(marks, words) : keep(marks, words);
}

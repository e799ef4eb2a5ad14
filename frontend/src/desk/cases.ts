/** A case as it is decided: what stands at first, what an opinion says of a word, and what keeps from deciding. */
import { objection as ofPicture } from "../core/answers.ts";
import { BLANK } from "../core/marks.ts";
import { type Hand, inHand, type State } from "../core/state.ts";
import type { Outcome, Pair } from "../core/wire.ts";
import type { Words } from "../core/words.ts";
import type { Case, Opinion } from "./wire.ts";

export type Hint = "loading" | "failed" | "veiled" | "sayWhole";

/** The case as the pair that the workbench's parts expect: nobody holds a slot of it. */
export function asPair(found: Case): Pair {
  const batch = { id: 0, name: found.batch };
  return { ...found, slot: found.pair, batch, lease_ends_at: "" };
}

/** With what most struck, and the keyboard on the first word that is asked. */
export function begun(found: Case): Hand {
  const hand = inHand(asPair(found), { ...BLANK, marks: { struck: found.preset, unsure: [] } });
  return { ...hand, focus: found.asked[0] ?? hand.focus };
}

/** What holds of the whole pair at first: nothing, where that is the question. */
export function firstOutcome(found: Case): Outcome | null {
  return found.about_the_whole ? null : "judged";
}

/** Whether all words are asked, without anybody's opinion. */
export function isBare({ reason, opinions }: Case): boolean {
  return reason === "" && opinions.length === 0;
}

export type Said = "struck" | "kept" | "unsure" | "whole";

/** What an opinion says of a word. */
export function said({ outcome, struck, unsure }: Opinion, word: number): Said {
  if (outcome !== "judged") return "whole";
  if (unsure.includes(word)) return "unsure";
  return struck.includes(word) ? "struck" : "kept";
}

/** The asked words that an opinion strikes. */
export function strikesOf(opinion: Opinion, asked: Words): Words {
  return asked.filter((word) => said(opinion, word) === "struck");
}

/** The asked word beyond, in that direction; the same at either end. */
export function neighbour(asked: Words, word: number | null, step: 1 | -1): number | null {
  const here = word === null ? -1 : asked.indexOf(word);
  return asked[here + step] ?? word;
}

const OF_PICTURE: Readonly<Record<string, Hint>> = {
  image_loading: "loading",
  image_failed: "failed",
  image_veiled: "veiled",
};

/** Why it cannot be decided yet; null when it can. */
export function objection(state: State, outcome: Outcome | null): Hint | null {
  const hint = ofPicture(state, { whole: "reject" });
  if (hint !== null) return OF_PICTURE[hint] ?? "loading";
  return outcome === null ? "sayWhole" : null;
}

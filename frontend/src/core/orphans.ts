/**
 * English function words that fall once a strike takes what they introduced: the server's tidy cleaning, foretold.
 * `dataset/rules/orphans.py` is what counts; both are held to the same golden file.
 */
import type { Pair, Token } from "./wire.ts";
import type { Words } from "./words.ts";

type Role = "determiner" | "preposition" | "conjunction";
type Seen = Role | "edge" | null;

const LISTS: Readonly<Record<Role, string>> = {
  determiner: "a an the this that these those my your his her its our their some any each every another",
  preposition:
    "about above across after against along alongside amid among amongst around as at atop before behind below beneath " +
    "beside besides between beyond by despite during featuring for from in inside into like near of on onto outside " +
    "over past per than through throughout to toward towards under underneath until upon via with within without w/ w/o",
  conjunction: "and or but nor &",
};
const ROLES = new Map(
  (Object.keys(LISTS) as Role[]).flatMap((role) => LISTS[role].split(" ").map((word) => [word, role] as const)),
);
const COMPOUNDS = new Set("front of,top of,out of,ahead of,instead of,because of,next to,close to".split(","));
const FALLS_BEFORE: Readonly<Record<Role, readonly Seen[]>> = {
  determiner: ["preposition", "conjunction", "edge"],
  preposition: ["preposition", "edge"],
  conjunction: ["preposition", "conjunction", "edge"],
};

/** The words that tidy would take away beyond the strikes, ascending. Other languages than English lose none. */
export function orphans(pair: Pair, struck: Words): number[] {
  if (pair.language !== "en" || struck.length === 0) return [];
  return new Fall(pair.tokens.filter((token) => token.word !== null)).from(struck);
}

/** The words as a chain: whatever falls out of it, its two neighbours are looked at again. */
class Fall {
  readonly #words: readonly Token[];
  readonly #texts: readonly string[];
  readonly #gone: boolean[];
  readonly #before: number[];
  readonly #after: number[];
  readonly #doubtful: number[] = [];

  constructor(words: readonly Token[]) {
    this.#words = words;
    this.#texts = words.map((word) => word.text.toLowerCase());
    this.#gone = words.map(() => false);
    this.#before = words.map((_, at) => at - 1);
    this.#after = words.map((_, at) => at + 1);
  }

  from(struck: Words): number[] {
    for (const at of [...struck].sort((a, b) => a - b)) this.#drop(at);
    const fallen: number[] = [];
    for (let at = this.#doubtful.shift(); at !== undefined; at = this.#doubtful.shift()) {
      if (this.#gone[at] || isHeld(this.#words[at]) || !this.#isOrphan(at)) continue;
      this.#drop(at);
      fallen.push(at);
    }
    return fallen.sort((a, b) => a - b);
  }

  #drop(at: number): void {
    const before = this.#before[at] ?? -1;
    const after = this.#after[at] ?? this.#words.length;
    this.#gone[at] = true;
    if (before >= 0) {
      this.#after[before] = after;
      this.#doubtful.push(before);
    }
    if (after < this.#words.length) {
      this.#before[after] = before;
      this.#doubtful.push(after);
    }
  }

  #isOrphan(at: number): boolean {
    const role = this.#role(at);
    if (role === null) return false;
    if (this.#isGap(at, at + 1) && FALLS_BEFORE[role].includes(this.#roleAt(at, this.#after[at] ?? -1))) return true;
    if (!this.#isGap(at, at - 1)) return false;
    const behind = this.#roleAt(at, this.#before[at] ?? -1);
    if (role === "conjunction") return behind === "edge" || behind === "preposition";
    return behind === "edge" && this.#texts[at] === "of";
  }

  #role(at: number): Role | null {
    const role = ROLES.get(this.#texts[at] ?? "");
    if (role !== undefined) return role;
    const isCompound = this.#isGap(at, at + 1) && COMPOUNDS.has(`${this.#texts[at]} ${this.#texts[at + 1]}`);
    return isCompound ? "preposition" : null;
  }

  #roleAt(at: number, other: number): Seen {
    return this.#isInClause(at, other) ? this.#role(other) : "edge";
  }

  #isGap(at: number, neighbour: number): boolean {
    return this.#isInClause(at, neighbour) && this.#gone[neighbour] === true;
  }

  #isInClause(at: number, other: number): boolean {
    const word = this.#words[other];
    return word !== undefined && word.clause === this.#words[at]?.clause;
  }
}

/** Locked by the prompt's structure. What a ruling locks may fall all the same. */
function isHeld(token: Token | undefined): boolean {
  return token !== undefined && token.locked !== null && !/^\d+$/.test(token.locked);
}

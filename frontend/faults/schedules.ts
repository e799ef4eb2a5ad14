/** What goes wrong and when: schedules of acts and faults, the same for the same seed. */

/** What happens to one request on its way. */
export type Fate =
  | "fine"
  | "request lost"
  | "answer lost"
  | "twice"
  | "again later"
  | "slow"
  | "slow answer"
  | "500"
  | "503"
  | "500 though taken"
  | "garbled"
  | "401"
  | "forged";

/** What the annotator, the browser or the machine does. */
export type Step =
  | { readonly do: "judge"; readonly strikes: number; readonly unsure: boolean }
  | { readonly do: "set apart"; readonly outcome: "mismatch" | "unjudgeable" | "reject" }
  | { readonly do: "correct"; readonly back: number }
  | { readonly do: "skip" | "mark" | "leave a correction open" }
  | { readonly do: "pause"; readonly ms: number }
  | { readonly do: "crash" | "reload" | "other tab" | "kill the server" }
  | { readonly do: "go offline" | "come online" | "sign out" | "sign in" | "someone else" };

export interface Schedule {
  readonly seed: number;
  readonly steps: readonly Step[];
  /** Of the requests in their order; beyond the last all is fine. */
  readonly fates: readonly Fate[];
}

const FATES: readonly Fate[] = [
  "request lost",
  "answer lost",
  "twice",
  "again later",
  "slow",
  "slow answer",
  "500",
  "503",
  "500 though taken",
  "garbled",
  "401",
  "forged",
];
const DISTURBANCES = ["crash", "reload", "other tab", "go offline", "sign out", "someone else"] as const;
const OUTCOMES = ["mismatch", "unjudgeable", "reject"] as const;
const KILLS = 0.04;

/** @param kills in how many of the schedules the server is killed */
export function schedule(seed: number, kills = KILLS): Schedule {
  const chance = chances(seed);
  const steps: Step[] = [];
  let away: Step | null = null;
  const n = 6 + Math.floor(chance() * 7);
  for (let place = 0; place < n; place++) {
    if (chance() < 0.3) steps.push({ do: "pause", ms: Math.floor(chance() * 20) });
    if (away !== null && chance() < 0.4) {
      steps.push(away);
      away = null;
    }
    if (chance() < 0.35) {
      const what = pick(DISTURBANCES, chance);
      if (away === null || what === "crash" || what === "other tab") steps.push({ do: what });
      if (away === null) away = wayBack(what);
    }
    steps.push(act(chance));
  }
  if (chance() < kills) steps.splice(Math.floor(chance() * steps.length), 0, { do: "kill the server" });
  const badness = chance();
  const fates = Array.from({ length: 12 + Math.floor(chance() * 20) }, () =>
    chance() < badness * 0.8 ? pick(FATES, chance) : "fine",
  );
  return { seed, steps, fates };
}

function act(chance: () => number): Step {
  const kind = chance();
  if (kind < 0.55) return { do: "judge", strikes: Math.floor(chance() * 4), unsure: chance() < 0.2 };
  if (kind < 0.65) return { do: "set apart", outcome: pick(OUTCOMES, chance) };
  if (kind < 0.8) return { do: "correct", back: Math.floor(chance() * 3) };
  if (kind < 0.88) return { do: "skip" };
  return { do: kind < 0.95 ? "mark" : "leave a correction open" };
}

function wayBack(what: (typeof DISTURBANCES)[number]): Step | null {
  if (what === "go offline") return { do: "come online" };
  return what === "sign out" || what === "someone else" ? { do: "sign in" } : null;
}

function pick<Choice>(choices: readonly Choice[], chance: () => number): Choice {
  return choices[Math.floor(chance() * choices.length)] as Choice;
}

/** Numbers in [0, 1), the same for the same seed (mulberry32, public domain). */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

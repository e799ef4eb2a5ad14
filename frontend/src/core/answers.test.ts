import { expect, test } from "vitest";
import { CHOICES } from "../../dev/choices.ts";
import { pairOf } from "../../dev/pairs.ts";
import { flag, judgment, objection, question, skip } from "./answers.ts";
import type { Draft } from "./marks.ts";
import { reduce } from "./reduce.ts";
import { type Hand, inHand, opened, type State } from "./state.ts";

const CONFIG = {
  csrf: "",
  work: { state: "looking", retry_after: null, pairs: [] },
  urls: {
    flags: "",
    questions: "",
    packs: "",
    parkings: "",
    shift_ends: "",
    claims: "",
    judgments: "",
    skips: "",
    releases: "",
    corrections: "",
    choices: "",
    sign_in: "",
    inbox: "",
    leave: "",
  },
  annotator: { key: "k", name: "Mina" },
  judged_today: 0,
  guideline: { number: 1, rulings: [] },
  tour: null,
  build: "b1",
  language: "en",
  strings: {},
  choices: CHOICES,
} as const;

function showing(struck: readonly number[], more: Partial<Hand> = {}): State {
  const draft: Draft = { marks: { struck, unsure: [3] }, past: [], future: [] };
  const hand: Hand = { ...inHand(pairOf("a cat, a dog"), draft), picture: "painted", ...more };
  return { ...opened(CONFIG), hand, queue: [2, 3, 4, 5, 6].map((slot) => pairOf("a cat", { slot })) };
}

test("submitting asks for a strike, and all depicted for none", () => {
  expect(objection(showing([]), { submit: "strikes" })).toBe("nothing_struck");
  expect(objection(showing([1]), { submit: "strikes" })).toBeNull();
  expect(objection(showing([1]), { submit: "nothing" })).toBe("something_struck");
  expect(objection(showing([]), { submit: "nothing" })).toBeNull();
});

test("nothing is judged before its picture was seen", () => {
  expect(objection(showing([1], { picture: "loading" }), { submit: "strikes" })).toBe("image_loading");
  expect(objection(showing([1], { picture: "failed" }), { whole: "mismatch" })).toBe("image_failed");
});

test("a judgment carries the marks, and the refill once five pairs are left", () => {
  expect(judgment(showing([1]), { submit: "strikes" }, "u", { activeMs: 1234.5, trail: null })).toEqual({
    kind: "judgment",
    body: {
      uuid: "u",
      pair: 1001,
      slot: 1,
      tokens_hash: "hash-1",
      outcome: "judged",
      struck: [1],
      unsure: [3],
      active_ms: 1235,
      refill: 10,
    },
  });
});

test("a verdict on the whole pair carries no strikes", () => {
  expect(judgment(showing([1]), { whole: "mismatch" }, "u", { activeMs: 0, trail: null })?.body).toMatchObject({
    outcome: "mismatch",
    struck: [],
    unsure: [],
  });
});

test("a pair that was answered before is corrected, not skipped, and brings no refill", () => {
  const again = showing([1], { correcting: "u0" });

  expect(judgment(again, { submit: "strikes" }, "u", { activeMs: 0, trail: null })).toMatchObject({
    kind: "correction",
    body: { refill: 0 },
  });
  expect(skip(again, "image", "u", null)).toBeNull();
});

test("a skip names its reason", () => {
  expect(skip(showing([]), "language", "u", null)).toEqual({
    kind: "skip",
    body: { uuid: "u", pair: 1001, slot: 1, reason: "language", refill: 10 },
  });
});

test("a note goes with flags and skips, without the spaces round it, and with nothing else", () => {
  const noted = (note: string, flags?: Draft["flags"]) => {
    const state = showing([1]);
    const draft = { marks: { struck: [1], unsure: [] }, past: [], future: [], note, ...(flags ? { flags } : {}) };
    return { ...state, hand: state.hand && { ...state.hand, draft } };
  };
  const worked = { activeMs: 1, trail: null };

  expect(skip(noted(" whose? "), "expert", "u", null)?.body).toHaveProperty("note", "whose?");
  expect(skip(noted("  "), "expert", "u", null)?.body).not.toHaveProperty("note");
  expect(flag(noted("a name"), ["personal"], "u")?.body).toHaveProperty("note", "a name");
  expect(judgment(noted("a name", ["personal"]), { submit: "strikes" }, "u", worked)?.body).toHaveProperty(
    "note",
    "a name",
  );
  expect(judgment(noted("a name"), { submit: "strikes" }, "u", worked)?.body).not.toHaveProperty("note");
});

test("a question is on a word or on the pair, without the spaces round it, and an empty one is none", () => {
  const asking = (text: string, word: number | null) =>
    question(reduce(showing([1]), { type: "questioned", question: { text, word } }), "u");

  expect(asking(" one? ", 2)).toEqual({ kind: "question", body: { uuid: "u", pair: 1001, word: 2, text: "one?" } });
  expect(asking("one?", null)?.body).toHaveProperty("word", null);
  expect(asking("  ", 2)).toBeNull();
});

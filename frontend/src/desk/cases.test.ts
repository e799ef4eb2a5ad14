import { describe, expect, test } from "vitest";
import { DEFAULT_CHOICES } from "../core/account.ts";
import { overlap } from "../core/keymap.ts";
import { nameOf } from "../core/shortcuts.ts";
import { handed, opened } from "../core/state.ts";
import { begun, firstOutcome, isBare, neighbour, objection, said, strikesOf } from "./cases.ts";
import { Kept } from "./kept.ts";
import { ROWS, tables } from "./keys.ts";
import type { Case, Decision, Opinion } from "./wire.ts";

const WORDS = ["a", "red", "apple"];
const OPINION: Opinion = { letter: "A", outcome: "judged", struck: [0, 1], unsure: [2] };
const MISMATCH: Opinion = { letter: "B", outcome: "mismatch", struck: [], unsure: [] };
const CASE: Case = {
  pair: 7,
  batch: "pilot",
  language: "en",
  tokens_hash: "",
  prompt: WORDS.join(" "),
  n_words: 3,
  tokens: WORDS.map((text, word) => ({
    text,
    before: word === 0 ? "" : " ",
    kind: "word",
    clause: 0,
    word,
    locked: null,
  })),
  tail: "",
  image: {
    id: "i",
    width: 1,
    height: 1,
    thumbhash: "",
    sensitivity: "safe",
    renditions: { "512": "", "1024": "", original: "" },
  },
  reason: "split",
  asked: [1, 2],
  agreed: [],
  preset: [1],
  about_the_whole: false,
  opinions: [OPINION, MISMATCH],
  flags: [],
  notes: [],
};

describe("a case", () => {
  test("begins with what most struck, on the first word that is asked", () => {
    const { draft, focus, pair } = begun(CASE);

    expect([draft.marks.struck, focus, pair.slot, firstOutcome(CASE)]).toEqual([[1], 1, 7, "judged"]);
  });

  test("about the whole pair begins without an outcome", () => {
    expect(firstOutcome({ ...CASE, about_the_whole: true })).toBeNull();
  });

  test("is bare without a reason and opinions", () => {
    expect([isBare(CASE), isBare({ ...CASE, reason: "", opinions: [] })]).toEqual([false, true]);
  });

  test("has for each word what an opinion says of it", () => {
    expect([0, 1, 2].map((word) => said(OPINION, word))).toEqual(["struck", "struck", "unsure"]);
    expect([said({ ...OPINION, struck: [] }, 1), said(MISMATCH, 1)]).toEqual(["kept", "whole"]);
  });

  test("takes of an opinion what was asked alone", () => {
    expect(strikesOf(OPINION, CASE.asked)).toEqual([1]);
  });

  test("is walked through from asked word to asked word", () => {
    expect([
      neighbour([1, 2], 1, 1),
      neighbour([1, 2], 2, 1),
      neighbour([1, 2], 1, -1),
      neighbour([], null, 1),
    ]).toEqual([2, 2, 1, null]);
  });
});

test("a case is decided once its picture was seen and its outcome is said", () => {
  const config = { choices: DEFAULT_CHOICES, guideline: { number: 0, rulings: [] } };
  const blank = opened(config as unknown as Parameters<typeof opened>[0]);
  const loading = { ...blank, hand: begun(CASE) };
  const painted = handed(loading, (hand) => ({ ...hand, picture: "painted" }));
  const sensitive = { ...CASE, image: { ...CASE.image, sensitivity: "sensitive" as const } };
  const covered = handed({ ...blank, hand: begun(sensitive) }, (hand) => ({ ...hand, picture: "painted" }));

  expect(objection(loading, "judged")).toBe("loading");
  expect(objection(covered, "judged")).toBe("veiled");
  expect(objection(painted, null)).toBe("sayWhole");
  expect(objection(painted, "judged")).toBeNull();
});

test("no two keys of the desk are the same", () => {
  const { shortcuts } = tables(true);
  const words = shortcuts
    .filter(({ mode }) => mode === "words")
    .map(({ chords, command }) => ({ chords, act: command }));
  const all = [...ROWS, ...words].flatMap(({ act, chords }) => chords.map((chord) => ({ name: nameOf(act), chord })));
  const doubled = all.filter((one, place) => all.slice(0, place).some((other) => overlap(one.chord, other.chord)));

  expect(doubled).toEqual([]);
});

test("without keys of one character, arrows and Enter are left", () => {
  expect(tables(false).rows.flatMap(({ act, chords }) => (chords.length > 0 ? [nameOf(act)] : []))).toEqual([
    "decide",
    "step.-1",
    "step.1",
  ]);
});

test("decisions are kept until they are gone, whatever else lay there", () => {
  const shelf = new Map<string, string>();
  const storage = {
    getItem: (name: string) => shelf.get(name) ?? null,
    setItem: (name: string, text: string) => void shelf.set(name, text),
    removeItem: (name: string) => void shelf.delete(name),
  };
  const decision: Decision = { uuid: "u", pair: 7, outcome: "judged", asked: [1], struck: [], note: "" };
  const kept = new Kept(storage, "desk-1");

  kept.write([decision]);
  expect([kept.read(), new Kept(storage, "desk-2").read()]).toEqual([[decision], []]);
  kept.write([]);
  expect([kept.read(), shelf.size]).toEqual([[], 0]);
  shelf.set("strikeout.desk-1", "{broken");
  expect(kept.read()).toEqual([]);
});

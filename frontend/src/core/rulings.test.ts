import { expect, test } from "vitest";
import { pairOf } from "../../dev/pairs.ts";
import { lockedBy, rulingOf } from "./rulings.ts";
import type { Guideline, Ruling } from "./wire.ts";

const RULING: Ruling = { number: 1, title: "", decision: "judge", text: "" };
const GUIDELINE: Guideline = {
  number: 1,
  rulings: [
    { ...RULING, number: 4, words: ["four", "a crowd"] },
    { ...RULING, number: 5, words: ["on", "on top of"] },
    { ...RULING, number: 7, words: ["on canvas", "oil on canvas"] },
    { ...RULING, number: 10, decision: "never", words: [] },
  ],
};
const PAIR = pairOf("Four cats on top of a crowd, oil on canvas, 8k", { locked: { "8k": "10" } });

test.each([
  [0, 4],
  [1, null],
  [2, 5],
  [4, 5],
  [6, 4],
  [7, 7],
  [8, 7],
  [10, 10],
])("word %i is spoken of by ruling %s", (word, ruling) => {
  expect(rulingOf(PAIR, word, GUIDELINE)).toBe(ruling);
});

test("a phrase does not reach into the next clause", () => {
  expect(rulingOf(pairOf("oil, on canvas"), 0, GUIDELINE)).toBeNull();
});

test("what rulings lock is listed once, by ruling", () => {
  const pair = pairOf("8k, a cat::2, 8k, epic", { locked: { "8k": "10", epic: "11" } });

  expect([...lockedBy(pair)]).toEqual([
    [10, ["8k"]],
    [11, ["epic"]],
  ]);
});

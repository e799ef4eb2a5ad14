import { expect, test } from "vitest";
import { pairOf } from "../../dev/pairs.ts";
import { clauseAt, clauseOf, lines, neighbourClause, run, strikeable } from "./words.ts";

const PAIR = pairOf("a red cat, octane render, on a wooden table --ar 3:2", { locked: { octane: "10", render: "10" } });

test("locked words and pieces that are no words cannot be struck", () => {
  expect(strikeable(PAIR)).toEqual([0, 1, 2, 5, 6, 7, 8]);
});

test("a run leaves out the locked words within it, whichever end comes first", () => {
  expect(run(PAIR, 2, 6)).toEqual([2, 5, 6]);
  expect(run(PAIR, 6, 2)).toEqual([2, 5, 6]);
});

test("only lines that hold a strikeable word carry a number", () => {
  expect(lines(PAIR).map((line) => [line.badge, line.words])).toEqual([
    [1, [0, 1, 2]],
    [null, []],
    [2, [5, 6, 7, 8]],
    [null, []],
  ]);
});

test("the lines hold every token once, in order", () => {
  expect(lines(PAIR).flatMap((line) => line.tokens)).toEqual(PAIR.tokens);
});

test("a clause is found by its number and by a word of it", () => {
  expect(clauseAt(PAIR, 2)).toEqual([5, 6, 7, 8]);
  expect(clauseOf(PAIR, 7)).toEqual([5, 6, 7, 8]);
  expect(clauseAt(PAIR, 9)).toEqual([]);
});

test("going by clauses passes the locked one and stays at the ends", () => {
  expect(neighbourClause(PAIR, 1, 1)).toBe(5);
  expect(neighbourClause(PAIR, 6, -1)).toBe(0);
  expect(neighbourClause(PAIR, 6, 1)).toBe(6);
});

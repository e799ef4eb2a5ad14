import fc from "fast-check";
import { expect, test } from "vitest";
import { type Box, type Direction, inRows, reached } from "./movement.ts";

/** Rows of words, each 40 wide; a row is a list of word indices from left to right. */
function boxes(rows: readonly (readonly number[])[]): Box[] {
  return rows
    .flatMap((row, y) =>
      row.map((word, x) => ({ word, left: x * 50, right: x * 50 + 40, top: y * 30, bottom: y * 30 + 20 })),
    )
    .sort((a, b) => a.word - b.word);
}

const THREE_ROWS = boxes([
  [0, 1, 2, 3],
  [4, 5],
  [6, 7, 8],
]);
const ARABIC = boxes([
  [2, 1, 0],
  [5, 4, 3],
]);

test.each<[number, Direction, number]>([
  [1, "right", 2],
  [3, "right", 4],
  [4, "left", 3],
  [0, "left", 0],
  [8, "right", 8],
  [3, "down", 5],
  [5, "down", 7],
  [7, "up", 5],
  [0, "up", 0],
  [8, "down", 8],
  [5, "first", 0],
  [5, "last", 8],
])("from %i going %s is %i", (from, direction, to) => {
  expect(reached(THREE_ROWS, from, direction, false)).toBe(to);
});

test.each<[number, Direction, number]>([
  [0, "left", 1],
  [2, "left", 3],
  [3, "right", 2],
  [1, "right", 0],
  [0, "right", 0],
])("in a text from right to left, from %i going %s is %i", (from, direction, to) => {
  expect(reached(ARABIC, from, direction, true)).toBe(to);
});

test("from a word that cannot be reached, any arrow goes to the first", () => {
  expect(reached(THREE_ROWS, 99, "down", false)).toBe(0);
});

test("slightly raised boxes belong to the same row", () => {
  const uneven = [
    { word: 0, left: 0, right: 10, top: 3, bottom: 23 },
    { word: 1, left: 20, right: 30, top: 0, bottom: 20 },
  ];

  expect(inRows(uneven).map((row) => row.map((box) => box.word))).toEqual([[0, 1]]);
});

test("pressing one arrow long enough visits every word of a text once", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }), (lengths) => {
      let word = 0;
      const text = boxes(lengths.map((length) => Array.from({ length }, () => word++)));
      const seen = [0];
      for (let step = 1; step < text.length; step++) seen.push(reached(text, seen.at(-1) ?? 0, "right", false));
      expect(seen).toEqual(text.map((box) => box.word));
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { compared, isRight } from "./comparing.ts";

const WORDS = fc.uniqueArray(fc.nat(20)).map((words) => words.sort((a, b) => a - b));

test("every word that either side strikes is in one place", () => {
  fc.assert(
    fc.property(WORDS, WORDS, (struck, truth) => {
      const { hits, missed, over } = compared(struck, truth);
      expect([...hits, ...missed].sort((a, b) => a - b)).toEqual(truth);
      expect([...hits, ...over].sort((a, b) => a - b)).toEqual(struck);
    }),
  );
});

test("an answer is right when it is the truth, and else it is not", () => {
  fc.assert(
    fc.property(WORDS, WORDS, (struck, truth) => {
      expect(isRight(compared(struck, truth))).toBe(struck.join() === truth.join());
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { pairOf } from "../../dev/pairs.ts";
import { applied, type Gesture } from "./gestures.ts";
import { BLANK, type Draft, marked, redone, toggleAll, UNMARKED, undone } from "./marks.ts";
import { strikeable } from "./words.ts";

const PAIR = pairOf("a red cat, octane render, on a wooden table, 8k", { locked: { octane: "10" } });

const word = fc.integer({ min: 0, max: 12 });
const gesture: fc.Arbitrary<Gesture> = fc.oneof(
  fc.record({ do: fc.constantFrom("toggle", "strike", "clauseOf", "unsure"), word }),
  fc.record({ do: fc.constantFrom("paint", "extend"), from: word, to: word }),
  fc.record({ do: fc.constant("clauseAt"), badge: fc.integer({ min: 1, max: 9 }) }),
  fc.constant<Gesture>({ do: "everything" }),
);

function after(draft: Draft, gestures: readonly Gesture[]): Draft {
  return gestures.reduce((now, one) => marked(now, applied(PAIR, now.marks, one)), draft);
}

test("whatever is done, marks are sorted, strikeable, and never both struck and in doubt", () => {
  fc.assert(
    fc.property(fc.array(gesture), (gestures) => {
      const { struck, unsure } = after(BLANK, gestures).marks;
      expect(struck).toEqual([...new Set(struck)].sort((a, b) => a - b));
      expect(strikeable(PAIR)).toEqual(expect.arrayContaining([...struck, ...unsure]));
      expect(struck.filter((one) => unsure.includes(one))).toEqual([]);
    }),
  );
});

test("undoing everything leaves nothing marked, and redoing it all brings everything back", () => {
  fc.assert(
    fc.property(fc.array(gesture), (gestures) => {
      const done = after(BLANK, gestures);
      let draft = done;
      while (draft.past.length > 0) draft = undone(draft);
      expect(draft.marks).toEqual(UNMARKED);
      while (draft.future.length > 0) draft = redone(draft);
      expect(draft).toEqual(done);
    }),
  );
});

test("a painted run is one step", () => {
  const draft = after(BLANK, [{ do: "paint", from: 0, to: 6 }]);

  expect(draft.marks.struck).toEqual([0, 1, 2, 4, 5, 6]);
  expect(undone(draft).marks).toEqual(UNMARKED);
});

test("a run takes the opposite of what its first word was", () => {
  const draft = after(BLANK, [
    { do: "toggle", word: 2 },
    { do: "paint", from: 2, to: 0 },
  ]);

  expect(draft.marks.struck).toEqual([]);
});

test("a clause that is struck in part is struck whole at first, then kept whole", () => {
  const once = toggleAll({ struck: [1], unsure: [] }, [0, 1, 2]);

  expect(once.struck).toEqual([0, 1, 2]);
  expect(toggleAll(once, [0, 1, 2]).struck).toEqual([]);
});

test("a gesture that changes nothing is no step", () => {
  expect(after(BLANK, [{ do: "toggle", word: 3 }])).toBe(BLANK);
  expect(after(BLANK, [{ do: "clauseAt", badge: 9 }])).toBe(BLANK);
});

test("striking takes a word out of doubt, and doubt takes the strike off", () => {
  const doubted = after(BLANK, [
    { do: "toggle", word: 1 },
    { do: "unsure", word: 1 },
  ]);

  expect(doubted.marks).toEqual({ struck: [], unsure: [1] });
  expect(after(doubted, [{ do: "strike", word: 1 }]).marks).toEqual({ struck: [1], unsure: [] });
});

test("extending a run makes it what its first word is", () => {
  const draft = after(BLANK, [
    { do: "toggle", word: 4 },
    { do: "extend", from: 4, to: 6 },
  ]);

  expect(draft.marks.struck).toEqual([4, 5, 6]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { CHOICES } from "../../dev/choices.ts";
import { pairOf } from "../../dev/pairs.ts";
import { type Event, reduce } from "./reduce.ts";
import { isAway, RETURNED_AFTER_MS, restOf, returnable } from "./rests.ts";
import { held, opened, type Rest, type State } from "./state.ts";
import type { PageConfig } from "./wire.ts";

const MINUTE = 60_000;
/** Three words: read for 121.5 s at most. */
const READING_MS = 121_500;
const BEGUN = opened({
  choices: CHOICES,
  judged_today: 0,
  guideline: { number: 1, rulings: [] },
  tour: null,
} as unknown as PageConfig);

function at(...events: Event[]): State {
  const pairs = [1, 2, 3].map((slot) => pairOf("a black cat", { slot }));
  const work = { state: "work", retry_after: null, pairs } as const;
  return [{ type: "arrived", work } as const, ...events].reduce<State>(reduce, BEGUN);
}

function rested(by: Rest["by"], since = 0): Event {
  return { type: "rested", rest: { by, since } };
}

test("a silence over a pair is a pause once it is too long to be reading", () => {
  expect(restOf(at(), 1_000, 1_000 + READING_MS)).toBeNull();
  expect(restOf(at(), 1_000, 1_001 + READING_MS)).toEqual({ by: "silence", since: 1_001 + READING_MS });
});

test("nobody is paused for having nothing to do", () => {
  expect(restOf(BEGUN, 0, 24 * 60 * MINUTE)).toBeNull();
});

test("a pause stays what it was, however long", () => {
  fc.assert(
    fc.property(fc.constantFrom("hand", "silence", "end"), fc.nat(), fc.nat(), (by, since, now) => {
      expect(restOf(at(rested(by, since)), 0, now)).toEqual({ by, since });
    }),
  );
});

test("the screen is away in a pause that somebody asked for, not in a silence", () => {
  expect([at(), at(rested("silence")), at(rested("hand")), at(rested("end"))].map(isAway)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test("after a quarter of an hour all that is held goes back", () => {
  for (const by of ["hand", "silence"] as const) {
    expect(returnable(at(rested(by, 5)), 4 + RETURNED_AFTER_MS)).toEqual([]);
    expect(returnable(at(rested(by, 5)), 5 + RETURNED_AFTER_MS)).toEqual([1, 2, 3]);
  }
});

test("a pair with marks on it stays, and so does a pack; at the end of a shift the server gives back", () => {
  const mark: Event = { type: "marked", gesture: { do: "toggle", word: 1 } };
  const pack: Event = { type: "packed", pack: { slots: [1, 2, 3], nStored: 3, endsAt: 1, wasAway: true } };

  expect(returnable(at(mark, rested("hand")), RETURNED_AFTER_MS)).toEqual([2, 3]);
  expect(returnable(at(mark, { type: "undone" }, rested("hand")), RETURNED_AFTER_MS)).toEqual([1, 2, 3]);
  expect(returnable(at(pack, rested("hand")), RETURNED_AFTER_MS)).toEqual([]);
  expect(returnable(at(rested("end")), RETURNED_AFTER_MS)).toEqual([]);
});

test("what went back does not come again before the server has it, and may come again then", () => {
  const gone = at({ type: "parted", slots: [1, 2, 3] });
  const { pairs } = { pairs: held(at()) };
  const again: Event = { type: "arrived", work: { state: "work", retry_after: null, pairs } };

  expect(held(reduce(gone, again))).toEqual([]);
  expect(held(reduce(reduce(gone, { type: "freed", slots: [1, 2, 3] }), again))).toEqual(pairs);
});

test("time that goes by changes the screen only when something comes of it", () => {
  const beaten: Event = {
    type: "beaten",
    beaten: { active_today_ms: 5, lease_ends_at: null, lease_ms: 3 * MINUTE },
    now: 0,
  };
  const state = at(beaten);
  expect(state).toMatchObject({ activeMs: 5, leaseEndsAt: 3 * MINUTE, isLeaseEnding: false });

  expect(reduce(state, { type: "ticked", touchedAt: 0, now: MINUTE - 1 })).toBe(state);
  expect(reduce(state, { type: "ticked", touchedAt: 0, now: MINUTE })).toMatchObject({ isLeaseEnding: true });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { CHOICES } from "../../dev/choices.ts";
import { pairOf } from "../../dev/pairs.ts";
import type { Gesture } from "../core/gestures.ts";
import { type Event, reduce } from "../core/reduce.ts";
import { inHand, opened, type State } from "../core/state.ts";
import type { PageConfig } from "../core/wire.ts";
import { type Moment, N_TASKS, TASKS } from "./practice.ts";

const CONFIG = {
  choices: CHOICES,
  judged_today: 0,
  guideline: { number: 1, rulings: [] },
  tour: null,
} as unknown as PageConfig;
const BEFORE: State = { ...opened(CONFIG), hand: inHand(pairOf("a red house, two birds, a tree")) };

function mark(gesture: Gesture): Event {
  return { type: "marked", gesture };
}

/** Which tasks the last of these events does. */
function done(...events: readonly Event[]): string[] {
  const before = events.slice(0, -1).reduce(reduce, BEFORE);
  const now = events.slice(-1).reduce(reduce, before);
  const moment = (state: State): Moment => ({ state, scale: 1 });
  return TASKS.filter((task) => task.isDone(moment(before), moment(now))).map((task) => task.keys);
}

test("each act does its own task", () => {
  expect(done({ type: "focused", word: 1 })).toEqual(["→"]);
  expect(done(mark({ do: "toggle", word: 1 }))).toEqual(["Space"]);
  expect(done(mark({ do: "toggle", word: 1 }), { type: "undone" })).toEqual(["Z"]);
  expect(done({ type: "paneled", panel: "guideline" })).toEqual([]);
  expect(done({ type: "paneled", panel: "guideline" }, { type: "paneled", panel: null })).toEqual(["G, Esc"]);
});

test("a clause is struck at once, also word by word, and a run has more than one word", () => {
  expect(done(mark({ do: "clauseAt", badge: 2 }))).toEqual(["Space", "2", "⇧ →, Space"]);
  expect(done(mark({ do: "toggle", word: 3 }), mark({ do: "toggle", word: 4 }))).toEqual(["Space", "2"]);
  expect(done(mark({ do: "paint", from: 0, to: 1 }))).toEqual(["Space", "⇧ →, Space"]);
  expect(done(mark({ do: "paint", from: 0, to: 1 }), mark({ do: "paint", from: 1, to: 0 }))).toEqual(["⇧ →, Space"]);
});

test("looking closer is done when the picture grows, and not when it shrinks", () => {
  const zoomed = (from: number, to: number) =>
    TASKS.filter((task) => task.isDone({ state: BEFORE, scale: from }, { state: BEFORE, scale: to }));

  fc.assert(
    fc.property(fc.double({ min: 1, max: 8 }), fc.double({ min: 1, max: 8 }), (from, to) => {
      expect(zoomed(from, to).map((task) => task.keys)).toEqual(to > from ? ["+"] : []);
    }),
  );
});

test("the first focus of a picture is nobody's move, and nothing is done without a picture", () => {
  const none: Moment = { state: { ...BEFORE, hand: null }, scale: 1 };

  expect(TASKS.filter((task) => task.isDone(none, { state: BEFORE, scale: 1 }))).toEqual([]);
  expect(TASKS.filter((task) => task.isDone({ state: BEFORE, scale: 1 }, none))).toEqual([]);
});

test("the last task is to submit", () => {
  expect(N_TASKS).toBe(TASKS.length + 1);
});

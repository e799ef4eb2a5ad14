import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { pairOf } from "../../dev/pairs.ts";
import { isLate, type Letter, written } from "../core/outbox.ts";
import { type Event, reduce } from "../core/reduce.ts";
import { held, type Past, type State } from "../core/state.ts";
import type { Pair, Work } from "../core/wire.ts";
import { ApiError } from "../platform/http.ts";
import { openStore } from "../platform/store.ts";
import type { Around } from "./around.ts";
import type { Errands } from "./errands.ts";
import { Offline } from "./offline.ts";
import { isAtRest } from "./renewing.ts";
import { found } from "./restoring.ts";
import { Shift } from "./shift.ts";

const EMPTY = {
  hand: null,
  queue: [],
  supply: "looking",
  retryAfterMs: null,
  drafts: {},
  answered: [],
  history: [],
  rest: null,
  hint: null,
  asking: null,
  panel: null,
  connection: "fine",
  nUnsent: 0,
  isLate: false,
  pack: null,
  judgedToday: 0,
} as unknown as State;

const ENDS = "2026-11-22T16:00:00Z";

function pairs(n: number): Pair[] {
  return Array.from({ length: n }, (_, slot) => ({ ...pairOf("a cat", { slot: slot + 1 }), lease_ends_at: ENDS }));
}

function letter(seq: number): Letter {
  return written({ kind: "skip", body: { uuid: `u${seq}`, pair: seq, slot: seq, reason: "image", refill: 0 } }, seq);
}

interface Scene {
  readonly offline: Offline;
  readonly released: number[][];
  readonly state: () => State;
  readonly tell: (event: Event) => void;
}

async function scene(key: string, n: number, stored: (url: string) => boolean = () => true): Promise<Scene> {
  let state = EMPTY;
  const released: number[][] = [];
  const tell = (event: Event) => {
    state = reduce(state, event);
  };
  const work: Work = { state: "work", retry_after: null, pairs: pairs(n) };
  const errands = {
    pack: async () => work,
    release: async (slots: number[]) => void released.push(slots),
  } as unknown as Errands;
  const shelf = { put: async (url: string) => stored(url), clear: async () => undefined, count: async () => 0 };
  const around = { store: await openStore(key), shelf, now: () => 0 } as unknown as Around;
  const urlOf = (pair: Pair) => String(pair.slot);
  return {
    offline: new Offline({ around, errands, state: () => state, tell, urlOf }),
    released,
    state: () => state,
    tell,
  };
}

test("work is taken along with its pictures, until the first of its leases ends", async () => {
  const { offline, state } = await scene("taken", 30);

  await offline.take();

  expect(held(state()).length).toBe(30);
  expect(state().pack).toEqual({
    slots: pairs(30).map((pair) => pair.slot),
    nStored: 30,
    endsAt: Date.parse(ENDS),
    wasAway: false,
  });
});

test("a pair whose picture cannot be stored is given back at once", async () => {
  const { offline, state, released } = await scene("unstored", 3, (url) => url !== "2");

  await offline.take();

  expect(released).toEqual([[2]]);
  expect(held(state()).map((pair) => pair.slot)).toEqual([1, 3]);
});

test("with a network again and all sent, what is more than usual goes back", async () => {
  const { offline, state, tell, released } = await scene("back", 14);
  await offline.take();
  tell({ type: "connected", connection: "behind", nUnsent: 1, isLate: false });
  offline.follow(state());
  tell({ type: "connected", connection: "fine", nUnsent: 0, isLate: false });
  offline.follow(state());

  await expect.poll(() => released).toEqual([[11, 12, 13, 14]]);
  expect(held(state()).length).toBe(10);
  expect(state().pack).toBeNull();
});

test("a shift does not end over answers that wait, unless it is asked for", async () => {
  const receipt = { from: ENDS, to: ENDS, judged: 1, skipped: 0, active_ms: 1 };
  const errands = { endShift: async () => receipt } as unknown as Errands;
  const around = { errands, tell: () => undefined, drain: async () => undefined, now: () => 0 };
  const shift = new Shift({ ...around, state: () => ({ ...EMPTY, nUnsent: 2 }) });

  await shift.end();
  expect(shift.ending.value).toEqual({ stage: "unsent", nUnsent: 2 });

  await shift.end(true);
  expect(shift.ending.value).toEqual({ stage: "ended", receipt });
});

test("a shift that the server could not end says so", async () => {
  const endShift = () => Promise.reject(new ApiError(503, "busy", "Busy"));
  const errands = { endShift } as unknown as Errands;
  const shift = new Shift({
    errands,
    tell: () => undefined,
    drain: async () => undefined,
    now: () => 0,
    state: () => EMPTY,
  });

  await shift.end();

  expect(shift.ending.value).toMatchObject({ stage: "failed" });
});

test("twenty answers, or one for ten minutes, are too many to be quiet about", () => {
  const twenty = Array.from({ length: 20 }, (_, seq) => letter(seq));

  expect([isLate(twenty.slice(1), 20), isLate(twenty, 20)]).toEqual([false, true]);
  expect([isLate([letter(0)], 600_000), isLate([letter(0)], 600_001)]).toEqual([false, true]);
});

test("of a pack that was taken along, what was answered is not there again after a crash", () => {
  const [first, second, third] = pairs(3) as [Pair, Pair, Pair];
  const past = {
    uuid: "u9",
    pair: first,
    answer: { skipped: "image" },
    sync: "saved",
    problem: null,
  } as unknown as Past;
  const pack = { slots: [1, 2, 3], nStored: 3, endsAt: 1, wasAway: true };
  const kept = found({
    letters: [letter(2)],
    drafts: {},
    history: [past],
    open: null,
    sent: [],
    packed: { pack, pairs: [first, second, third] },
  });

  expect(kept.queue.map((pair) => pair.slot)).toEqual([3]);
});

test("a pair whose answer was taken while the page was on its way is not asked again", () => {
  const kept = found({
    letters: [],
    drafts: {},
    history: [],
    open: null,
    packed: null,
    sent: [{ uuid: "u1", slot: 1 }],
  });
  const listed: Work = { state: "work", retry_after: null, pairs: pairs(2) };

  const state = reduce({ ...EMPTY, ...kept }, { type: "arrived", work: listed });

  expect(held(state).map((pair) => pair.slot)).toEqual([2]);
});

test("a page is at rest when nothing is marked, also when what was marked was taken back", () => {
  const arrived = reduce(EMPTY, { type: "arrived", work: { state: "work", retry_after: null, pairs: pairs(1) } });
  const marked = reduce(arrived, { type: "marked", gesture: { do: "toggle", word: 1 } });

  expect([arrived, marked, reduce(marked, { type: "undone" })].map(isAtRest)).toEqual([true, false, true]);
  expect(isAtRest({ ...arrived, nUnsent: 1 })).toBe(false);
});

import { expect, test } from "vitest";
import { pairOf } from "../../dev/pairs.ts";
import { type Hand, inHand } from "../core/state.ts";
import { ApiError } from "../platform/http.ts";
import { Exposing, type Look } from "./exposing.ts";

const COVERED: Hand = inHand(pairOf("a cat", { slot: 1 }));
const SEEN: Hand = { ...COVERED, revealed: true };
const OTHER: Hand = { ...inHand(pairOf("a dog", { slot: 2 })), revealed: true };

function counter() {
  const clock = { now: 0, isDown: false };
  const told: Look[] = [];
  const send = async (look: Look) => {
    if (clock.isDown) throw new ApiError(null, "offline", "Offline");
    told.push(look);
  };
  return { clock, told, exposing: new Exposing(send, () => clock.now) };
}

async function settle() {
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
}

test("a look is told when it ends, with how long it was", async () => {
  const { clock, told, exposing } = counter();

  exposing.follow(SEEN);
  clock.now = 700;
  exposing.follow(SEEN);
  expect(told).toEqual([]);
  exposing.follow(COVERED);
  await settle();

  expect(told).toEqual([{ pair: 1001, ms: 700 }]);
});

test("the next pair ends the look at the one before", async () => {
  const { clock, told, exposing } = counter();

  exposing.follow(SEEN);
  clock.now = 300;
  exposing.follow(OTHER);
  clock.now = 500;
  exposing.follow(null);
  await settle();

  expect(told).toEqual([
    { pair: 1001, ms: 300 },
    { pair: 1002, ms: 200 },
  ]);
});

test("a look that could not be told is told later, once", async () => {
  const { clock, told, exposing } = counter();
  clock.isDown = true;
  exposing.follow(SEEN);
  exposing.follow(COVERED);
  await settle();

  clock.isDown = false;
  await exposing.tell();
  await exposing.tell();

  expect(told).toEqual([{ pair: 1001, ms: 0 }]);
});

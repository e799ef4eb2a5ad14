import { expect, test } from "vitest";
import { pairOf } from "../../dev/pairs.ts";
import { Worktime } from "./worktime.ts";

const FIRST = pairOf("a cat", { slot: 1 });
const SECOND = pairOf("a dog", { slot: 2 });

test("a pair that is put aside for another keeps its time and goes on from there", () => {
  const worktime = new Worktime();
  worktime.show(FIRST, 0);
  worktime.show(SECOND, 4_000);
  worktime.touch(9_000);
  expect(worktime.take(10_000)).toBe(6_000);

  worktime.show(FIRST, 10_000);
  expect(worktime.take(11_000)).toBe(5_000);
});

test("hidden time does not count, and a taken time is not taken twice", () => {
  const worktime = new Worktime();
  worktime.show(FIRST, 0);
  worktime.hide(2_000);

  expect(worktime.take(60_000)).toBe(2_000);
  expect(worktime.take(61_000)).toBe(0);
});

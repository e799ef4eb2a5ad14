import fc from "fast-check";
import { expect, test } from "vitest";
import { activeMs, begun, hidden, touched } from "./activity.ts";

test("time between inputs counts", () => {
  const activity = touched(touched(begun(1_000, 20), 4_000), 9_000);

  expect(activeMs(activity, 10_000)).toBe(9_000);
});

test("a gap longer than reading takes counts one minute", () => {
  const idleAfter = 120_000 + 500 * 20;

  expect(activeMs(begun(0, 20), idleAfter)).toBe(idleAfter);
  expect(activeMs(begun(0, 20), idleAfter + 1)).toBe(60_000);
});

test("nothing counts while the page is hidden", () => {
  const away = hidden(begun(0, 20), 5_000);

  expect(activeMs(away, 90_000)).toBe(5_000);
  expect(activeMs(touched(away, 90_000), 92_000)).toBe(7_000);
});

test("active time never runs ahead of the clock, nor backwards", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ after: fc.nat(400_000), hides: fc.boolean() })), (steps) => {
      let now = 0;
      let activity = begun(now, 10);
      for (const step of steps) {
        const before = activeMs(activity, now);
        now += step.after;
        activity = step.hides ? hidden(activity, now) : touched(activity, now);
        expect(activeMs(activity, now)).toBeGreaterThanOrEqual(before);
        expect(activeMs(activity, now)).toBeLessThanOrEqual(now);
      }
    }),
  );
});

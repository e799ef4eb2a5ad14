import fc from "fast-check";
import { expect, test } from "vitest";
import { endsAt, isEnding, TOLD_BEFORE_MS } from "./leases.ts";

const MOMENT = fc.integer({ min: 0, max: 2 ** 42 });
const LENGTH = fc.integer({ min: 0, max: 4 * 3600 * 1000 });

test("a lease ends so long after now as the server says is left, whatever this clock shows", () => {
  fc.assert(
    fc.property(MOMENT, MOMENT, LENGTH, (now, other, left) => {
      expect((endsAt(left, now) ?? 0) - now).toBe((endsAt(left, other) ?? 0) - other);
    }),
  );
});

test("whoever holds nothing, or is told nothing of it, has no lease that ends", () => {
  fc.assert(
    fc.property(MOMENT, (now) => {
      expect([endsAt(null, now), endsAt(undefined, now)]).toEqual([null, null]);
      expect(isEnding(null, now)).toBe(false);
    }),
  );
});

test("it is about to end for the last two minutes of it, and for no other moment", () => {
  fc.assert(
    fc.property(MOMENT, LENGTH, LENGTH, (now, left, later) => {
      const end = now + left;
      const rest = end - (now + later);
      expect(isEnding(endsAt(left, now), now + later)).toBe(0 < rest && rest <= TOLD_BEFORE_MS);
    }),
  );
});

test("no lease ends untold to whoever looks every minute", () => {
  fc.assert(
    fc.property(MOMENT, fc.integer({ min: TOLD_BEFORE_MS, max: 4 * 3600 * 1000 }), (now, left) => {
      const looks = Array.from({ length: Math.ceil(left / 60_000) }, (_, minute) => now + minute * 60_000);
      expect(looks.some((look) => isEnding(now + left, look))).toBe(true);
    }),
  );
});

test("one that was renewed is not about to end any more", () => {
  fc.assert(
    fc.property(MOMENT, fc.integer({ min: TOLD_BEFORE_MS + 1, max: 4 * 3600 * 1000 }), (now, left) => {
      expect(isEnding(endsAt(left, now), now)).toBe(false);
    }),
  );
});

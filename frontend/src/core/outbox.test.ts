import fc from "fast-check";
import { expect, test } from "vitest";
import { afterFailure, delay, type Failure, fate, type Letter, next, revived, unsent, written } from "./outbox.ts";

function letter(seq: number, more: Partial<Letter> = {}): Letter {
  const body = { uuid: `u${seq}`, pair: seq, slot: seq, reason: "image", refill: 0 } as const;
  return { ...written({ kind: "skip", body }, seq), ...more };
}

function failed(status: number | null, retryAfterMs: number | null = null, code = String(status)): Failure {
  return { status, code, message: `failed ${status}`, retryAfterMs };
}

test("the oldest goes first", () => {
  expect(next([letter(3), letter(1), letter(2)], 0)).toEqual({ letter: letter(1) });
});

test("a letter that waits holds back those behind it, so that the order is kept", () => {
  expect(next([letter(1, { notBefore: 900 }), letter(2)], 400)).toEqual({ waitMs: 500 });
});

test("a dead letter holds nothing back", () => {
  expect(next([letter(1, { dead: "malformed" }), letter(2)], 0)).toEqual({ letter: letter(2) });
  expect(next([letter(1, { dead: "malformed" })], 0)).toBeNull();
});

test.each([
  [null, "again"],
  [408, "again"],
  [429, "again"],
  [500, "again"],
  [503, "again"],
  [401, "identify"],
  [403, "identify"],
  [404, "dead"],
  [409, "dead"],
  [422, "dead"],
] as const)("status %s means %s", (status, meaning) => {
  expect(fate(letter(1), failed(status))).toBe(meaning);
});

test("a letter that is refused to the right person again and again is dead", () => {
  const once = afterFailure(letter(1), failed(403), 0, 0);
  const twice = afterFailure(once, failed(403), 0, 0);

  expect([once.dead, twice.dead]).toEqual([null, null]);
  expect(afterFailure(twice, failed(403), 0, 0).dead).toBe("failed 403");
});

test("a token of another session is never the letter's fault", () => {
  const stale = failed(403, null, "csrf_failed");
  const often = Array.from({ length: 50 }).reduce<Letter>((now) => afterFailure(now, stale, 0, 0), letter(1));

  expect(often).toEqual(letter(1, { tries: 50, notBefore: 60_000 }));
  expect(fate(letter(1, { refused: 2 }), stale)).toBe("identify");
});

test("after a refused identity the letter goes again at once, then ever later, and never dies of signing out", () => {
  const once = afterFailure(letter(1), failed(401), 500, 0);
  const twice = afterFailure(once, failed(401), 500, 0);

  expect(once).toEqual(letter(1, { tries: 1, notBefore: 500 }));
  expect(twice).toEqual(letter(1, { tries: 2, notBefore: 1_500 }));
  expect(
    Array.from({ length: 50 }).reduce<Letter>((now) => afterFailure(now, failed(401), 0, 0), once).dead,
  ).toBeNull();
});

test("retries wait longer each time, and at least as long as the server asks", () => {
  expect(afterFailure(letter(1), failed(500), 10_000, 0)).toEqual(letter(1, { tries: 1, notBefore: 11_000 }));
  expect(afterFailure(letter(1, { tries: 3 }), failed(null), 0, 0)).toEqual(letter(1, { tries: 4, notBefore: 8_000 }));
  expect(afterFailure(letter(1), failed(503, 30_000), 0, 0).notBefore).toBe(30_000);
});

test("a delay lies between one second and one minute, and chance takes at most half of it", () => {
  fc.assert(
    fc.property(fc.nat(40), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, chance) => {
      const full = delay(tries, 0);
      expect(full).toBe(Math.min(60_000, 1_000 * 2 ** tries));
      expect(delay(tries, chance)).toBeGreaterThanOrEqual(Math.max(1_000, full / 2));
      expect(delay(tries, chance)).toBeLessThanOrEqual(full);
    }),
  );
});

test("a revived letter starts anew under the same name", () => {
  expect(revived(letter(4, { tries: 9, notBefore: 5, refused: 3, dead: "no" }))).toEqual(letter(4));
});

test("whatever the server answers, each letter is sent until it is saved or dead, in order and none twice", () => {
  const status = fc.constantFrom(null, 200, 200, 401, 403, 422, 500, 503);
  fc.assert(
    fc.property(fc.array(status, { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (answers, count) => {
      let letters = Array.from({ length: count }, (_, seq) => letter(seq));
      const saved: number[] = [];
      let now = 0;
      for (const answer of [...answers, ...Array<200>(count).fill(200)]) {
        const step = next(letters, now);
        if (step === null) break;
        if ("waitMs" in step) now += step.waitMs;
        const due = unsent(letters)[0];
        if (due === undefined) break;
        if (answer === 200) saved.push(due.seq);
        letters =
          answer === 200
            ? letters.filter((one) => one !== due)
            : letters.map((one) => (one === due ? afterFailure(due, failed(answer), now, 0) : one));
      }
      expect(saved).toEqual([...saved].sort((a, b) => a - b));
      expect([...saved, ...letters.map((one) => one.seq)].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
      expect(letters.every((one) => one.dead !== null)).toBe(true);
    }),
  );
});

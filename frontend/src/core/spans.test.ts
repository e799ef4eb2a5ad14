import fc from "fast-check";
import { expect, test } from "vitest";
import { type Occupation, type Span, signed, told, turned, UNWATCHED, type Watch } from "./spans.ts";

const SECOND = 1_000;
const JUDGING: Occupation = { activity: "judging", pair: 1, nWords: 20 };
const READING: Occupation = { activity: "guideline", pair: 1, nWords: 20 };
const WAITING: Occupation = { activity: "waiting", pair: null, nWords: 0 };

/** What was told of, in seconds. */
function seconds(spans: readonly Span[]): [string, number, number][] {
  return spans.map(({ activity, from, to }) => [activity, from / SECOND, to / SECOND]);
}

function at(occupation: Occupation, from = 0): Watch {
  return turned(UNWATCHED, occupation, from * SECOND);
}

test("work with signs close to each other is one span", () => {
  const watch = [3, 6, 9, 12].reduce((found, time) => signed(found, time * SECOND), at(JUDGING));

  expect(seconds(told(watch, 15 * SECOND)[1])).toEqual([["judging", 0, 15]]);
});

test("a silence is told up to a minute, and the rest once a sign shows that it was reading", () => {
  const [after, first] = told(at(JUDGING), 100 * SECOND);
  expect(seconds(first)).toEqual([["judging", 0, 60]]);

  const [, second] = told(signed(after, 130 * SECOND), 130 * SECOND);
  expect(seconds(second)).toEqual([["judging", 60, 130]]);
  expect(second[0]?.quietMs).toBe(130 * SECOND);
});

test("a silence that was longer than reading counts a minute", () => {
  const [after, first] = told(at(JUDGING), 100 * SECOND);
  const [, second] = told(signed(after, 131 * SECOND), 140 * SECOND);

  expect(seconds([...first, ...second])).toEqual([
    ["judging", 0, 60],
    ["judging", 131, 140],
  ]);
});

test("who turns to something else is told of each, and out of sight of nothing", () => {
  const read = turned(at(JUDGING), READING, 20 * SECOND);
  const hidden = turned(read, null, 50 * SECOND);
  const [back, spans] = told(hidden, 500 * SECOND);

  expect(seconds(spans)).toEqual([
    ["judging", 0, 20],
    ["guideline", 20, 50],
  ]);
  expect(seconds(told(turned(back, JUDGING, 600 * SECOND), 610 * SECOND)[1])).toEqual([["judging", 600, 610]]);
});

test("waiting is told for a quarter of an hour without a sign", () => {
  expect(seconds(told(at(WAITING), 3_600 * SECOND)[1])).toEqual([["waiting", 0, 900]]);
});

test("inputs are counted from one report to the next", () => {
  const watch = signed(signed(at(JUDGING), 1), 2);

  expect(watch.nInputs).toBe(2);
  expect(told(watch, 3)[0].nInputs).toBe(0);
});

type Step = { readonly after: number; readonly does: "sign" | "tell" | "judge" | "read" | "wait" | "hide" };

const steps = fc.array(
  fc.record({
    after: fc.oneof(fc.nat(20_000), fc.nat(400_000)),
    does: fc.constantFrom<Step["does"]>("sign", "tell", "judge", "read", "wait", "hide"),
  }),
);

function history(done: readonly Step[]): { readonly spans: Span[]; readonly end: number } {
  const spans: Span[] = [];
  let now = 0;
  let watch = at(JUDGING);
  for (const { after, does } of [...done, { after: 0, does: "tell" as const }]) {
    now += after;
    if (does === "sign") watch = signed(watch, now);
    else if (does === "tell") {
      const [rest, found] = told(watch, now);
      watch = rest;
      spans.push(...found);
    } else watch = turned(watch, { judge: JUDGING, read: READING, wait: WAITING, hide: null }[does], now);
  }
  return { spans, end: now };
}

test("spans never overlap, never run backwards and never ahead of the clock", () => {
  fc.assert(
    fc.property(steps, (done) => {
      const { spans, end } = history(done);
      let until = 0;
      for (const { from, to } of spans) {
        expect(from).toBeGreaterThanOrEqual(until);
        expect(to).toBeGreaterThan(from);
        until = to;
      }
      expect(until).toBeLessThanOrEqual(end);
    }),
  );
});

test("no span rests on a silence that the server takes for idleness", () => {
  fc.assert(
    fc.property(steps, (done) => {
      for (const { activity, quietMs, nWords } of history(done).spans)
        expect(quietMs).toBeLessThanOrEqual(activity === "waiting" ? 900_000 : 120_000 + 500 * nWords);
    }),
  );
});

test("how often reports are made changes nothing of what they tell together", () => {
  fc.assert(
    fc.property(steps, (done) => {
      const total = (spans: readonly Span[]) => spans.reduce((sum, { from, to }) => sum + to - from, 0);
      const often = done.flatMap((step) => [step, { after: 0, does: "tell" as const }]);
      const seldom = done.map((step) => (step.does === "tell" ? { ...step, after: step.after, does: null } : step));
      const last = { after: 0, does: "sign" as const };

      const merged: Step[] = [];
      let carried = 0;
      for (const step of seldom) {
        if (step.does === null) carried += step.after;
        else {
          merged.push({ after: step.after + carried, does: step.does });
          carried = 0;
        }
      }
      expect(total(history([...often, last]).spans)).toBe(
        total(history([...merged, { ...last, after: carried }]).spans),
      );
    }),
  );
});

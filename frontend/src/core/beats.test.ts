import fc from "fast-check";
import { expect, test } from "vitest";
import { type Beat, body, queued, taken } from "./beats.ts";
import type { Span } from "./spans.ts";

const SPAN: Span = { activity: "judging", pair: 7, nWords: 20, from: 1_000, to: 61_000, quietMs: 500 };
const BEAT: Beat = {
  session: "s",
  seq: 3,
  zone: "Asia/Seoul",
  writtenAt: 61_000,
  spans: [SPAN],
  nInputs: 9,
  isVisible: true,
};

test("a report tells times by how long before it they were, and how long it waited", () => {
  expect(body(BEAT, 71_000)).toEqual({
    session: "s",
    seq: 3,
    zone: "Asia/Seoul",
    sent_at: "1970-01-01T00:01:01.000Z",
    age_ms: 10_000,
    spans: [{ from_ms_ago: 60_000, to_ms_ago: 0, activity: "judging", pair: 7, n_words: 20, quiet_ms: 500 }],
    inputs: 9,
    visible: true,
  });
});

test("a clock that was put on or back leaves a report that the server can read", () => {
  const times = fc.integer({ min: -1e13, max: 1e13 });
  fc.assert(
    fc.property(times, times, times, times, (now, from, to, quietMs) => {
      const { age_ms, spans } = body({ ...BEAT, spans: [{ ...SPAN, from, to, quietMs }] }, now);
      for (const length of [age_ms, ...spans.flatMap((one) => [one.from_ms_ago, one.to_ms_ago, one.quiet_ms])]) {
        expect(length).toBeGreaterThanOrEqual(0);
        expect(length).toBeLessThanOrEqual(31 * 24 * 3600 * 1000);
      }
    }),
  );
});

test("reports wait in order, one without time only when nothing else waits, and leave one by one", () => {
  const empty = { ...BEAT, seq: 4, spans: [] };
  const other = { ...BEAT, session: "t" };

  expect(queued([], empty)).toEqual([empty]);
  expect(queued([BEAT], empty)).toEqual([BEAT]);
  expect(taken(queued([BEAT], other), BEAT)).toEqual([other]);
});

test("what waited for longer than two weeks is let go", () => {
  const late = { ...BEAT, seq: 4, writtenAt: BEAT.writtenAt + 15 * 24 * 3600 * 1000 };

  expect(queued([BEAT], late)).toEqual([late]);
});

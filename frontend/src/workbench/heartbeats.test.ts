import fc from "fast-check";
import { expect, test } from "vitest";
import type { Beat } from "../core/beats.ts";
import type { HeartbeatBody } from "../core/wire.ts";
import { ApiError } from "../platform/http.ts";
import { EVERY_MS, Heartbeats } from "./heartbeats.ts";

const JUDGING = { activity: "judging", pair: 1, nWords: 20 } as const;

/** A server that keeps what it is sent, each once, unless there is no network; and a clock. */
class Setting {
  now = 0;
  failure: ApiError | null = null;
  losesAnswers = false;
  activeToday: number | null = null;
  kept: readonly Beat[] = [];
  readonly heard = new Map<string, HeartbeatBody & { readonly at: number }>();

  page(session: string): Heartbeats {
    return new Heartbeats({
      store: {
        beats: async () => this.kept,
        keepBeats: async (beats) => {
          this.kept = beats;
        },
      },
      send: async (body) => {
        if (this.failure) throw this.failure;
        const key = `${body.session} ${body.seq}`;
        if (!this.heard.has(key)) this.heard.set(key, { ...body, at: this.now });
        if (this.losesAnswers) throw new ApiError(null, "offline", "No answer");
        return { active_today_ms: this.total(), lease_ends_at: null };
      },
      session,
      zone: "Asia/Seoul",
      now: () => this.now,
      heard: ({ active_today_ms }) => {
        this.activeToday = active_today_ms;
      },
    });
  }

  /** The spans by the server's clock, in the order of their beginning. */
  spans(): [number, number][] {
    const found = [...this.heard.values()].flatMap(({ at, age_ms, spans }) =>
      spans.map((span): [number, number] => [at - age_ms - span.from_ms_ago, at - age_ms - span.to_ms_ago]),
    );
    return found.sort(([one], [other]) => one - other);
  }

  total(): number {
    return this.spans().reduce((sum, [from, to]) => sum + to - from, 0);
  }
}

async function minutes(setting: Setting, page: Heartbeats, n: number): Promise<void> {
  for (let minute = 0; minute < n; minute++) {
    page.sign();
    setting.now += EVERY_MS;
    await page.beat();
  }
}

test("each minute of work is told once, and what the server counts is shown", async () => {
  const setting = new Setting();
  const page = setting.page("a");
  page.turn(JUDGING);
  await page.start();

  await minutes(setting, page, 3);

  expect(setting.total()).toBe(3 * EVERY_MS);
  expect(setting.activeToday).toBe(3 * EVERY_MS);
  expect(setting.kept).toEqual([]);
});

test("without a network reports wait, over a reload too, and tell of the time when it was", async () => {
  const setting = new Setting();
  const page = setting.page("a");
  page.turn(JUDGING);
  await page.start();
  setting.failure = new ApiError(null, "offline", "No network");
  await minutes(setting, page, 5);
  setting.failure = null;
  setting.now += 30 * EVERY_MS;

  await setting.page("b").start();

  expect(setting.spans()).toEqual([0, 1, 2, 3, 4].map((n) => [n * EVERY_MS, (n + 1) * EVERY_MS]));
  expect(setting.kept).toEqual([]);
});

test("a report whose answer was lost is told again as the same", async () => {
  const setting = new Setting();
  const page = setting.page("a");
  page.turn(JUDGING);
  setting.losesAnswers = true;
  await page.start();
  await minutes(setting, page, 2);
  setting.losesAnswers = false;

  await minutes(setting, page, 1);

  expect(setting.total()).toBe(3 * EVERY_MS);
  expect(setting.kept).toEqual([]);
});

test("a page that is left tells what is sure, and that it is out of sight", async () => {
  const setting = new Setting();
  const page = setting.page("a");
  page.turn(JUDGING);
  await page.start();
  setting.now += 20_000;
  page.turn(null);

  await page.beat(true);

  expect(setting.spans()).toEqual([[0, 20_000]]);
  expect([...setting.heard.values()].map(({ visible }) => visible)).toEqual([true, false]);
});

test.each([409, 413, 422])("a report that the server will never take is let go (%d)", async (status) => {
  const setting = new Setting();
  setting.failure = new ApiError(status, "malformed", "No");

  await setting.page("a").start();

  expect(setting.kept).toEqual([]);
});

test.each([null, 401, 403, 500, 503])("a report that the server does not take now is kept (%d)", async (status) => {
  const setting = new Setting();
  setting.failure = new ApiError(status, "busy", "Not now");

  await setting.page("a").start();

  expect(setting.kept.length).toBe(1);
});

test("nothing at all is written while nothing is done and others wait", async () => {
  const setting = new Setting();
  setting.failure = new ApiError(null, "offline", "No network");
  const page = setting.page("a");
  await page.start();

  for (let minute = 0; minute < 60; minute++) await page.beat();

  expect(setting.kept.length).toBe(1);
});

test("whatever fails on the way, all that was worked is told in the end, each moment once", async () => {
  const weather = fc.array(fc.constantFrom("fine", "offline", "answers lost", "reload"), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(weather, async (minutesOf) => {
      const setting = new Setting();
      let n = 0;
      const opened = () => {
        const page = setting.page(`page ${n++}`);
        page.turn(JUDGING);
        return page;
      };
      let page = opened();
      await page.start();
      for (const how of minutesOf) {
        setting.failure = how === "offline" ? new ApiError(null, "offline", "No network") : null;
        setting.losesAnswers = how === "answers lost";
        await minutes(setting, page, 1);
        if (how !== "reload") continue;
        page = opened();
        await page.start();
      }
      setting.failure = null;
      setting.losesAnswers = false;
      await page.beat();

      expect(setting.spans()).toEqual(minutesOf.map((_, minute) => [minute * EVERY_MS, (minute + 1) * EVERY_MS]));
    }),
    { numRuns: 50 },
  );
});

test("whoever opens the page gave a sign, so that the server renews what they hold", async () => {
  const setting = new Setting();
  const page = setting.page("a");
  page.turn(JUDGING);

  await page.start();

  expect([...setting.heard.values()].map(({ seq, inputs, visible }) => [seq, inputs, visible])).toEqual([[1, 1, true]]);
});

// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Guide } from "./guide.ts";
import type { Attempt, IntroConfig, Item, Journey, Marked, Result } from "./wire.ts";

const ITEM = { item: 7 } as Item;
const NEXT = { item: 8 } as Item;
const JOURNEY = { step: "rule", n_examples: 0, n_practised: 0, attempt: null, last: null } as unknown as Journey;
const COMPARISON = { hits: [1], missed: [2], over: [] };
const URLS = { steps: "/steps", attempts: "/attempts", answers: "/answers", choices: "/choices", sign_in: "#sign-in" };

interface Asked {
  readonly url: string;
  readonly method: string;
  readonly body: { readonly uuid?: string };
}

let asked: Asked[] = [];
/** What the server says next; a number is a refusal. */
let answers: (object | number)[] = [];

beforeEach(() => {
  asked = [];
  answers = [];
  vi.stubGlobal("fetch", async (url: string, { method, body }: { method: string; body: string }) => {
    asked.push({ url, method, body: JSON.parse(body) as Asked["body"] });
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError("offline");
    if (typeof answer === "number") return Response.json({ code: "no", message: "No" }, { status: answer });
    return Response.json(answer);
  });
});

afterEach(() => vi.unstubAllGlobals());

function guide(journey: Journey = JOURNEY): Guide {
  return new Guide({ csrf: "t", urls: URLS, journey } as unknown as IntroConfig);
}

function attempt(nDone: number, item: Item | null, result: Result | null = null): Attempt {
  return { number: 1, n_items: 2, n_done: nDone, item, result };
}

test("a step is taken when the server has it, and not before", async () => {
  const way = guide();
  await way.reach("rule");
  expect(way.journey.value.step).toBe("rule");
  expect(way.problem.value).not.toBeNull();

  answers = [{ ...JOURNEY, step: "examples" }];
  await way.reach("rule");

  expect([way.journey.value.step, way.problem.value]).toEqual(["examples", null]);
  expect(asked.map(({ url, body }) => [url, body])).toEqual([
    ["/steps", { done: "rule", n: 0 }],
    ["/steps", { done: "rule", n: 0 }],
  ]);
});

test("two presses ask once", async () => {
  const way = guide();
  answers = [JOURNEY, JOURNEY];

  await Promise.all([way.reach("rule"), way.reach("rule")]);

  expect(asked.length).toBe(1);
});

test("an answer that is sent again keeps its number, and the next one has another", async () => {
  const way = guide({ ...JOURNEY, attempt: attempt(0, ITEM) });
  const marked: Marked = { comparison: COMPARISON, attempt: attempt(1, NEXT), journey: JOURNEY };
  await way.answer(ITEM, [1], 10.4);
  answers = [marked, marked];
  await way.answer(ITEM, [1], 10.4);
  await way.answer(NEXT, [], 20);

  const uuids = asked.map(({ body }) => body.uuid);
  expect(uuids[0]).toBe(uuids[1]);
  expect(uuids[2]).not.toBe(uuids[0]);
  expect(asked[0]?.body).toMatchObject({ item: 7, struck: [1], active_ms: 10 });
});

test("the comparison is looked at before the next picture comes", async () => {
  const way = guide({ ...JOURNEY, attempt: attempt(0, ITEM) });
  answers = [{ comparison: COMPARISON, attempt: attempt(1, NEXT), journey: JOURNEY } satisfies Marked];
  await way.answer(ITEM, [1], 5);

  expect(way.seen.value).toEqual({ item: ITEM, struck: [1], comparison: COMPARISON });
  expect(way.journey.value.attempt?.item).toEqual(ITEM);
  way.goOn();

  expect(way.seen.value).toBeNull();
  expect(way.journey.value.attempt?.item).toEqual(NEXT);
});

test("after the last picture of a test comes what it led to", async () => {
  const result = { number: 1, passed: true } as Result;
  const way = guide({ ...JOURNEY, step: "qualification", attempt: attempt(1, NEXT) });
  answers = [{ comparison: COMPARISON, attempt: attempt(2, null, result), journey: { ...JOURNEY, step: "done" } }];

  await way.answer(NEXT, [], 5);
  expect(way.journey.value.step).toBe("qualification");
  way.goOn();

  expect(way.journey.value.step).toBe("done");
});

test("what the server refuses is said, and choices are put", async () => {
  const way = guide();
  answers = [422];

  await way.choose({ exposure: "never" });

  expect(way.problem.value).toBe("No");
  expect(asked[0]).toEqual({ url: "/choices", method: "PUT", body: { exposure: "never" } });
});

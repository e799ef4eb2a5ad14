// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { clock, close, focused, opened, painted, press, struck } from "../../dev/benches.tsx";

vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
afterEach(close);

test("a pause puts the screen away, takes no key but its own, and the words come back as they were", async () => {
  const session = await opened();
  await press("Space");

  await press("KeyP");
  expect(document.querySelector("[data-paused]")).not.toBeNull();
  expect(focused()).toBe("Go on P");
  await press("KeyN");
  await press("KeyA");
  expect(session.state.value.hand?.draft.marks.struck).toEqual([0]);
  await press("KeyP");

  expect(struck()).toEqual(["a"]);
  expect(focused()).toBe("a");
});

test("a silence is told, and the next key goes on", async () => {
  const session = await opened();
  clock.now += 24 * 3600 * 1000;
  await act(() => session.tick());
  expect(document.querySelector(".bar-notice")?.textContent).toContain("Paused after no activity");

  await press("Space");

  expect(document.querySelector(".bar-notice")).toBeNull();
  expect(struck()).toEqual(["a"]);
});

test("after an answer there is a way back to it, and it opens with what was struck", async () => {
  const session = await opened();
  await act(() => session.tell({ type: "pictured", picture: "painted", slot: 1 }));
  clock.now += 1_000;
  await press("Space");
  await press("Enter");
  expect(document.querySelector(".toast")?.textContent).toBe("Kept, on its way · Undo B");

  await act(() => document.querySelector<HTMLElement>(".toast button")?.click());
  await painted();

  expect(struck()).toEqual(["a"]);
  expect(document.querySelector(".toast")?.textContent).toBe("");
});

test("arguments can be hidden, and the words stay", async () => {
  await opened();
  const fold = () => document.querySelector<HTMLElement>(".prompt-tools [aria-expanded]");
  const others = () => [...document.querySelectorAll(".words .locked:not(.locked--word)")];
  expect(others().map((one) => one.textContent)).toEqual(["--ar 4:3 (An argument: not judged.)"]);

  await act(() => fold()?.click());

  expect(document.querySelector(".words")?.textContent).toContain("render");
  expect(others()).toEqual([]);
  expect(fold()?.textContent).toBe("Show 1 argument");
});

test("a changed guideline is told until it is opened, and the first one is no news", async () => {
  const session = await opened();
  expect(session.state.value.choices.guideline_seen).toBe(1);
  const told = () => document.querySelector(".notices")?.textContent ?? "";
  expect(told()).toBe("");

  await act(() => session.tell({ type: "chosen", choices: { guideline_seen: 0 } }));
  expect(told()).toContain("version 1 holds now");
  await press("KeyG");

  expect(told()).toBe("");
});

test("a guideline that changes meanwhile says between pairs which rulings say something else", async () => {
  const session = await opened();
  const guideline = { number: 2, rulings: [], changed: ["Objects", "Names of artists"] };
  const told = () => document.querySelector(".notices")?.textContent ?? "";

  await act(() => session.tell({ type: "arrived", work: { state: "work", retry_after: null, pairs: [] }, guideline }));
  expect(told()).toBe("");
  await act(() => session.tell({ type: "answered", uuid: "u1", answer: { outcome: "judged" } }));

  expect(told()).toContain("The guideline was changed (version 2): Objects; Names of artists");
});

test("two minutes before pairs go to others it is said, with the key that keeps them", async () => {
  const session = await opened();
  let nReports = 0;
  session.report = async () => {
    nReports += 1;
  };
  const beat = (lease_ms: number) =>
    session.tell({
      type: "beaten",
      beaten: { active_today_ms: 3_600_000, lease_ends_at: null, lease_ms },
      now: clock.now,
    });
  await act(() => beat(120_000));
  expect(document.querySelector(".bar-notice")?.textContent).toContain("Keep it H");

  await press("KeyH");
  await act(() => beat(1_800_000));

  expect(nReports).toBe(1);
  expect(document.querySelector(".bar-notice")).toBeNull();
  expect(document.querySelector(".bar-today")?.textContent).toBe("0 today · 1:00 at work");
});

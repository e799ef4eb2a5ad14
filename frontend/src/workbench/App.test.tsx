// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { clock, close, focused, opened, press, struck } from "../../dev/benches.tsx";
import type { Session } from "./session.ts";

vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
afterEach(close);

test("words are toggle buttons with one tab stop, and locked ones are no buttons", async () => {
  await opened();

  expect([...document.querySelectorAll("button.word")].map((word) => word.textContent)).toEqual([
    "a",
    "red",
    "house",
    "two",
    "birds",
  ]);
  expect(document.querySelectorAll('.word[tabindex="0"]').length).toBe(1);
  expect(document.querySelector(".locked--word")?.getAttribute("title")).toBe("Ruling 10, Boosters: never struck.");
});

test("the keyboard strikes a word, a clause, and takes both back", async () => {
  await opened();

  await press("Space");
  await press("Digit2");
  expect(struck()).toEqual(["a", "two", "birds"]);

  await press("KeyZ");
  await press("KeyZ");
  expect(struck()).toEqual([]);
});

test("strike and go on", async () => {
  await opened();

  await press("Backspace");
  await press("Backspace", { repeat: true });

  expect(struck()).toEqual(["a", "red"]);
  expect(focused()).toBe("house");
});

test("a click toggles, and Shift and a click take the run up to there along", async () => {
  await opened();
  const words = [...document.querySelectorAll<HTMLElement>("button.word")];

  await act(() => words[1]?.click());
  await act(() => {
    words[3]?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, button: 0, shiftKey: true }));
    words[3]?.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true }));
  });

  expect(struck()).toEqual(["red", "house", "two"]);
});

test("Enter submits nothing before the picture was seen, nor without a strike", async () => {
  const session = await opened();
  clock.now += 1_000;

  await press("Enter");
  expect(document.querySelector(".hint")?.textContent).toBe("The picture is still loading.");

  await act(() => session.tell({ type: "pictured", picture: "painted", slot: 1 }));
  await press("Enter");
  expect(document.querySelector(".hint")?.textContent).toMatch(/^Nothing is struck/);
});

test("after a submit the next pair is there at once and the answer waits for the network", async () => {
  const session = await opened();
  await act(() => session.tell({ type: "pictured", picture: "painted", slot: 1 }));
  clock.now += 1_000;

  await press("Space");
  await press("Enter");

  expect([...document.querySelectorAll("button.word")].map((word) => word.textContent)).toEqual(["a", "black", "cat"]);
  expect(document.querySelector(".past")?.getAttribute("aria-label")).toBe("1 strike, on its way");
  expect(focused()).toBe("a");
});

test("a letter that an input method took on the press counts on the release", async () => {
  await opened();

  await press("KeyN", { keyCode: 229 });
  expect(struck()).toEqual([]);
  await act(() => {
    document.body.dispatchEvent(new KeyboardEvent("keyup", { code: "KeyN", bubbles: true }));
  });

  expect(struck()).toEqual(["a", "red", "house", "two", "birds"]);
});

test("a note is typed letter by letter, also with the letter that closes its list, and Enter gives the digits back", async () => {
  const session = await opened();
  await press("KeyS");
  const note = document.querySelector<HTMLInputElement>(".note input");
  await act(() => note?.focus());

  await press("KeyS", { key: "s" });
  await press("Digit1", { key: "1" });
  expect(document.querySelector(".note input")).toBe(note);
  expect(session.state.value.history).toEqual([]);
  await act(() => session.tell({ type: "noted", note: "whose?" }));
  await press("Enter", { key: "Enter" });
  await press("Digit3");

  expect(session.state.value.history[0]?.answer).toEqual({ skipped: "expert" });
  expect(session.state.value.history[0]?.draft.note).toBe("whose?");
});

test("a key that is held works from release to release where its press is swallowed", async () => {
  const session = await opened();
  const release = () =>
    act(() => {
      document.body.dispatchEvent(new KeyboardEvent("keyup", { code: "KeyE", bubbles: true }));
    });
  await press("KeyE", { keyCode: 229 });

  await release();
  expect(session.state.value.hand?.revealed).toBe(true);
  await release();

  expect(session.state.value.hand?.revealed).toBe(false);
});

test("an answer that the server will never take is told until it is set aside, and can be taken along as a text", async () => {
  const session = await opened();
  const copied: string[] = [];
  vi.stubGlobal("navigator", {
    ...navigator,
    clipboard: { writeText: async (text: string) => void copied.push(text) },
  });
  const notice = () => document.querySelector(".bar-notice");
  const button = (text: string) =>
    [...document.querySelectorAll<HTMLElement>(".bar-notice button")].find((one) => one.textContent === text);
  await press("Space");
  await act(() => session.tell({ type: "answered", uuid: "u1", answer: { outcome: "judged" } }));
  await act(() => session.tell({ type: "refused", uuid: "u1", message: "It knows no such words." }));

  expect(notice()?.textContent).toContain("An answer was not accepted: It knows no such words.");
  await act(() => button("Copy a report")?.click());
  await act(() => button("Set aside")?.click());

  expect(JSON.parse(copied[0] ?? "")).toEqual({
    uuid: "u1",
    pair: 1001,
    problem: "It knows no such words.",
    answer: { outcome: "judged" },
    struck: [0],
    unsure: [],
  });
  expect(notice()).toBeNull();
  vi.unstubAllGlobals();
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
});

test("typing in the guideline's search strikes nothing, and Escape closes it", async () => {
  await opened();

  await press("KeyG");
  expect(document.activeElement?.matches("input")).toBe(true);
  await press("KeyN");
  expect(struck()).toEqual([]);
  await press("Escape");

  expect(document.querySelector(".guideline")).toBeNull();
});

test("the help sheet prints the table of shortcuts", async () => {
  await opened();

  await press("Slash", { shiftKey: true });

  expect(document.querySelector(".sheet-help")?.textContent).toContain("all depicted: submit with no strikes");
});

test("a letter whose press was swallowed whole counts on the release, and one pressed elsewhere does not", async () => {
  await opened();
  const release = (code: string) =>
    act(() => {
      document.body.dispatchEvent(new KeyboardEvent("keyup", { code, bubbles: true }));
    });

  await release("Enter");
  expect(document.querySelector(".hint")?.textContent).toBe("");
  await release("KeyN");

  expect(struck().length).toBe(5);
});

test("a key that was taken by a press does not count again on its release", async () => {
  await opened();

  await press("KeyC");
  await act(() => {
    document.body.dispatchEvent(new KeyboardEvent("keyup", { code: "KeyC", bubbles: true }));
  });

  expect(struck()).toEqual(["a", "red", "house"]);
});

test("the settings take a new key, refuse a taken one by name, and everything follows", async () => {
  await opened();
  await press("KeyO");
  const change = () =>
    document.querySelector<HTMLElement>('[aria-label="strike every word: change the key"]') ?? document.body;

  await act(() => change().click());
  await press("KeyC");
  expect(document.querySelector('[role="alert"]')?.textContent).toBe("Taken by: the whole clause");
  await act(() => change().click());
  await press("KeyW");
  expect(change().textContent).toBe("W");
  await press("KeyO");

  await press("KeyN");
  expect(struck()).toEqual([]);
  await press("KeyW");
  expect(struck().length).toBe(5);
});

test("a locked word says why when it is clicked, and leads to its ruling", async () => {
  await opened();

  await act(() => document.querySelector<HTMLElement>(".locked--word")?.click());
  expect(document.querySelector(".hint")?.textContent).toContain("Ruling 10, Boosters: never struck.");
  await act(() => document.querySelector<HTMLElement>(".hint button")?.click());

  expect(document.querySelector(".rulings [aria-current]")?.textContent).toContain("Boosters");
});

const question = () => document.querySelector<HTMLTextAreaElement>("#question");
const typed = (session: Session, text: string) => act(() => session.tell({ type: "questioned", question: { text } }));

test("Q asks on the focused word beside the work, and what was written is there again after Escape", async () => {
  const session = await opened();
  await press("ArrowRight");

  await press("KeyQ");
  expect(document.activeElement).toBe(question());
  expect(document.querySelector(".choices")?.textContent).toContain("Ask about “red”");
  await typed(session, "Is it?");
  await press("KeyN", { key: "n" });
  await press("Escape");
  expect([question(), focused(), struck()]).toEqual([null, "red", []]);
  await press("Space");
  await press("ArrowRight");
  await press("KeyQ");
  expect([question()?.value, struck()]).toEqual(["Is it?", ["red"]]);
  expect(document.querySelector(".choices")?.textContent).toContain("Ask about “red”");
  await act(() => document.querySelector<HTMLElement>('button.word[data-word="2"]')?.focus());
  await press("KeyQ");

  expect(document.querySelector(".choices")?.textContent).toContain("Ask about “house”");
  expect(document.activeElement).toBe(question());
});

test("Enter sends the question once and the marks stay", async () => {
  const session = await opened();
  await press("Space");
  await press("KeyQ");
  await typed(session, " Is it? ");

  await press("Enter", { key: "Enter" });
  await press("KeyQ");

  expect([question()?.value, struck(), session.state.value.history]).toEqual(["", ["a"], []]);
  await vi.waitFor(() => expect(session.state.value.nUnsent).toBe(1));
});

test("with the focus on no word the question is on the pair", async () => {
  await opened();
  await act(() => (document.activeElement as HTMLElement).blur());

  await press("KeyQ");

  expect(document.querySelector(".choices")?.textContent).toContain("Ask about the whole pair");
});

test("a question that stands open goes out with the answer", async () => {
  const session = await opened();
  await act(() => session.tell({ type: "pictured", picture: "painted", slot: 1 }));
  clock.now += 1_000;
  await press("Space");
  await press("KeyQ");
  await typed(session, "Is it?");
  await act(() => document.querySelector<HTMLElement>('button.word[data-word="0"]')?.focus());

  await press("Enter");

  expect(session.state.value.hand?.pair.slot).toBe(2);
  await vi.waitFor(() => expect(session.state.value.nUnsent).toBe(2));
});

test("the bar tells how many answers are unread, and leads to them beside the work", async () => {
  const session = await opened();
  const link = () => document.querySelector<HTMLAnchorElement>(".bar-inbox");
  expect(link()).toBeNull();

  await act(() =>
    session.tell({ type: "beaten", beaten: { active_today_ms: 0, lease_ends_at: null, unread: 3 }, now: 0 }),
  );

  expect([link()?.textContent, link()?.getAttribute("href"), link()?.target]).toEqual(["3 unread", "/mine", "_blank"]);
});

// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { CHOICES } from "../../dev/choices.ts";
import { pairOf } from "../../dev/pairs.ts";
import STRINGS from "../../locales/en.json";
import type { PageConfig, Pair } from "../core/wire.ts";
import { openShelf } from "../platform/shelf.ts";
import { openStore } from "../platform/store.ts";
import { App } from "./App.tsx";
import { browser } from "./around.ts";
import { Session } from "./session.ts";
import { speak } from "./text.ts";
import { Zooming } from "./zooming.ts";

const LOCKED = { octane: "10", render: "10" };
const PAIRS: readonly Pair[] = [
  pairOf("a red house, two birds, octane render --ar 4:3", { slot: 1, locked: LOCKED }),
  pairOf("a black cat", { slot: 2 }),
];

let nOpened = 0;
let now = 0;

speak(STRINGS, "en");
vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));

function config(): PageConfig {
  nOpened += 1;
  return {
    csrf: "t",
    work: { state: "work", retry_after: null, pairs: PAIRS },
    urls: {
      flags: "/x",
      packs: "/x",
      parkings: "/x",
      shift_ends: "/x",
      claims: "/c",
      judgments: "/j",
      skips: "/s",
      releases: "/r",
      corrections: "/k",
      choices: "/h",
      sign_in: "/in",
      leave: "/",
    },
    annotator: { key: `app ${nOpened}`, name: "Mina" },
    judged_today: 0,
    guideline: { number: 1, rulings: [{ number: 10, title: "Boosters", decision: "never", text: "8k" }] },
    tour: null,
    build: "b1",
    language: "en",
    strings: STRINGS,
    choices: CHOICES,
  };
}

async function opened(): Promise<Session> {
  const page = config();
  const { key } = page.annotator;
  const session = new Session(
    page,
    browser(await openStore(key), await openShelf(key), () => now),
  );
  await session.start(page.work);
  await act(() => {
    render(<App bench={{ session, zooming: new Zooming(), pointer: { word: null } }} />, document.body);
  });
  return session;
}

afterEach(async () => {
  await act(() => render(null, document.body));
});

async function press(code: string, more: KeyboardEventInit = {}): Promise<void> {
  await act(() => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true, ...more }));
  });
}

function struck(): string[] {
  return [...document.querySelectorAll('.word[aria-pressed="true"]')].map((word) => word.textContent);
}

function focused(): string {
  return document.activeElement?.textContent ?? "";
}

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
  now += 1_000;

  await press("Enter");
  expect(document.querySelector(".hint")?.textContent).toBe("The picture is still loading.");

  await act(() => session.tell({ type: "pictured", picture: "painted", slot: 1 }));
  await press("Enter");
  expect(document.querySelector(".hint")?.textContent).toMatch(/^Nothing is struck/);
});

test("after a submit the next pair is there at once and the answer waits for the network", async () => {
  const session = await opened();
  await act(() => session.tell({ type: "pictured", picture: "painted", slot: 1 }));
  now += 1_000;

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
  await press("KeyD");
  expect(change().textContent).toBe("D");
  await press("KeyO");

  await press("KeyN");
  expect(struck()).toEqual([]);
  await press("KeyD");
  expect(struck().length).toBe(5);
});

test("a locked word says why when it is clicked, and leads to its ruling", async () => {
  await opened();

  await act(() => document.querySelector<HTMLElement>(".locked--word")?.click());
  expect(document.querySelector(".hint")?.textContent).toContain("Ruling 10, Boosters: never struck.");
  await act(() => document.querySelector<HTMLElement>(".hint button")?.click());

  expect(document.querySelector(".rulings [aria-current]")?.textContent).toContain("Boosters");
});

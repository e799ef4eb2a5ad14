/** The whole workbench of one annotator in a document, offline, with two pairs and a clock that stands still. */
import { render } from "preact";
import { act } from "preact/test-utils";
import STRINGS from "../locales/en.json";
import type { PageConfig, Pair } from "../src/core/wire.ts";
import { openShelf } from "../src/platform/shelf.ts";
import { openStore } from "../src/platform/store.ts";
import { App } from "../src/workbench/App.tsx";
import { browser } from "../src/workbench/around.ts";
import { afterFrame } from "../src/workbench/bench.ts";
import { fetchSheets } from "../src/workbench/Sheets.tsx";
import { Session } from "../src/workbench/session.ts";
import { speak } from "../src/workbench/text.ts";
import { Zooming } from "../src/workbench/zooming.ts";
import { CHOICES } from "./choices.ts";
import { pairOf } from "./pairs.ts";

const LOCKED = { octane: "10", render: "10" };
const PAIRS: readonly Pair[] = [
  pairOf("a red house, two birds, octane render --ar 4:3", { slot: 1, locked: LOCKED }),
  pairOf("a black cat", { slot: 2 }),
];

let nOpened = 0;
/** Milliseconds, put on by whoever lets time pass. */
export const clock = { now: 0 };

function config(pairs: readonly Pair[]): PageConfig {
  nOpened += 1;
  return {
    csrf: "t",
    work: { state: "work", retry_after: null, pairs },
    urls: {
      flags: "/x",
      questions: "/q",
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
      inbox: "/mine",
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

export async function opened(pairs: readonly Pair[] = PAIRS): Promise<Session> {
  speak(STRINGS, "en");
  const page = config(pairs);
  const { key } = page.annotator;
  const session = new Session(
    page,
    browser(await openStore(key), await openShelf(key), () => clock.now),
  );
  await session.start(page.work);
  await fetchSheets();
  await act(() => {
    render(<App bench={{ session, zooming: new Zooming(), pointer: { word: null } }} />, document.body);
  });
  return session;
}

export async function close(): Promise<void> {
  await act(() => render(null, document.body));
}

export async function press(code: string, more: KeyboardEventInit = {}): Promise<void> {
  await act(() => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true, ...more }));
  });
  await painted();
}

/** Until what follows a frame later is there too. */
export async function painted(): Promise<void> {
  await act(() => new Promise<void>((resolve) => afterFrame(resolve)));
}

export function struck(): string[] {
  return [...document.querySelectorAll('.word[aria-pressed="true"]')].map((word) => word.textContent);
}

export function focused(): string {
  return document.activeElement?.textContent ?? "";
}

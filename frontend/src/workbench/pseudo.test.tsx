// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { CHOICES } from "../../dev/choices.ts";
import { pairOf } from "../../dev/pairs.ts";
import { pseudo } from "../../dev/pseudo.ts";
import STRINGS from "../../locales/en.json";
import type { Event } from "../core/reduce.ts";
import type { PageConfig } from "../core/wire.ts";
import { openShelf } from "../platform/shelf.ts";
import { openStore } from "../platform/store.ts";
import { App } from "./App.tsx";
import { browser } from "./around.ts";
import { Session } from "./session.ts";
import { speak } from "./text.ts";
import { Zooming } from "./zooming.ts";

/** What is data, or the same in every language: words of prompts, rulings, names, keys. */
const DATA =
  ".words, .preview [lang], .rulings, .bar-batch, .choice[lang], kbd, code, bdi, .wordmark, .keys--own .button--small";
const READ_OUT = ["aria-label", "aria-description", "placeholder", "alt"];

const STATES: Readonly<Record<string, readonly Event[]>> = {
  words: [],
  "nothing struck": [{ type: "hinted", hint: "nothing_struck" }],
  struck: [
    { type: "marked", gesture: { do: "everything" } },
    { type: "hinted", hint: "something_struck" },
  ],
  "in doubt": [{ type: "marked", gesture: { do: "unsure", word: 0 } }],
  skip: [{ type: "asked", asking: "skip" }],
  whole: [{ type: "asked", asking: "whole" }],
  flag: [{ type: "asked", asking: "flag" }],
  help: [{ type: "paneled", panel: "help" }],
  guideline: [{ type: "paneled", panel: "guideline" }],
  settings: [{ type: "paneled", panel: "settings" }],
  "without a picture": [{ type: "pictured", picture: "failed", slot: 1 }],
  answered: [{ type: "answered", uuid: "u", answer: { outcome: "judged" } }],
  corrected: [
    { type: "answered", uuid: "u", answer: { outcome: "judged" } },
    { type: "reopened", uuid: null },
  ],
  "signed out": [{ type: "connected", connection: "signed_out", nUnsent: 2, isLate: false }],
  "someone else": [{ type: "connected", connection: "someone_else", nUnsent: 1, isLate: false }],
  paused: [{ type: "rested", rest: { by: "hand", since: 0 } }],
  "a long silence": [{ type: "rested", rest: { by: "silence", since: 0 } }],
  "a lease that ends": [
    { type: "beaten", beaten: { active_today_ms: 60_000, lease_ends_at: null, lease_ms: 90_000 }, now: 0 },
  ],
  "a new guideline": [{ type: "chosen", choices: { guideline_seen: 0 } }],
  "a goal and no arguments": [{ type: "chosen", choices: { goal: 300, fold_arguments: true } }],
  "saved at the end": [
    { type: "answered", uuid: "u", answer: { outcome: "judged" } },
    { type: "saved", uuid: "u", judgedToday: 1, became: "counted" },
  ],
  behind: [{ type: "connected", connection: "behind", nUnsent: 3, isLate: true }],
};

vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));

afterEach(async () => {
  await act(() => render(null, document.body));
});

function config(key: string): PageConfig {
  const places = [
    "claims",
    "judgments",
    "skips",
    "releases",
    "corrections",
    "flags",
    "questions",
    "packs",
    "parkings",
    "shift_ends",
  ];
  const urls = Object.fromEntries(
    [...places, "choices", "sign_in", "inbox", "leave"].map((name) => [name, `/${name}`]),
  );
  const prompts = ["a red house, two birds, octane render --ar 4:3", "a black cat"];
  return {
    csrf: "t",
    work: { state: "work", retry_after: null, pairs: prompts.map((text, place) => pairOf(text, { slot: place + 1 })) },
    urls: urls as PageConfig["urls"],
    annotator: { key, name: "Mina" },
    judged_today: 0,
    guideline: { number: 1, rulings: [{ number: 10, title: "Boosters", decision: "never", text: "8k" }] },
    tour: { after: 0, url: "/truth" },
    build: "b1",
    language: "en",
    strings: pseudo(STRINGS),
    choices: CHOICES,
  };
}

async function opened(state: string): Promise<Session> {
  const page = config(state);
  speak(page.strings, "en");
  const session = new Session(
    page,
    browser(await openStore(state), await openShelf(state), () => 0),
  );
  await session.start(page.work);
  await act(() => {
    render(<App bench={{ session, zooming: new Zooming(), pointer: { word: null } }} />, document.body);
  });
  return session;
}

/** What stands outside the brackets of the made-up language. */
function untranslated(): string[] {
  const shown = [...document.querySelectorAll("body *")].filter((one) => one.closest(DATA) === null);
  const texts = shown.flatMap((one) =>
    [...one.childNodes].flatMap((node) => (node.nodeType === 3 ? [node.textContent] : [])),
  );
  const spoken = shown.flatMap((one) => READ_OUT.map((name) => one.getAttribute(name)));
  return [...texts, ...spoken].filter((text) => /\p{L}/u.test(bare(text ?? ""))).map(String);
}

function bare(text: string): string {
  const less = text.replaceAll(/\[[^[\]]*\]/g, "");
  return less === text ? text : bare(less);
}

test.each(Object.entries(STATES))("%s: nothing is said outside the catalogs", async (state, events) => {
  const session = await opened(state);

  for (const event of events) await act(() => session.tell(event));

  expect(document.querySelectorAll("button").length).toBeGreaterThan(5);
  expect(untranslated()).toEqual([]);
});

import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { pairOf } from "../../dev/pairs.ts";
import type { Draft } from "../core/marks.ts";
import { written } from "../core/outbox.ts";
import type { Past } from "../core/state.ts";
import { openStore } from "./store.ts";

const DAY = 24 * 3600 * 1000;
const DRAFT: Draft = { marks: { struck: [1, 2], unsure: [] }, past: [{ struck: [1], unsure: [] }], future: [] };
const LETTER = written({ kind: "skip", body: { uuid: "u1", pair: 1, slot: 2, reason: "image", refill: 0 } }, 7);
const PAST: Past = {
  uuid: "u1",
  pair: pairOf("a cat"),
  answer: { outcome: "judged" },
  draft: DRAFT,
  sync: "queued",
  problem: null,
};

const EARLIER: Past = { ...PAST, uuid: "u0", pair: pairOf("a dog", { slot: 0 }) };

test("what was kept is there after the database was closed and opened again", async () => {
  const before = await openStore("reload");
  await before.keepDraft("3 hash", DRAFT, 0);
  await before.keepAnswer([LETTER], "2 hash");
  await before.keepHistory([], [PAST, EARLIER]);
  before.close();

  const after = await openStore("reload");

  expect(await after.load(DAY)).toEqual({
    letters: [LETTER],
    drafts: { "3 hash": DRAFT },
    history: [PAST, EARLIER],
    open: null,
    packed: null,
    sent: [],
  });
});

test("a letter that was taken is gone, and the answer in it is remembered", async () => {
  const store = await openStore("sent");
  const aside = written({ kind: "flag", body: { uuid: "u2", pair: 3, slot: 4, reasons: ["broken"] } }, 8);
  await store.keepAnswer([aside, LETTER], "2 hash");

  await store.dropLetter(aside);
  await store.dropLetter(LETTER);

  expect(await store.load(0)).toMatchObject({ letters: [], sent: [{ uuid: "u1", slot: 2 }] });
});

test("two hundred answers that were taken are remembered", async () => {
  const store = await openStore("many sent");
  const letter = (slot: number) =>
    written({ kind: "skip", body: { uuid: `s${slot}`, pair: 1, slot, reason: "image", refill: 0 } }, slot);

  for (let slot = 1; slot <= 201; slot++) await store.dropLetter(letter(slot));

  const { sent } = await store.load(0);
  expect([sent.length, sent[0]?.slot, sent.at(-1)?.slot]).toEqual([200, 201, 2]);
});

test("an answer takes its draft along", async () => {
  const store = await openStore("answer");
  await store.keepDraft("2 hash", DRAFT, 0);

  await store.keepAnswer([LETTER], "2 hash");

  expect((await store.load(0)).drafts).toEqual({});
});

test("nobody sees what another person left in the same browser", async () => {
  await (await openStore("first")).keepAnswer([LETTER], "2 hash");

  expect(await (await openStore("second")).letters()).toEqual([]);
});

test("a draft that nobody came back to in a week is let go", async () => {
  const store = await openStore("old");
  await store.keepDraft("old", DRAFT, 0);
  await store.keepDraft("new", DRAFT, 2 * DAY);

  expect(Object.keys((await store.load(8 * DAY)).drafts)).toEqual(["new"]);
});

test("of the history only what changed is written, and what fell out of it is let go", async () => {
  const store = await openStore("history");
  const corrected: Past = { ...EARLIER, uuid: "u0b" };
  await store.keepHistory([], [PAST, EARLIER]);

  await store.keepHistory([PAST, EARLIER], [PAST, corrected]);
  expect((await store.load(0)).history).toEqual([PAST, corrected]);

  await store.keepHistory([PAST, corrected], [PAST]);
  expect((await store.load(0)).history).toEqual([PAST]);
});

test("a question leaves the draft of its pair, and its slot is not done when it was taken", async () => {
  const store = await openStore("question");
  const asked = written({ kind: "question", body: { uuid: "q1", pair: 1, word: 2, text: "Is it?" } }, 1);
  await store.keepDraft("2 hash", DRAFT, 0);

  await store.keepAnswer([asked], null);
  expect(await store.letters()).toEqual([asked]);
  await store.dropLetter(asked);

  expect(await store.load(0)).toMatchObject({ letters: [], sent: [], drafts: { "2 hash": DRAFT } });
});

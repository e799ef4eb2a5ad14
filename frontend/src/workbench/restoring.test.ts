import { expect, test } from "vitest";
import { pairOf } from "../../dev/pairs.ts";
import { BLANK } from "../core/marks.ts";
import { type Letter, written } from "../core/outbox.ts";
import type { Past } from "../core/state.ts";
import { found } from "./restoring.ts";

function letter(uuid: string, slot: number, dead: string | null = null): Letter {
  return { ...written({ kind: "skip", body: { uuid, pair: 1, slot, reason: "image", refill: 0 } }, slot), dead };
}

function past(uuid: string, sync: Past["sync"]): Past {
  return { uuid, pair: pairOf("a cat"), answer: { outcome: "judged" }, draft: BLANK, sync, problem: null };
}

test("slots whose answers still wait are answered, and are counted", () => {
  const kept = found({
    letters: [letter("u1", 4), letter("u2", 5, "malformed")],
    drafts: {},
    history: [],
    open: null,
    packed: null,
    sent: [],
  });

  expect([kept.answered, kept.nUnsent]).toEqual([[4], 1]);
});

test("a question that waits is counted, and its pair comes again", () => {
  const asked = written({ kind: "question", body: { uuid: "q1", pair: 1, word: null, text: "Is it?" } }, 1);
  const kept = found({ letters: [asked], drafts: {}, history: [], open: null, packed: null, sent: [] });

  expect([kept.answered, kept.nUnsent]).toEqual([[], 1]);
});

test("an answer that left the outbox while the page was closed was saved", () => {
  const history = [past("u1", "queued"), past("u2", "queued"), past("u3", "problem")];
  const sent = [{ uuid: "u2", slot: 5 }];
  const kept = found({ letters: [letter("u1", 4)], drafts: {}, history, open: null, packed: null, sent });

  expect(kept.history.map((one) => one.sync)).toEqual(["queued", "saved", "problem"]);
});

test("an answer that a crash was faster than is nowhere shown as saved", () => {
  const kept = found({ letters: [], drafts: {}, history: [past("u1", "queued")], open: null, packed: null, sent: [] });

  expect(kept.history).toEqual([]);
});

import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { type Letter, written } from "../core/outbox.ts";
import { openStore } from "../platform/store.ts";
import { nWaiting } from "./leaving.ts";

function letter(uuid: string): Letter {
  return written({ kind: "skip", body: { uuid, pair: 1, slot: 1, reason: "image", refill: 0 } }, 1);
}

test("answers that wait are counted, those that will never be taken are not", async () => {
  const store = await openStore("leaving");
  await store.keepAnswer([letter("u1"), letter("u2"), { ...letter("u3"), dead: "malformed" }], "1 hash");
  store.close();

  expect(await nWaiting("leaving")).toBe(2);
});

test("who never worked here has nothing waiting, and leaves no database behind", async () => {
  expect(await nWaiting("nobody")).toBe(0);
  expect((await indexedDB.databases()).map((one) => one.name)).not.toContain("strikeout.nobody");
});

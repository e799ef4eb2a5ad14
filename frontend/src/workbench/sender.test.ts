import "fake-indexeddb/auto";
import fc from "fast-check";
import { expect, test } from "vitest";
import STRINGS from "../../locales/en.json";
import { type Letter, written } from "../core/outbox.ts";
import type { Event } from "../core/reduce.ts";
import type { Reply } from "../core/wire.ts";
import { ApiError } from "../platform/http.ts";
import { openStore, type Store } from "../platform/store.ts";
import { type Identity, Sender } from "./sender.ts";
import { speak } from "./text.ts";

speak(STRINGS, "en");

/** How one request ends: taken and answered, taken but the answer lost, or not taken. */
type Fault = "fine" | "lost" | "offline" | 401 | 403 | 503;

class Server {
  readonly taken: string[] = [];
  readonly #faults: Fault[];

  constructor(faults: readonly Fault[]) {
    this.#faults = [...faults];
  }

  async take({ uuid }: Letter): Promise<Reply> {
    const fault = this.#faults.shift() ?? "fine";
    if (fault === "offline") throw new ApiError(null, "offline", "offline");
    if (typeof fault === "number") throw new ApiError(fault, "refused", `refused ${fault}`);
    if (!this.taken.includes(uuid)) this.taken.push(uuid);
    if (fault === "lost") throw new ApiError(null, "offline", "the answer was lost");
    return { work: null };
  }
}

let nStores = 0;

async function freshStore(): Promise<Store> {
  nStores += 1;
  return openStore(`sender ${nStores}`);
}

interface Scene {
  readonly sender: Sender;
  readonly told: Event[];
  /** Lets time pass until nothing is to be done any more. */
  readonly pass: () => Promise<void>;
  /** Begins to send, and lets time pass. */
  readonly settle: () => Promise<void>;
}

function scene(store: Store, server: Server, identity: () => Identity = () => "same"): Scene {
  const told: Event[] = [];
  const waiting: { at: number; work: () => void }[] = [];
  let now = 0;
  const sender = new Sender({
    store,
    send: (letter) => server.take(letter),
    identify: async () => identity(),
    alone: (work) => work(),
    tell: (event) => told.push(event),
    drained: () => undefined,
    now: () => now,
    chance: () => 0.5,
    later: (waitMs, work) => waiting.push({ at: now + waitMs, work }),
  });
  const pass = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      now = Math.max(now, next.at);
      next.work();
      await sender.kick();
    }
  };
  const settle = async () => {
    await sender.kick();
    await pass();
  };
  return { sender, told, pass, settle };
}

async function write(store: Store, count: number): Promise<string[]> {
  const uuids = Array.from({ length: count }, (_, seq) => `u${seq}`);
  for (const [seq, uuid] of uuids.entries()) {
    const body = { uuid, pair: seq, slot: seq, reason: "image", refill: 0 } as const;
    await store.keepAnswer([written({ kind: "skip", body }, seq)], "");
  }
  return uuids;
}

test("answers arrive in order and the outbox is empty", async () => {
  const store = await freshStore();
  const uuids = await write(store, 3);
  const server = new Server([]);
  const { settle, told } = scene(store, server);

  await settle();

  expect(server.taken).toEqual(uuids);
  expect(await store.letters()).toEqual([]);
  expect(told.filter((event) => event.type === "saved").map((event) => event.uuid)).toEqual(uuids);
  expect(told.at(-1)).toEqual({ type: "connected", connection: "fine", nUnsent: 0, isLate: false });
});

test("what the server will never take is set aside with its reason, and the rest goes on", async () => {
  const store = await freshStore();
  await write(store, 2);
  const server = new Server([]);
  const take = server.take.bind(server);
  server.take = async (letter) => {
    if (letter.uuid === "u0") throw new ApiError(422, "malformed", "No such word");
    return take(letter);
  };
  const { settle, told } = scene(store, server);

  await settle();

  expect(server.taken).toEqual(["u1"]);
  expect((await store.letters()).map((letter) => [letter.uuid, letter.dead])).toEqual([["u0", "No such word"]]);
  expect(told).toContainEqual({ type: "refused", uuid: "u0", message: "The server could not make sense of it." });
});

test("nothing is sent while someone else is signed in", async () => {
  const store = await freshStore();
  await write(store, 2);
  const server = new Server([403]);
  let identity: Identity = "someone_else";
  const { sender, told } = scene(store, server, () => identity);

  await sender.kick();
  expect(server.taken).toEqual([]);
  expect(told.at(-1)).toEqual({ type: "connected", connection: "someone_else", nUnsent: 2, isLate: false });

  identity = "same";
  await sender.kick(true);
  expect(server.taken).toEqual(["u0", "u1"]);
});

test("however long someone else is signed in, what they may not send is not set aside", async () => {
  const store = await freshStore();
  await write(store, 1);
  const server = new Server([403, 403, 403, 403]);
  let identity: Identity = "someone_else";
  const { sender } = scene(store, server, () => identity);

  for (let times = 0; times < 4; times++) await sender.kick(true);
  expect((await store.letters()).map((letter) => letter.dead)).toEqual([null]);

  identity = "same";
  await sender.wake();
  expect(server.taken).toEqual(["u0"]);
});

test("when the network comes back too slowly for the first try, the next is not a minute away", async () => {
  const store = await freshStore();
  await write(store, 1);
  const [letter] = await store.letters();
  if (letter) await store.keepLetter({ ...letter, tries: 9, notBefore: 60_000 });

  await scene(store, new Server(["offline"])).sender.kick(true);

  expect((await store.letters()).map(({ tries, notBefore }) => [tries, notBefore])).toEqual([[1, 1_000]]);
});

test("whoever wants it sent now while a try is failing is not put off", async () => {
  const store = await freshStore();
  await write(store, 1);
  const server = new Server(["offline"]);
  const { sender } = scene(store, server);

  const failing = sender.kick();
  await sender.kick(true);
  await failing;

  expect(server.taken).toEqual(["u0"]);
});

test("with nothing to send, whoever comes back signed in again is told so", async () => {
  let identity: Identity = "nobody";
  const { sender, told } = scene(await freshStore(), new Server([]), () => identity);

  await sender.identify();
  await sender.wake();
  expect(told.at(-1)).toEqual({ type: "connected", connection: "signed_out", nUnsent: 0, isLate: false });

  identity = "same";
  await sender.wake();
  expect(told.at(-1)).toEqual({ type: "connected", connection: "fine", nUnsent: 0, isLate: false });
});

test("an error that nobody thought of does not keep what waits for ever", async () => {
  const store = await freshStore();
  await write(store, 1);
  const server = new Server([]);
  const { sender, pass } = scene(store, server);
  const letters = store.letters.bind(store);
  store.letters = async () => {
    store.letters = letters;
    throw new Error("the disk failed");
  };

  await expect(sender.kick()).rejects.toThrow("the disk failed");
  await pass();

  expect(server.taken).toEqual(["u0"]);
});

test("a letter that was set aside goes out when it is tried again", async () => {
  const store = await freshStore();
  await write(store, 1);
  const [letter] = await store.letters();
  if (letter) await store.keepLetter({ ...letter, dead: "malformed" });
  const server = new Server([]);

  await scene(store, server).sender.retry("u0");

  expect(server.taken).toEqual(["u0"]);
});

test("whatever fails, for as long as it fails, every answer is taken once and in order", async () => {
  const fault = fc.constantFrom<Fault>("fine", "lost", "offline", 401, 503);
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 20 }), fc.integer({ min: 1, max: 4 }), async (faults, count) => {
      const store = await freshStore();
      const uuids = await write(store, count);
      const server = new Server(faults);
      await scene(store, server).settle();
      expect(server.taken).toEqual(uuids);
      expect(await store.letters()).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

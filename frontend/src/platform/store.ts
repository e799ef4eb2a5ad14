/** What must survive a reload, kept in IndexedDB: one database for each annotator, so that nobody sees another's. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Beat } from "../core/beats.ts";
import type { Draft } from "../core/marks.ts";
import { type Letter, slotDone } from "../core/outbox.ts";
import type { Pack, Past } from "../core/state.ts";
import type { Pair } from "../core/wire.ts";

interface Schema extends DBSchema {
  letters: { key: string; value: Letter };
  drafts: { key: string; value: { readonly draft: Draft; readonly at: number } };
  /** Earlier answers, by slot: each is written once or twice, however long the history. */
  pasts: { key: number; value: Past };
  kept: {
    key: "order" | "open" | "pack" | "beats" | "sent";
    value: Kept;
  };
}

/** Values of the store `kept`, one for each of its keys. */
type Kept =
  | { readonly slots: readonly number[] }
  | { readonly open: string }
  | { readonly pack: Pack; readonly pairs: readonly Pair[] }
  | { readonly beats: readonly Beat[] }
  | { readonly sent: readonly Sent[] };

/** An answer that the server took. */
export interface Sent {
  readonly uuid: string;
  readonly slot: number;
}

export interface Stored {
  readonly letters: readonly Letter[];
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly history: readonly Past[];
  /** The answer that was being corrected. */
  readonly open: string | null;
  readonly packed: { readonly pack: Pack; readonly pairs: readonly Pair[] } | null;
  /** The last answers that the server took: a page that was made before may still list their pairs. */
  readonly sent: readonly Sent[];
}

const DRAFTS_LAST_MS = 7 * 24 * 3600 * 1000;
/** More than one can hold, and send while a page loads. */
const SENT_AT_MOST = 200;

export class Store {
  readonly #db: IDBPDatabase<Schema>;

  constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** Everything of an earlier visit. Drafts that nobody came back to in a week are let go. */
  async load(now: number): Promise<Stored> {
    await this.#dropOldDrafts(now);
    const [letters, keys, drafts, pasts, order, open, packed, sent] = await Promise.all([
      this.letters(),
      this.#db.getAllKeys("drafts"),
      this.#db.getAll("drafts"),
      this.#db.getAll("pasts"),
      this.#db.get("kept", "order"),
      this.#db.get("kept", "open"),
      this.#db.get("kept", "pack"),
      this.#db.get("kept", "sent"),
    ]);
    return {
      letters,
      drafts: Object.fromEntries(drafts.map(({ draft }, place) => [keys[place] ?? "", draft])),
      history: inOrder(pasts, order && "slots" in order ? order.slots : []),
      open: open && "open" in open ? open.open : null,
      packed: packed && "pack" in packed && packed.pack.endsAt > now ? packed : null,
      sent: sent && "sent" in sent ? sent.sent : [],
    };
  }

  async letters(): Promise<Letter[]> {
    return this.#db.getAll("letters");
  }

  /** Keeps an answer, with what is told beside it, and lets its draft go, if it has one: all or nothing. */
  async keepAnswer(letters: readonly Letter[], draftKey: string | null): Promise<void> {
    const change = this.#db.transaction(["letters", "drafts"], "readwrite", { durability: "strict" });
    await Promise.all([
      ...letters.map((letter) => change.objectStore("letters").put(letter, letter.uuid)),
      draftKey !== null && change.objectStore("drafts").delete(draftKey),
      change.done,
    ]);
  }

  async keepLetter(letter: Letter): Promise<void> {
    await this.#db.put("letters", letter, letter.uuid);
  }

  /** Lets a letter go that the server took; an answer is remembered as sent. */
  async dropLetter(letter: Letter): Promise<void> {
    const change = this.#db.transaction(["letters", "kept"], "readwrite");
    const kept = change.objectStore("kept");
    const before = await kept.get("sent");
    const earlier = before && "sent" in before ? before.sent : [];
    const { uuid } = letter;
    const slot = slotDone(letter);
    const sent = slot === null ? earlier : [{ uuid, slot }, ...earlier];
    await Promise.all([
      kept.put({ sent: sent.slice(0, SENT_AT_MOST) }, "sent"),
      change.objectStore("letters").delete(uuid),
      change.done,
    ]);
  }

  async keepDraft(draftKey: string, draft: Draft, now: number): Promise<void> {
    await this.#db.put("drafts", { draft, at: now }, draftKey);
  }

  async dropDraft(draftKey: string): Promise<void> {
    await this.#db.delete("drafts", draftKey);
  }

  /** Remembers which answer is being corrected; null: none. */
  async keepOpen(uuid: string | null): Promise<void> {
    await (uuid === null ? this.#db.delete("kept", "open") : this.#db.put("kept", { open: uuid }, "open"));
  }

  async keepPack(pack: Pack | null, pairs: readonly Pair[]): Promise<void> {
    await (pack === null ? this.#db.delete("kept", "pack") : this.#db.put("kept", { pack, pairs }, "pack"));
  }

  /** Reports of time that the server has not taken yet. */
  async beats(): Promise<readonly Beat[]> {
    const kept = await this.#db.get("kept", "beats");
    return kept && "beats" in kept ? kept.beats : [];
  }

  async keepBeats(beats: readonly Beat[]): Promise<void> {
    await this.#db.put("kept", { beats }, "beats");
  }

  /** Writes what differs between two states of the history. */
  async keepHistory(before: readonly Past[], after: readonly Past[]): Promise<void> {
    const change = this.#db.transaction(["pasts", "kept"], "readwrite");
    const pasts = change.objectStore("pasts");
    const slots = after.map((past) => past.pair.slot);
    await Promise.all([
      ...after.filter((past) => !before.includes(past)).map((past) => pasts.put(past, past.pair.slot)),
      ...before.filter((past) => !slots.includes(past.pair.slot)).map((past) => pasts.delete(past.pair.slot)),
      change.objectStore("kept").put({ slots }, "order"),
      change.done,
    ]);
  }

  close(): void {
    this.#db.close();
  }

  async #dropOldDrafts(now: number): Promise<void> {
    const change = this.#db.transaction("drafts", "readwrite");
    for await (const cursor of change.store) {
      if (cursor.value.at < now - DRAFTS_LAST_MS) await cursor.delete();
    }
    await change.done;
  }
}

export async function openStore(annotatorKey: string): Promise<Store> {
  const db = await openDB<Schema>(`strikeout.${annotatorKey}`, 1, {
    upgrade(fresh) {
      fresh.createObjectStore("letters");
      fresh.createObjectStore("drafts");
      fresh.createObjectStore("pasts");
      fresh.createObjectStore("kept");
    },
  });
  return new Store(db);
}

function inOrder(pasts: readonly Past[], slots: readonly number[]): Past[] {
  const place = (past: Past) => slots.indexOf(past.pair.slot);
  return pasts.filter((past) => place(past) >= 0).sort((a, b) => place(a) - place(b));
}

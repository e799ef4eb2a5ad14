/** What must survive a reload, kept in IndexedDB: one database for each annotator, so that nobody sees another's. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Draft } from "../core/marks.ts";
import type { Letter } from "../core/outbox.ts";
import type { Past } from "../core/state.ts";

interface Schema extends DBSchema {
  letters: { key: string; value: Letter };
  drafts: { key: string; value: { readonly draft: Draft; readonly at: number } };
  /** Earlier answers, by slot: each is written once or twice, however long the history. */
  pasts: { key: number; value: Past };
  kept: {
    key: "order" | "clauseLines";
    value: { readonly slots: readonly number[] } | { readonly clauseLines: boolean };
  };
}

export interface Stored {
  readonly letters: readonly Letter[];
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly history: readonly Past[];
  readonly clauseLines: boolean | null;
}

const DRAFTS_LAST_MS = 7 * 24 * 3600 * 1000;

export class Store {
  readonly #db: IDBPDatabase<Schema>;

  constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** Everything of an earlier visit. Drafts that nobody came back to in a week are let go. */
  async load(now: number): Promise<Stored> {
    await this.#dropOldDrafts(now);
    const [letters, keys, drafts, pasts, order, lines] = await Promise.all([
      this.letters(),
      this.#db.getAllKeys("drafts"),
      this.#db.getAll("drafts"),
      this.#db.getAll("pasts"),
      this.#db.get("kept", "order"),
      this.#db.get("kept", "clauseLines"),
    ]);
    return {
      letters,
      drafts: Object.fromEntries(drafts.map(({ draft }, place) => [keys[place] ?? "", draft])),
      history: inOrder(pasts, order && "slots" in order ? order.slots : []),
      clauseLines: lines && "clauseLines" in lines ? lines.clauseLines : null,
    };
  }

  async letters(): Promise<Letter[]> {
    return this.#db.getAll("letters");
  }

  /** Keeps an answer and lets its draft go, both or neither. */
  async keepAnswer(letter: Letter, draftKey: string): Promise<void> {
    const change = this.#db.transaction(["letters", "drafts"], "readwrite", { durability: "strict" });
    await Promise.all([
      change.objectStore("letters").put(letter, letter.uuid),
      change.objectStore("drafts").delete(draftKey),
      change.done,
    ]);
  }

  async keepLetter(letter: Letter): Promise<void> {
    await this.#db.put("letters", letter, letter.uuid);
  }

  async dropLetter(uuid: string): Promise<void> {
    await this.#db.delete("letters", uuid);
  }

  async keepDraft(draftKey: string, draft: Draft, now: number): Promise<void> {
    await this.#db.put("drafts", { draft, at: now }, draftKey);
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

  async keepClauseLines(clauseLines: boolean): Promise<void> {
    await this.#db.put("kept", { clauseLines }, "clauseLines");
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

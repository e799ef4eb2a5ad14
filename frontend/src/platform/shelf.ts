/** Pictures stored for work without a network: a database of their own for each annotator, beside that of their answers. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

interface Schema extends DBSchema {
  pictures: { key: string; value: Blob };
}

export class Shelf {
  readonly #db: IDBPDatabase<Schema>;
  #addresses = new Map<string, string>();

  constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** Whether the picture is stored by now. False: it could not be fetched, or there is no room for it. */
  async put(url: string): Promise<boolean> {
    try {
      if ((await this.#db.getKey("pictures", url)) !== undefined) return true;
      const response = await fetch(url, { credentials: "same-origin" });
      if (!response.ok) return false;
      await this.#db.put("pictures", await response.blob(), url);
      return true;
    } catch {
      return false;
    }
  }

  /** An address of the stored picture in this page; null when it is not stored. */
  async address(url: string): Promise<string | null> {
    const known = this.#addresses.get(url);
    if (known !== undefined) return known;
    const picture = await this.#db.get("pictures", url);
    if (picture === undefined) return null;
    const address = URL.createObjectURL(picture);
    this.#addresses.set(url, address);
    return address;
  }

  async count(): Promise<number> {
    return this.#db.count("pictures");
  }

  /** Lets all go. */
  async clear(): Promise<void> {
    for (const address of this.#addresses.values()) URL.revokeObjectURL(address);
    this.#addresses = new Map();
    await this.#db.clear("pictures");
  }
}

export async function openShelf(annotatorKey: string): Promise<Shelf> {
  const db = await openDB<Schema>(`strikeout.pictures.${annotatorKey}`, 1, {
    upgrade: (fresh) => void fresh.createObjectStore("pictures"),
  });
  return new Shelf(db);
}

/** Decisions wait in the browser until the server says that it has them: a reload or a lost network loses none. */
import type { Decision } from "./wire.ts";

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export class Kept {
  readonly #shelf: Shelf;
  readonly #name: string;

  /** @param key - of the person: a browser may serve several */
  constructor(shelf: Shelf, key: string) {
    this.#shelf = shelf;
    this.#name = `strikeout.${key}`;
  }

  read(): readonly Decision[] {
    try {
      return JSON.parse(this.#shelf.getItem(this.#name) ?? "[]") as Decision[];
    } catch {
      return [];
    }
  }

  write(decisions: readonly Decision[]): void {
    if (decisions.length === 0) this.#shelf.removeItem(this.#name);
    else this.#shelf.setItem(this.#name, JSON.stringify(decisions));
  }
}

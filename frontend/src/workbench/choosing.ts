/** Saves what someone chose to the account: once the hands rest, and again until it is saved. */
import { changed } from "../core/account.ts";
import type { AccountChoices } from "../core/wire.ts";
import { ApiError } from "../platform/http.ts";

const RESTED_MS = 400;
const AGAIN_MS = 30_000;

export interface Desk {
  /** @throws ApiError */
  readonly save: (choices: Partial<AccountChoices>) => Promise<void>;
  readonly later: (waitMs: number, work: () => void) => unknown;
}

export class Choosing {
  readonly #desk: Desk;
  #saved: AccountChoices;
  #wanted: AccountChoices;
  #isDue = false;

  constructor(choices: AccountChoices, desk: Desk) {
    this.#saved = choices;
    this.#wanted = choices;
    this.#desk = desk;
  }

  follow(choices: AccountChoices): void {
    this.#wanted = choices;
    if (choices !== this.#saved) this.#saveIn(RESTED_MS);
  }

  /** Saves what is not saved yet. */
  async save(): Promise<void> {
    const wanted = this.#wanted;
    const change = changed(this.#saved, wanted);
    if (Object.keys(change).length === 0) return;
    try {
      await this.#desk.save(change);
      this.#saved = wanted;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // What the server will never take is not offered for ever.
      if (error.status === 422) this.#saved = wanted;
      else this.#saveIn(AGAIN_MS);
    }
  }

  #saveIn(waitMs: number): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#desk.later(waitMs, () => {
      this.#isDue = false;
      void this.save();
    });
  }
}

/** Counts how often and how long sensitive pictures were looked at: each look is told to the server. */
import type { Hand } from "../core/state.ts";
import { ApiError } from "../platform/http.ts";

export interface Look {
  readonly pair: number;
  readonly ms: number;
}

interface Open {
  readonly pair: number;
  readonly since: number;
}

export class Exposing {
  /** @throws ApiError */
  readonly #send: (look: Look) => Promise<void>;
  readonly #now: () => number;
  #open: Open | null = null;
  #untold: readonly Look[] = [];
  #isTelling = false;

  constructor(send: (look: Look) => Promise<void>, now: () => number) {
    this.#send = send;
    this.#now = now;
  }

  /** The picture of that pair is in sight now, or none that is counted. */
  follow(hand: Hand | null): void {
    const pair = hand?.revealed ? hand.pair.pair : null;
    if (pair === (this.#open?.pair ?? null)) return;
    const now = this.#now();
    if (this.#open !== null) this.#untold = [...this.#untold, { pair: this.#open.pair, ms: now - this.#open.since }];
    this.#open = pair === null ? null : { pair, since: now };
    void this.tell();
  }

  /** Tells what was not told yet; what the server did not hear is told with the next look. */
  async tell(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      for (let look = this.#untold[0]; look !== undefined; look = this.#untold[0]) {
        await this.#send(look);
        this.#untold = this.#untold.slice(1);
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    } finally {
      this.#isTelling = false;
    }
  }
}

/** Asks for pairs while there is none in hand, as often as the server wishes. */
import { delay } from "../core/outbox.ts";
import type { State } from "../core/state.ts";
import type { Work } from "../core/wire.ts";
import { ApiError } from "../platform/http.ts";

export interface Source {
  /** @throws ApiError */
  readonly claim: () => Promise<void>;
  readonly refused: () => void;
  readonly state: () => State;
  readonly chance: () => number;
  readonly later: (waitMs: number, work: () => void) => () => void;
}

const ASK_AGAIN_MS: Readonly<Record<Work["state"], number>> = {
  work: 1_000,
  looking: 1_000,
  no_work: 30_000,
  paused: 60_000,
};

export class Supply {
  readonly #source: Source;
  #stop: (() => void) | null = null;
  #asking = false;
  #tries = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  follow(state: State): void {
    if (state.hand !== null || state.rest !== null) this.rest();
    else if (this.#stop === null && !this.#asking) this.#askIn(state.retryAfterMs ?? ASK_AGAIN_MS[state.supply]);
  }

  async ask(): Promise<void> {
    if (this.#asking) return;
    this.rest();
    this.#asking = true;
    try {
      await this.#source.claim();
      this.#tries = 0;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#tries += 1;
      if (error.status === 401 || error.status === 403) this.#source.refused();
      this.#askIn(Math.max(delay(this.#tries, this.#source.chance()), error.retryAfterMs ?? 0));
    } finally {
      this.#asking = false;
    }
    this.follow(this.#source.state());
  }

  /** Asks no more, until the state calls for it again. */
  rest(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #askIn(waitMs: number): void {
    this.#stop = this.#source.later(waitMs, () => {
      this.#stop = null;
      void this.ask();
    });
  }
}

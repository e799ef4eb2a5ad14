/** The end of a shift: what is left is sent, the rest given back, and the server says what it came to. */
import { type Signal, signal } from "@preact/signals";
import type { Event } from "../core/reduce.ts";
import { held, type State } from "../core/state.ts";
import type { ShiftReceipt } from "../core/wire.ts";
import { ApiError } from "../platform/http.ts";
import type { Errands } from "./errands.ts";
import { refusedBecause } from "./text.ts";

export type Ending =
  | { readonly stage: "sending" }
  /** Answers that could not be sent stay in this browser, and no shift is ended over their heads. */
  | { readonly stage: "unsent"; readonly nUnsent: number }
  | { readonly stage: "ended"; readonly receipt: ShiftReceipt }
  | { readonly stage: "failed"; readonly message: string };

export interface Surroundings {
  readonly errands: Errands;
  readonly state: () => State;
  readonly tell: (event: Event) => void;
  /** Sends all that can be sent now. */
  readonly drain: () => Promise<unknown>;
  readonly now: () => number;
}

export class Shift {
  /** null: the shift goes on. */
  readonly ending: Signal<Ending | null> = signal(null);
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Ends the shift: from then on keys do nothing and nothing is asked for; with `anyway` also when answers wait in this browser: they go out at the next visit. */
  async end(anyway = false): Promise<void> {
    const { drain, now, state, tell } = this.#around;
    this.ending.value = { stage: "sending" };
    tell({ type: "rested", rest: { by: "end", since: now() } });
    await drain();
    const { nUnsent } = state();
    if (nUnsent > 0 && !anyway) this.ending.value = { stage: "unsent", nUnsent };
    else await this.#settle();
  }

  /** Goes on working after all. */
  resume(): void {
    this.ending.value = null;
    this.#around.tell({ type: "rested", rest: null });
  }

  async #settle(): Promise<void> {
    const { errands, now, state, tell } = this.#around;
    try {
      const receipt = await errands.endShift(now());
      tell({ type: "packed", pack: null });
      tell({ type: "parted", slots: held(state()).map((pair) => pair.slot) });
      this.ending.value = { stage: "ended", receipt };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.ending.value = { stage: "failed", message: refusedBecause(error.code) };
    }
  }
}

/** Work taken along: pairs leased for hours, with their pictures stored, and the rest given back afterwards. */

import { HELD_AT_MOST } from "../core/prefetch.ts";
import type { Event } from "../core/reduce.ts";
import { held, type Pack, type State } from "../core/state.ts";
import type { Pair } from "../core/wire.ts";
import { ApiError } from "../platform/http.ts";
import type { Around } from "./around.ts";
import type { Errands } from "./errands.ts";

export interface Surroundings {
  readonly around: Around;
  readonly errands: Errands;
  readonly state: () => State;
  readonly tell: (event: Event) => void;
  readonly urlOf: (pair: Pair) => string;
}

const AT_ONCE = 3;

export class Offline {
  readonly #s: Surroundings;
  #kept: { readonly pack: Pack | null; readonly queue: State["queue"]; readonly hand: Pair | undefined } | null = null;
  #isBusy = false;

  constructor(surroundings: Surroundings) {
    this.#s = surroundings;
  }

  /** Pictures of a pack that is over, or was never had, are let go. */
  async restore(pairs: readonly Pair[]): Promise<void> {
    if (pairs.length === 0 && (await this.#s.around.shelf.count()) > 0) await this.#s.around.shelf.clear();
  }

  /** Takes pairs along and stores their pictures; those whose picture cannot be stored are given back. @throws ApiError */
  async take(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      const work = await this.#s.errands.pack();
      const ends = work.pairs.map((pair) => Date.parse(pair.lease_ends_at));
      const slots = work.pairs.map((pair) => pair.slot);
      this.#s.tell({ type: "arrived", work });
      if (slots.length === 0) return;
      this.#s.tell({ type: "packed", pack: { slots, nStored: 0, endsAt: Math.min(...ends), wasAway: false } });
      await this.#store(work.pairs);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Gives back what is more than usual. What cannot be given back now runs out by itself. */
  async giveBack(): Promise<void> {
    const rest = held(this.#s.state()).slice(HELD_AT_MOST);
    const slots = rest.map((pair) => pair.slot);
    this.#s.tell({ type: "packed", pack: null });
    await this.handBack(slots);
    await this.#s.around.shelf.clear();
  }

  /** Gives pairs back. They may come again: from others, or because the server did not hear of it. */
  async handBack(slots: readonly number[]): Promise<void> {
    if (slots.length === 0) return;
    this.#s.tell({ type: "parted", slots });
    await this.#s.errands.release(slots).catch(ignoredIfUnanswered);
    this.#s.tell({ type: "freed", slots });
  }

  /** Keeps what is left of the pack, and ends it when its time is over or there is a network again. */
  follow(state: State): void {
    const { pack } = state;
    const kept = { pack, queue: state.queue, hand: state.hand?.pair };
    if (pack === null && (this.#kept === null || this.#kept.pack === null)) return;
    if (kept.pack !== this.#kept?.pack || kept.queue !== this.#kept?.queue || kept.hand !== this.#kept?.hand) {
      this.#kept = kept;
      void this.#s.around.store.keepPack(pack, held(state));
    }
    if (pack === null) return;
    if (this.#s.around.now() > pack.endsAt) void this.giveBack();
    else if (state.connection === "behind" && !pack.wasAway)
      this.#s.tell({ type: "packed", pack: { ...pack, wasAway: true } });
    else if (state.connection === "fine" && pack.wasAway && state.nUnsent === 0) void this.giveBack();
  }

  async #store(pairs: readonly Pair[]): Promise<void> {
    const waiting = [...pairs];
    const lost: number[] = [];
    const worker = async () => {
      for (let pair = waiting.shift(); pair !== undefined; pair = waiting.shift())
        if (await this.#s.around.shelf.put(this.#s.urlOf(pair))) this.#stored();
        else lost.push(pair.slot);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const { pack } = this.#s.state();
    if (lost.length === 0 || pack === null) return;
    const slots = pack.slots.filter((slot) => !lost.includes(slot));
    this.#s.tell({ type: "packed", pack: { ...pack, slots } });
    await this.handBack(lost);
  }

  #stored(): void {
    const { pack } = this.#s.state();
    if (pack !== null) this.#s.tell({ type: "packed", pack: { ...pack, nStored: pack.nStored + 1 } });
  }
}

function ignoredIfUnanswered(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
}

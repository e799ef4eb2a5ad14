/** What belongs to the person and not to the pair: their choices are saved, their looks at sensitive pictures counted. */
import type { State } from "../core/state.ts";
import type { AccountChoices } from "../core/wire.ts";
import { Choosing } from "./choosing.ts";
import type { Errands } from "./errands.ts";
import { Exposing } from "./exposing.ts";

interface Clock {
  readonly now: () => number;
  readonly later: (waitMs: number, work: () => void) => unknown;
}

export class Account {
  readonly #choosing: Choosing;
  readonly #exposing: Exposing;

  constructor(choices: AccountChoices, errands: Errands, { now, later }: Clock) {
    this.#choosing = new Choosing(choices, { save: (choices) => errands.choose(choices), later });
    this.#exposing = new Exposing((look) => errands.expose(look), now);
  }

  follow({ choices, hand }: State): void {
    this.#choosing.follow(choices);
    this.#exposing.follow(hand);
  }

  /** Tells what the server has not heard yet. */
  wake(): void {
    void this.#choosing.save();
    void this.#exposing.tell();
  }
}

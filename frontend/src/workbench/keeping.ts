/** Writes down, as it changes, what must be there after a reload. Nobody waits for it. */
import { BLANK } from "../core/marks.ts";
import { handKey, type Past, type State } from "../core/state.ts";
import type { Store } from "../platform/store.ts";

export class Keeper {
  readonly #store: Store;
  readonly #now: () => number;
  #history: readonly Past[] = [];

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** The history that is kept already. */
  from(history: readonly Past[]): void {
    this.#history = history;
  }

  history(history: readonly Past[]): void {
    void this.#store.keepHistory(this.#history, history);
    this.#history = history;
  }

  /** The draft of what is in hand, after every command; of a correction only once it differs from what it corrects. */
  draft({ hand, history }: State): void {
    if (hand === null || hand.draft === BLANK) return;
    const earlier = history.find((past) => past.uuid === hand.correcting);
    if (hand.draft === earlier?.draft) return;
    void this.#store.keepDraft(handKey(hand), hand.draft, this.#now());
  }

  /** Which answer is being corrected. */
  open(uuid: string | null): void {
    void this.#store.keepOpen(uuid);
  }
}

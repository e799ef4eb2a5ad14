/** Active time of each pair that is open, also of one that was put aside for a correction. */
import { type Activity, activeMs, begun, hidden, touched } from "../core/activity.ts";
import type { Pair } from "../core/wire.ts";

export class Worktime {
  readonly #bySlot = new Map<number, Activity>();
  #current: number | null = null;

  /** That pair is being looked at from now on. */
  show(pair: Pair | null, now: number): void {
    if (pair?.slot === this.#current) return;
    this.#change((activity) => hidden(activity, now));
    this.#current = pair?.slot ?? null;
    if (pair === null) return;
    const earlier = this.#bySlot.get(pair.slot);
    this.#bySlot.set(pair.slot, earlier ? touched(earlier, now) : begun(now, pair.n_words));
  }

  touch(now: number): void {
    this.#change((activity) => touched(activity, now));
  }

  hide(now: number): void {
    this.#change((activity) => hidden(activity, now));
  }

  /** Takes the time of the pair that is being looked at; a correction of it counts from nothing. */
  take(now: number): number {
    const activity = this.#current === null ? undefined : this.#bySlot.get(this.#current);
    if (this.#current !== null) this.#bySlot.delete(this.#current);
    this.#current = null;
    return activity ? activeMs(activity, now) : 0;
  }

  #change(change: (activity: Activity) => Activity): void {
    const activity = this.#current === null ? undefined : this.#bySlot.get(this.#current);
    if (this.#current !== null && activity) this.#bySlot.set(this.#current, change(activity));
  }
}

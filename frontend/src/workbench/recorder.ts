/** Records what is done on each pair, by whose hand, until its answer takes the record along. */
import type { Event } from "../core/reduce.ts";
import type { State } from "../core/state.ts";
import {
  hidden,
  painted,
  type Recording,
  recording,
  type Source,
  seen,
  stepped,
  type Trail,
  trail,
  zoomed,
} from "../core/trail.ts";

/** Records of pairs that were left and may be come back to. */
const REMEMBERED = 20;

export class Recorder {
  /** What the hand that moved last holds. */
  source: Source = "keyboard";
  readonly #build: string;
  readonly #now: () => number;
  readonly #bySlot = new Map<number, Recording>();
  #current: number | null = null;

  constructor(build: string, now: () => number) {
    this.#build = build;
    this.#now = now;
  }

  /** That slot is on the screen from now on. */
  show(slot: number | null): void {
    this.hide();
    this.#current = slot;
    if (slot === null) return;
    this.#bySlot.set(slot, seen(this.#bySlot.get(slot) ?? recording(this.#now()), this.#now()));
    const [oldest] = this.#bySlot.keys();
    if (this.#bySlot.size > REMEMBERED && oldest !== undefined) this.#bySlot.delete(oldest);
  }

  hide(): void {
    this.#change((record) => hidden(record, this.#now()));
  }

  back(): void {
    this.#change((record) => seen(record, this.#now()));
  }

  zoom(): void {
    this.#change(zoomed);
  }

  /** Notes what an event did to the pair in hand. */
  hear(event: Event, before: State, after: State): void {
    if (event.type === "pictured" && event.picture === "painted" && event.slot === this.#current)
      this.#change((record) => painted(record, this.#now()));
    if (before.hand === null || before.hand.draft === after.hand?.draft || after.hand === null) return;
    const { kind, from, to } = described(event);
    if (kind !== null) this.#change((record) => stepped(record, this.#now(), [kind, from, to, this.source]));
  }

  /** The record of the pair in hand; it begins anew if the pair is come back to. */
  take(): Trail | null {
    if (this.#current === null) return null;
    const record = this.#bySlot.get(this.#current);
    this.#bySlot.delete(this.#current);
    return record === undefined ? null : trail(record, this.#now(), this.#build);
  }

  #change(change: (record: Recording) => Recording): void {
    const record = this.#current === null ? undefined : this.#bySlot.get(this.#current);
    if (this.#current !== null && record) this.#bySlot.set(this.#current, change(record));
  }
}

interface Description {
  readonly kind: string | null;
  readonly from: number | null;
  readonly to: number | null;
}

function described(event: Event): Description {
  if (event.type === "undone" || event.type === "redone") return { kind: event.type, from: null, to: null };
  if (event.type === "flagged") return { kind: `flag:${event.reason}`, from: null, to: null };
  if (event.type !== "marked") return { kind: null, from: null, to: null };
  const { gesture } = event;
  if ("from" in gesture) return { kind: gesture.do, from: gesture.from, to: gesture.to };
  if ("word" in gesture) return { kind: gesture.do, from: gesture.word, to: gesture.word };
  return { kind: gesture.do, from: "badge" in gesture ? gesture.badge : null, to: null };
}

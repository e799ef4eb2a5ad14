/** Writes answers down, for the sender to carry, and knows when nothing of them waits any more. */
import { type Content, type Letter, written } from "../core/outbox.ts";
import type { Event } from "../core/reduce.ts";
import type { State } from "../core/state.ts";
import type { Store } from "../platform/store.ts";
import { t } from "./text.ts";

export interface Surroundings {
  readonly store: Store;
  readonly state: () => State;
  readonly tell: (event: Event) => void;
  readonly now: () => number;
  /** Something new waits to be sent. */
  readonly kick: () => void;
}

export class Posting {
  readonly #around: Surroundings;
  /** Answers that are just being written down. */
  readonly #keeping = new Set<string>();
  #seq = 0;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Keeps what is to be sent, and lets the draft go with it, if there is one. */
  keep(contents: readonly Content[], draftKey: string | null): void {
    const letters = contents.map((content) => written(content, this.#nextSeq()));
    for (const { uuid } of letters) this.#keeping.add(uuid);
    this.#around.store.keepAnswer(letters, draftKey).then(
      () => this.#kept(letters),
      (error: unknown) => this.#unkept(letters, error),
    );
  }

  /** What waits no more was saved, also if a tab from which this one took over had sent it. */
  drained(left: readonly Letter[]): void {
    const { state, tell } = this.#around;
    const unsaved = new Set([...this.#keeping, ...left.map((letter) => letter.uuid)]);
    for (const { uuid, sync } of state().history)
      if (sync === "queued" && !unsaved.has(uuid)) tell({ type: "saved", uuid, judgedToday: null, became: null });
  }

  #kept(letters: readonly Letter[]): void {
    for (const { uuid } of letters) this.#keeping.delete(uuid);
    this.#around.kick();
  }

  #unkept(letters: readonly Letter[], error: unknown): void {
    const message = t("problem.notKept", { reason: String(error) });
    for (const { uuid } of letters) this.#around.tell({ type: "refused", uuid, message });
  }

  #nextSeq(): number {
    this.#seq = Math.max(this.#seq + 1, this.#around.now());
    return this.#seq;
  }
}

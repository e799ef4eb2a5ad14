/** Holds how far somebody is, and tells the server of each step before it is taken. */
import { type Signal, signal } from "@preact/signals";
import type { AccountChoices } from "../core/wire.ts";
import type { Words } from "../core/words.ts";
import { ApiError, post } from "../platform/http.ts";
import { uuid7 } from "../platform/uuids.ts";
import type { Attempt, Comparison, IntroConfig, Item, Journey, Learned, Marked } from "./wire.ts";

/** An answer of the test that was compared, until the person goes on. */
export interface Seen {
  readonly item: Item;
  readonly struck: Words;
  readonly comparison: Comparison;
}

export class Guide {
  readonly journey: Signal<Journey>;
  readonly seen: Signal<Seen | null> = signal(null);
  /** A request is on its way. */
  readonly isBusy = signal(false);
  /** Something did not reach the server: it is to be tried again. */
  readonly problem: Signal<string | null> = signal(null);
  readonly config: IntroConfig;
  #after: Journey | null = null;
  #uuid: { readonly item: number; readonly uuid: string } | null = null;

  constructor(config: IntroConfig) {
    this.config = config;
    this.journey = signal(config.journey);
  }

  /** A step, or the first `n` parts of one, is done. */
  reach(done: Learned, n = 0): Promise<void> {
    return this.#try(async () => {
      this.journey.value = await this.#post<Journey>(this.config.urls.steps, { done, n });
    });
  }

  choose(chosen: Partial<AccountChoices>): Promise<void> {
    return this.#try(async () => {
      await post(this.config.urls.choices, { csrf: this.config.csrf, body: chosen, method: "PUT" });
    });
  }

  start(): Promise<void> {
    return this.#try(async () => {
      const attempt = await this.#post<Attempt>(this.config.urls.attempts, {});
      this.journey.value = { ...this.journey.peek(), attempt };
    });
  }

  /** Sends an answer of the test; sent again, it carries the same UUID. */
  answer(item: Item, struck: Words, activeMs: number): Promise<void> {
    return this.#try(async () => {
      const body = { uuid: this.#uuidOf(item), item: item.item, struck, active_ms: Math.round(activeMs) };
      const { comparison, attempt, journey } = await this.#post<Marked>(this.config.urls.answers, body);
      this.seen.value = { item, struck, comparison };
      this.#after = attempt.result === null ? { ...this.journey.peek(), attempt } : journey;
    });
  }

  /** On to what comes after the answer that was compared. */
  goOn(): void {
    if (this.#after !== null) this.journey.value = this.#after;
    this.#after = null;
    this.seen.value = null;
  }

  #uuidOf({ item }: Item): string {
    if (this.#uuid?.item !== item) this.#uuid = { item, uuid: uuid7(Date.now()) };
    return this.#uuid.uuid;
  }

  #post<Answer>(url: string, body: object): Promise<Answer> {
    return post<Answer>(url, { csrf: this.config.csrf, body });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    if (this.isBusy.peek()) return;
    this.isBusy.value = true;
    this.problem.value = null;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) location.assign(this.config.urls.sign_in);
      this.problem.value = error.message;
    } finally {
      this.isBusy.value = false;
    }
  }
}

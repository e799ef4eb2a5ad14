/** Holds the screen's state and does what the screen asks for: keeps, sends, fetches pairs and pictures. */
import { computed, effect, type Signal, signal, untracked } from "@preact/signals";
import { judgment, objection, skip, type Wish } from "../core/answers.ts";
import { BLANK } from "../core/marks.ts";
import { type Content, type Letter, written } from "../core/outbox.ts";
import { HELD_AT_MOST, pictureUrl } from "../core/prefetch.ts";
import { type Answer, type Event, reduce } from "../core/reduce.ts";
import { draftKey, held, opened, type Past, type State } from "../core/state.ts";
import type { PageConfig, Pair, Reply, SkipReason, Work } from "../core/wire.ts";
import { post } from "../platform/http.ts";
import { alone } from "../platform/locks.ts";
import { freshConfig } from "../platform/page.ts";
import { Pictures } from "../platform/pictures.ts";
import type { Store } from "../platform/store.ts";
import { uuid7 } from "../platform/uuids.ts";
import { found } from "./restoring.ts";
import { type Identity, Sender } from "./sender.ts";
import { Supply } from "./supply.ts";
import { t } from "./text.ts";
import { Worktime } from "./worktime.ts";

/** A second press this soon after the pair changed was meant for the pair before. */
const TOO_SOON_MS = 150;

export class Session {
  readonly state: Signal<State>;
  readonly urls: PageConfig["urls"];
  readonly pictures = new Pictures(savesData());
  readonly #worktime = new Worktime();
  readonly #key: string;
  readonly #store: Store;
  readonly #sender: Sender;
  readonly #supply: Supply;
  readonly #now: () => number;
  #csrf: string;
  #seq = 0;
  #keptHistory: readonly Past[] = [];
  #shownAt = 0;

  constructor(config: PageConfig, store: Store, now: () => number = Date.now) {
    this.state = signal(opened(config));
    this.urls = config.urls;
    this.#key = config.annotator.key;
    this.#csrf = config.csrf;
    this.#store = store;
    this.#now = now;
    this.#sender = new Sender({
      store,
      send: (letter) => this.#send(letter),
      identify: () => this.#identify(),
      alone: (work) => alone(`strikeout.sender.${this.#key}`, work),
      tell: (event) => this.tell(event),
      now,
      chance: Math.random,
      later: (waitMs, work) => void setTimeout(work, waitMs),
    });
    this.#supply = new Supply({
      claim: () => this.#claim(),
      refused: () => void this.#sender.identify(),
      state: () => this.state.peek(),
      chance: Math.random,
    });
  }

  /** Restores what an earlier visit left, takes in the first work, and follows the state from then on. */
  async start(work: Work): Promise<void> {
    const stored = await this.#store.load(this.#now());
    this.#keptHistory = stored.history;
    this.tell({ type: "restored", kept: found(stored) });
    this.tell({ type: "arrived", work });
    this.#follow(
      (state) => state.hand?.pair ?? null,
      (pair) => this.#showing(pair),
    );
    this.#follow(
      (state) => state.hand?.pair,
      () => this.#wantPictures(),
    );
    this.#follow(
      (state) => state.queue,
      () => this.#wantPictures(),
    );
    this.#follow(
      (state) => state.hand?.draft,
      () => this.#keepDraft(),
    );
    this.#follow(
      (state) => state.history,
      (history) => this.#keepHistory(history),
    );
    this.#follow(
      (state) => state.clauseLines,
      (isOn) => void (isOn !== null && this.#store.keepClauseLines(isOn)),
    );
    this.#follow(
      (state) => state,
      (state) => this.#supply.follow(state),
    );
    void this.#sender.kick(true);
  }

  tell(event: Event): void {
    this.state.value = reduce(this.state.peek(), event);
  }

  /** Submits as wished, or hints at what is in the way. */
  submit(wish: Wish): void {
    const now = this.#now();
    const state = this.state.peek();
    if (state.hand === null || now - this.#shownAt < TOO_SOON_MS) return;
    const hint = objection(state, wish);
    if (hint !== null) this.tell({ type: "hinted", hint });
    else this.#judge(state, wish, now);
  }

  skip(reason: SkipReason): void {
    const content = skip(this.state.peek(), reason, uuid7(this.#now()));
    if (content) this.#answer(content, { skipped: reason });
  }

  retry(uuid: string): void {
    this.tell({ type: "retried", uuid });
    void this.#sender.retry(uuid);
  }

  /** Tries at once what was waiting: someone came back, or the network did. */
  wake(): void {
    void this.#sender.wake();
    if (this.state.peek().hand === null) this.askForWork();
  }

  /** Someone is at work. */
  touch(): void {
    this.#worktime.touch(this.#now());
  }

  /** The page is out of sight. */
  hide(): void {
    this.#worktime.hide(this.#now());
  }

  askForWork(): void {
    void this.#supply.ask();
  }

  /** Sends what is left, gives the other pairs back and goes. Unsent answers stay and go out at the next visit. */
  async stop(): Promise<void> {
    await this.#sender.kick(true);
    const slots = held(this.state.peek()).map((pair) => pair.slot);
    const released = post(this.urls.releases, { csrf: this.#csrf, body: { slots }, keepalive: true });
    // Leases that could not be given back run out by themselves.
    await released.catch(() => undefined);
    location.assign(this.urls.leave);
  }

  urlOf(pair: Pair): string {
    return pictureUrl(pair, Math.max(innerWidth, innerHeight) * devicePixelRatio);
  }

  #judge(state: State, wish: Wish, now: number): void {
    const content = judgment(state, wish, uuid7(now), this.#worktime.take(now));
    if (content) this.#answer(content, { outcome: "whole" in wish ? wish.whole : "judged" });
  }

  #answer(content: Content, answer: Answer): void {
    const { hand } = this.state.peek();
    if (hand === null) return;
    this.#seq = Math.max(this.#seq + 1, this.#now());
    const letter = written(content, this.#seq);
    this.tell({ type: "answered", uuid: letter.uuid, answer });
    this.#store.keepAnswer(letter, draftKey(hand.pair)).then(
      () => this.#sender.kick(),
      (error: unknown) =>
        this.tell({ type: "refused", uuid: letter.uuid, message: t("problem.notKept", { reason: String(error) }) }),
    );
  }

  #send({ content }: Letter): Promise<Reply> {
    const url = { judgment: this.urls.judgments, correction: this.urls.corrections, skip: this.urls.skips }[
      content.kind
    ];
    return post<Reply>(url, { csrf: this.#csrf, body: content.body });
  }

  async #claim(): Promise<void> {
    const body = { want: HELD_AT_MOST };
    this.tell({ type: "arrived", work: await post<Work>(this.urls.claims, { csrf: this.#csrf, body }) });
  }

  async #identify(): Promise<Identity> {
    const config = await freshConfig(location.pathname);
    if (config === null) return "nobody";
    if (config.annotator.key !== this.#key) return "someone_else";
    this.#csrf = config.csrf;
    this.tell({ type: "arrived", work: config.work });
    return "same";
  }

  /** Does something with a part of the state now, and whenever that part changes. */
  #follow<Part>(part: (state: State) => Part, then: (part: Part) => void): void {
    const followed = computed(() => part(this.state.value));
    effect(() => {
      const value = followed.value;
      untracked(() => then(value));
    });
  }

  #showing(pair: Pair | null): void {
    this.#shownAt = this.#now();
    this.#worktime.show(pair, this.#shownAt);
  }

  #wantPictures(): void {
    const state = this.state.peek();
    const pairs = state.hand?.correcting ? [state.hand.pair, ...held(state)] : held(state);
    this.pictures.want(pairs.map((pair) => this.urlOf(pair)));
  }

  #keepHistory(history: readonly Past[]): void {
    void this.#store.keepHistory(this.#keptHistory, history);
    this.#keptHistory = history;
  }

  #keepDraft(): void {
    const { hand } = this.state.peek();
    if (hand === null || hand.correcting !== null || hand.draft === BLANK) return;
    void this.#store.keepDraft(draftKey(hand.pair), hand.draft, this.#now());
  }
}

function savesData(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}

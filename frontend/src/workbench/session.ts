/** Holds the screen's state and does what the screen asks for: keeps, sends, fetches pairs and pictures. */
import { type Signal, signal } from "@preact/signals";
import { DEFAULT_CHOICES } from "../core/account.ts";
import { flag, judgment, objection, question, skip, type Wish } from "../core/answers.ts";
import type { Content } from "../core/outbox.ts";
import { framePixels, HELD_AT_MOST, pictureUrl, urlsOf } from "../core/prefetch.ts";
import { type Answer, type Event, isGuidelineOld, reduce } from "../core/reduce.ts";
import { isAway, returnable } from "../core/rests.ts";
import { correctionKey, handKey, held, opened, type State } from "../core/state.ts";
import type { Beaten, FlagReason, PageConfig, Pair, SkipReason, Work } from "../core/wire.ts";
import { uuid7 } from "../platform/uuids.ts";
import { Account } from "./account.ts";
import type { Around } from "./around.ts";
import { Errands } from "./errands.ts";
import { follow } from "./following.ts";
import { Keeper } from "./keeping.ts";
import { Offline } from "./offline.ts";
import { Posting } from "./posting.ts";
import { Recorder } from "./recorder.ts";
import { found } from "./restoring.ts";
import { type Identity, Sender } from "./sender.ts";
import { Shift } from "./shift.ts";
import { Supply } from "./supply.ts";
import { Worktime } from "./worktime.ts";

/** A second press this soon after the pair changed was meant for the pair before. */
const TOO_SOON_MS = 150;
const TAKEN_OVER_MS = 5_000;

export class Session {
  readonly state: Signal<State>;
  readonly urls: PageConfig["urls"];
  readonly pictures: Around["pictures"];
  readonly offline: Offline;
  readonly shift: Shift;
  readonly recorder: Recorder;
  readonly #worktime = new Worktime();
  readonly #around: Around;
  readonly errands: Errands;
  readonly #sender: Sender;
  readonly #supply: Supply;
  readonly #account: Account;
  readonly #keeper: Keeper;
  readonly #posting: Posting;
  readonly #ends: (() => void)[] = [];
  #shownAt = 0;
  /** When someone was last seen at work. */
  touchedAt = 0;
  /** Tells the server now what was done since it was told last. */
  report: () => Promise<void> = async () => undefined;
  #isOver = false;

  constructor(config: PageConfig, around: Around) {
    const tell = (event: Event) => this.tell(event);
    const { store, now, chance, later, alone } = around;
    this.state = signal(opened(config));
    this.urls = config.urls;
    this.pictures = around.pictures;
    this.#around = around;
    this.#keeper = new Keeper(store, now);
    this.errands = new Errands(config);
    this.recorder = new Recorder(config.build, now);
    this.#sender = new Sender({
      store,
      send: (letter) => this.errands.send(letter),
      identify: () => this.#identify(),
      alone: (work) => alone(`strikeout.sender.${config.annotator.key}`, work),
      tell,
      drained: (left) => this.#posting.drained(left),
      now,
      chance,
      later,
    });
    this.#supply = new Supply({
      claim: async () => this.tell({ type: "arrived", work: await this.errands.claim(HELD_AT_MOST) }),
      refused: () => void this.#sender.identify(),
      state: () => this.state.peek(),
      chance,
      later,
    });
    const state = () => this.state.peek();
    this.#posting = new Posting({ store, state, tell, now, kick: () => void this.#sender.kick() });
    this.offline = new Offline({ around, errands: this.errands, state, tell, urlOf: (pair) => this.urlOf(pair) });
    // The receipt of a shift is to hold its last minute too.
    const drain = () => Promise.all([this.#sender.kick(true), this.report()]);
    this.#account = new Account({ ...DEFAULT_CHOICES, ...config.choices }, this.errands, around);
    this.shift = new Shift({ errands: this.errands, state, tell, drain, now });
  }

  /** Restores what an earlier visit left, takes in the first work, and follows the state from then on. */
  async start(work: Work): Promise<void> {
    const stored = await this.#around.store.load(this.#around.now());
    this.#keeper.from(stored.history);
    await this.offline.restore(stored.packed?.pairs ?? []);
    this.tell({ type: "restored", kept: found(stored) });
    this.tell({ type: "arrived", work });
    if (stored.open !== null && stored.drafts[correctionKey(stored.open)])
      this.tell({ type: "reopened", uuid: stored.open });
    this.#followHand();
    this.#follow(
      (state) => state.history,
      (history) => this.#keeper.history(history),
    );
    this.#follow(
      (state) => state,
      (state) => {
        this.#supply.follow(state);
        this.offline.follow(state);
        this.#account.follow(state);
      },
    );
    void this.#sender.kick(true);
    // A tab that was taken over may have been about to keep an answer.
    this.#around.later(TAKEN_OVER_MS, () => void this.#sender.kick());
  }

  tell(event: Event): void {
    if (this.#isOver) return;
    const before = this.state.peek();
    this.state.value = reduce(before, event);
    this.recorder.hear(event, before, this.state.peek());
  }

  /** Submits as wished, or hints at what is in the way. */
  submit(wish: Wish): void {
    const now = this.#around.now();
    const state = this.state.peek();
    if (state.hand === null || now - this.#shownAt < TOO_SOON_MS) return;
    const hint = objection(state, wish);
    if (hint !== null) this.tell({ type: "hinted", hint });
    else this.#judge(state, wish, now);
  }

  /** Passes the pair on; what is wrong with it is told beside it. */
  skip(reason: SkipReason): void {
    const state = this.state.peek();
    const content = skip(state, reason, this.#uuid(), this.recorder.take());
    const flagged = flag(state, state.hand?.draft.flags ?? [], this.#uuid());
    if (content) this.#answer(flagged ? [flagged, content] : [content], { skipped: reason });
  }

  /** Notes what is wrong with the pair, to be told with its answer; what must not be seen goes at once. */
  flag(reason: FlagReason): void {
    const state = this.state.peek();
    this.tell({ type: "flagged", reason });
    if (reason !== "illegal" || state.hand === null) return;
    const content = flag(state, [...(state.hand.draft.flags ?? []), reason], this.#uuid());
    if (content === null) return;
    const key = handKey(state.hand);
    this.tell({ type: "parted", slots: [state.hand.pair.slot] });
    this.tell({ type: "returned" });
    this.#posting.keep([content], key);
  }

  /** Sends the question that was written. Its letter is kept before its draft goes. */
  ask(): void {
    const content = question(this.state.peek(), this.#uuid());
    if (content === null) return;
    this.#posting.keep([content], null);
    this.tell({ type: "questioned", question: { text: "" } });
    this.tell({ type: "hinted", hint: "asked" });
  }

  retry(uuid: string): void {
    this.tell({ type: "retried", uuid });
    void this.#sender.retry(uuid);
  }

  /** Tries at once what was waiting: someone came back, or the network did. */
  wake(): void {
    void this.#sender.wake();
    this.#account.wake();
    const { hand, rest } = this.state.peek();
    if (hand === null && rest === null) this.askForWork();
  }

  /** Someone is at work, unless they paused: that ends by their own word. */
  touch(): void {
    this.touchedAt = this.#around.now();
    const state = this.state.peek();
    if (isAway(state)) return;
    if (state.rest !== null) this.tell({ type: "rested", rest: null });
    this.recorder.back();
    this.#worktime.touch(this.touchedAt);
  }

  /** Takes in what a report of time brought back, and asks for a newer guideline. */
  hear(beaten: Beaten): void {
    this.tell({ type: "beaten", beaten, now: this.#around.now() });
    if (isGuidelineOld(this.state.peek(), beaten)) void this.#sender.identify();
  }

  pause(): void {
    this.tell({ type: "rested", rest: { by: "hand", since: this.#around.now() } });
    this.hide();
  }

  resume(): void {
    this.tell({ type: "rested", rest: null });
    this.touch();
  }

  /** Looks at the clock: nobody may be there any more, and what is held may run out or go back. */
  tick(): void {
    const now = this.#around.now();
    this.tell({ type: "ticked", touchedAt: Math.max(this.touchedAt, this.#shownAt), now });
    if (!this.#isOver) void this.offline.handBack(returnable(this.state.peek(), now));
  }

  hide(): void {
    this.#worktime.hide(this.#around.now());
    this.recorder.hide();
  }

  askForWork(): void {
    void this.#supply.ask();
  }

  /** The page is left: what is held may go to others soon, unless someone comes back or took it along on purpose. */
  park(): void {
    if (!this.#isOver && this.state.peek().pack === null) this.errands.park();
  }

  /** Another tab goes on: nothing is kept, sent or asked for here any more. */
  end(): void {
    this.#isOver = true;
    this.#supply.rest();
    for (const end of this.#ends) end();
    void this.#sender.stop().then(() => this.#around.store.close());
  }

  urlOf(pair: Pair): string {
    return pictureUrl(pair, framePixels(innerWidth, innerHeight, devicePixelRatio));
  }

  #uuid(): string {
    return uuid7(this.#around.now());
  }

  #judge(state: State, wish: Wish, now: number): void {
    const worked = { activeMs: this.#worktime.take(now), trail: this.recorder.take() };
    const content = judgment(state, wish, uuid7(now), worked);
    if (content) this.#answer([content], { outcome: "whole" in wish ? wish.whole : "judged" });
  }

  /** Keeps an answer, the last of the contents, and goes on to the next pair in the same frame. */
  #answer(contents: readonly Content[], answer: Answer): void {
    const { hand, asking } = this.state.peek();
    const uuid = contents.at(-1)?.body.uuid;
    if (hand === null || uuid === undefined) return;
    if (asking === "question") this.ask();
    this.tell({ type: "answered", uuid, answer });
    this.#posting.keep(contents, handKey(hand));
  }

  async #identify(): Promise<Identity> {
    const { identity, config } = await this.errands.identify();
    if (config !== null) this.tell({ type: "arrived", work: config.work, guideline: config.guideline });
    return identity;
  }

  #follow<Part>(part: (state: State) => Part, then: (part: Part) => void): void {
    this.#ends.push(follow(this.state, part, then));
  }

  #followHand(): void {
    this.#follow(
      (state) => state.hand?.pair ?? null,
      (pair) => this.#showing(pair),
    );
    this.#follow(
      (state) => state.queue,
      () => this.#wantPictures(),
    );
    this.#follow(
      (state) => state.hand?.draft,
      () => this.#keeper.draft(this.state.peek()),
    );
    this.#follow(
      (state) => state.hand?.correcting ?? null,
      (uuid) => this.#keeper.open(uuid),
    );
  }

  #showing(pair: Pair | null): void {
    this.#shownAt = this.#around.now();
    this.#worktime.show(pair, this.#shownAt);
    this.recorder.show(pair?.slot ?? null);
    this.#wantPictures();
  }

  #wantPictures(): void {
    const state = this.state.peek();
    const pairs = state.hand?.correcting ? [state.hand.pair, ...held(state)] : held(state);
    this.pictures.want(urlsOf(pairs, this));
  }
}

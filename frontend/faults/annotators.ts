/** An annotator who lives through a schedule, and remembers exactly what they decided. */
import { openDB } from "idb";
import type { Letter } from "../src/core/outbox.ts";
import { held, type State } from "../src/core/state.ts";
import type { Outcome, PageConfig, Pair } from "../src/core/wire.ts";
import { strikeable } from "../src/core/words.ts";
import { freshConfig } from "../src/platform/page.ts";
import type { Shelf } from "../src/platform/shelf.ts";
import { openStore, type Store } from "../src/platform/store.ts";
import { Session } from "../src/workbench/session.ts";
import { comes, type Person, type Profile, pause, Tab } from "./profiles.ts";
import type { Schedule, Step } from "./schedules.ts";

/** One decision. `kept` once the browser has it for good; `void` when a crash was faster, so that it was made again. */
export interface Act {
  readonly uuid: string;
  readonly kind: "judgment" | "correction" | "skip";
  readonly pair: number;
  readonly outcome: Outcome | null;
  readonly struck: readonly number[];
  readonly unsure: readonly number[];
  fate: "made" | "kept" | "void";
}

export interface Story {
  readonly seed: number;
  readonly acts: readonly Act[];
  readonly problems: readonly string[];
  readonly met: readonly string[];
}

const NO_SHELF = { count: async () => 0, clear: async () => undefined } as unknown as Shelf;
const NO_PICTURES = {
  want: () => undefined,
  ready: () => null,
  get: () => new Promise<never>(() => undefined),
  thumb: () => null,
};

interface Desk {
  readonly tab: Tab;
  readonly session: Session;
}

export class AnnotatorAtWork {
  readonly acts: Act[] = [];
  readonly problems: string[] = [];
  readonly #schedule: Schedule;
  readonly #profile: Profile;
  readonly #me: Person;
  readonly #other: Person;
  readonly #askToKill: () => void;
  /** Marks that each slot had at some time, to know a draft again. */
  readonly #marked = new Map<number, Set<string>>();
  #desk: Desk | null = null;
  #key = "";

  constructor(schedule: Schedule, profile: Profile, people: readonly [Person, Person], askToKill: () => void) {
    this.#schedule = schedule;
    this.#profile = profile;
    [this.#me, this.#other] = people;
    this.#askToKill = askToKill;
  }

  async live(): Promise<Story> {
    await this.#open();
    for (const step of this.#schedule.steps) await this.#take(step);
    await this.#settle();
    const { seed } = this.#schedule;
    return { seed, acts: this.acts, problems: this.problems, met: this.#profile.met };
  }

  async #take(step: Step): Promise<void> {
    switch (step.do) {
      case "judge":
        return this.#judge(step.strikes, step.unsure);
      case "set apart":
        return this.#withPair((session) => session.submit({ whole: step.outcome }));
      case "correct":
        return this.#correct(step.back, true);
      case "leave a correction open":
        return this.#correct(0, false);
      case "skip":
        return this.#withPair((session) => session.skip("garbled"));
      case "mark":
        return this.#withPair(() => undefined, 2);
      case "pause":
        return pause(step.ms);
      case "kill the server":
        return this.#askToKill();
      default:
        return this.#disturb(step.do);
    }
  }

  async #disturb(what: (Step & { readonly do: string })["do"]): Promise<void> {
    const { session } = this.#now();
    switch (what) {
      case "crash":
      case "reload":
        await this.#die(what === "crash");
        return this.#open();
      case "other tab":
        this.#now().tab.run(() => session.end());
        return this.#open();
      case "go offline":
        this.#profile.isOffline = true;
        return;
      case "sign out":
        this.#profile.signedIn = null;
        return;
      case "someone else":
        this.#profile.signedIn = this.#other;
        return;
      default:
        this.#profile.isOffline = false;
        this.#profile.signedIn = this.#me;
        return this.#now().tab.run(() => session.wake());
    }
  }

  /** Loads the page, as often as it takes; a page can only be loaded online and signed in. */
  async #open(): Promise<void> {
    this.#profile.isOffline = false;
    this.#profile.signedIn = this.#me;
    const tab = new Tab(this.#profile);
    const config = await this.#loaded(tab);
    this.#key = config.annotator.key;
    const store = this.#watched(await tab.run(() => openStore(config.annotator.key)));
    const session = tab.run(() => new Session(config, this.#around(tab, store)));
    this.#desk = { tab, session };
    await tab.run(() => session.start(config.work));
  }

  async #loaded(tab: Tab): Promise<PageConfig> {
    const config = await comes(() => tab.run(() => freshConfig("/work/")).catch(() => null), 200);
    if (config === null) throw new Error("The page could not be loaded");
    return config;
  }

  #around(tab: Tab, store: Store) {
    const { profile: at } = tab;
    return {
      store,
      shelf: NO_SHELF,
      pictures: NO_PICTURES,
      now: () => at.now(),
      chance: at.chance,
      later: (waitMs: number, work: () => void) => tab.later(waitMs, work),
      alone: <Result>(name: string, work: () => Promise<Result>) => at.alone(tab, name, work),
    };
  }

  /** Notes which answers the browser has for good. */
  #watched(store: Store): Store {
    const keep = store.keepAnswer.bind(store);
    store.keepAnswer = async (letters, draftKey) => {
      await keep(letters, draftKey);
      for (const letter of letters) this.#keptAs(letter);
    };
    return store;
  }

  #keptAs({ uuid }: Letter): void {
    for (const act of this.acts) if (act.uuid === uuid) act.fate = "kept";
  }

  /** The tab is gone; what was not kept by then was not decided, and its pair must come back as it was marked. */
  async #die(hard: boolean): Promise<void> {
    this.#now().tab.crash(hard);
    await pause(5);
    const db = await openDB(`strikeout.${this.#key}`);
    const letters = (await db.getAll("letters")) as Letter[];
    for (const letter of letters) this.#keptAs(letter);
    const drafts = new Map((await db.getAllKeys("drafts")).map((key) => [String(key), key]));
    for (const act of this.acts.filter((one) => one.fate === "made")) act.fate = "void";
    for (const [name, key] of drafts) this.#knows(name, (await db.get("drafts", key)) as { draft: { marks: unknown } });
    db.close();
  }

  #knows(name: string, { draft }: { draft: { marks: unknown } }): void {
    if (name.startsWith("correction")) return;
    const states = this.#marked.get(Number(name.split(" ")[0]));
    if (!states?.has(JSON.stringify(draft.marks))) this.problems.push(`a draft that nobody made: ${name}`);
  }

  #now(): Desk {
    if (this.#desk === null) throw new Error("Nothing is open");
    return this.#desk;
  }

  /** Waits for a pair; false when there is none to be had in this state of things. */
  async #pair(): Promise<Pair | null> {
    const { session } = this.#now();
    const state = () => session.state.peek();
    if (state().hand?.correcting) this.#now().tab.run(() => session.tell({ type: "returned" }));
    const isAway = () => this.#profile.isOffline || this.#profile.signedIn !== this.#me;
    const isSettled = await comes(() => state().hand !== null || isAway(), 5);
    if (!isSettled) this.problems.push("no pair came");
    return state().hand?.pair ?? null;
  }

  async #judge(strikes: number, unsure: boolean): Promise<void> {
    await this.#withPair(
      (session) => session.submit({ submit: marksOf(session.state.peek()).struck.length > 0 ? "strikes" : "nothing" }),
      strikes,
      unsure,
    );
  }

  /** Looks at a pair, marks some of its words, and does with it what is to be done. */
  async #withPair(then: (session: Session) => void, strikes = 0, unsure = false): Promise<void> {
    const pair = await this.#pair();
    if (pair === null) return;
    await this.#decide(pair, then, strikes, unsure);
  }

  async #decide(pair: Pair, then: (session: Session) => void, strikes: number, unsure: boolean): Promise<void> {
    const { tab, session } = this.#now();
    const words = strikeable(pair);
    await pause(2);
    tab.run(() => {
      session.tell({ type: "pictured", picture: "painted", slot: pair.slot });
      for (let n = 0; n < strikes; n++)
        this.#mark(session, words[Math.floor(this.#profile.chance() * words.length)] ?? 0);
      if (unsure) session.tell({ type: "marked", gesture: { do: "unsure", word: words[0] ?? 0 } });
      this.#remember(pair.slot, session.state.peek());
      this.#note(session, () => then(session));
    });
  }

  #mark(session: Session, word: number): void {
    session.tell({ type: "marked", gesture: { do: "toggle", word } });
    const { hand } = session.state.peek();
    if (hand !== null) this.#remember(hand.pair.slot, session.state.peek());
  }

  #remember(slot: number, state: State): void {
    const states = this.#marked.get(slot) ?? new Set<string>();
    this.#marked.set(slot, states.add(JSON.stringify(marksOf(state))));
  }

  /** Notes the decision that was just made, if one was. */
  #note(session: Session, decide: () => void): void {
    const { hand, history } = session.state.peek();
    const known = new Set(history.map((past) => past.uuid));
    decide();
    const past = session.state.peek().history.find((one) => !known.has(one.uuid));
    if (past === undefined || hand === null) return;
    const isSkip = "skipped" in past.answer;
    const outcome = "skipped" in past.answer ? null : past.answer.outcome;
    const { struck, unsure } = outcome === "judged" ? past.draft.marks : { struck: [], unsure: [] };
    const kind = isSkip ? "skip" : hand.correcting === null ? "judgment" : "correction";
    const isAsked = this.acts.some((act) => act.pair === past.pair.pair && act.fate !== "void");
    if (kind !== "correction" && isAsked) this.problems.push(`asked again: pair ${past.pair.pair}`);
    this.acts.push({ uuid: past.uuid, kind, pair: past.pair.pair, outcome, struck, unsure, fate: "made" });
  }

  async #correct(back: number, submits: boolean): Promise<void> {
    const { tab, session } = this.#now();
    const past = session.state.peek().history.filter((one) => !("skipped" in one.answer))[back];
    if (past === undefined) return;
    tab.run(() => session.tell({ type: "reopened", uuid: past.uuid }));
    const { hand } = session.state.peek();
    if (hand?.correcting !== past.uuid) return void this.problems.push("an answer did not open again");
    const submit = () =>
      session.submit({ submit: marksOf(session.state.peek()).struck.length > 0 ? "strikes" : "nothing" });
    await this.#decide(hand.pair, submits ? submit : () => undefined, 1, false);
  }

  /** All is well again: whatever waits goes out, and nothing may be left. */
  async #settle(): Promise<void> {
    this.#profile.calm();
    await this.#disturb("sign in");
    const db = await openDB(`strikeout.${this.#key}`);
    const { session, tab } = this.#now();
    let letters: Letter[] = [];
    await comes(async () => {
      letters = await db.getAll("letters");
      const isSent = letters.every((letter) => letter.dead !== null);
      const isShown = session.state.peek().history.every((past) => past.sync !== "queued");
      return isSent && isShown && this.acts.every((act) => act.fate !== "made");
    }, 20);
    for (const letter of letters) this.problems.push(`left in the outbox: ${letter.uuid} ${letter.dead ?? "unsent"}`);
    for (const past of session.state.peek().history)
      if (past.sync !== "saved" && letters.length === 0) this.problems.push(`${past.uuid} is shown as ${past.sync}`);
    db.close();
    if (held(session.state.peek()).length > 100) this.problems.push("more pairs than can be held");
    tab.run(() => session.end());
    tab.crash(false);
  }
}

function marksOf(state: State) {
  return state.hand?.draft.marks ?? { struck: [], unsure: [] };
}

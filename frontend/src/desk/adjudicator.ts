/** A session that decides cases: it holds one, has the next at hand with their pictures, and sends what is decided. */
import { type Signal, signal } from "@preact/signals";
import type { Wish } from "../core/answers.ts";
import { marked } from "../core/marks.ts";
import { urlsOf } from "../core/prefetch.ts";
import { handed } from "../core/state.ts";
import type { Outcome, PageConfig } from "../core/wire.ts";
import { ApiError, post } from "../platform/http.ts";
import { uuid7 } from "../platform/uuids.ts";
import type { Around } from "../workbench/around.ts";
import { Session } from "../workbench/session.ts";
import { asPair, begun, firstOutcome, type Hint, objection, strikesOf } from "./cases.ts";
import { Kept } from "./kept.ts";
import { tables } from "./keys.ts";
import type { Case, Cases, CasesBody, Decided, Decision, DeskConfig } from "./wire.ts";

const AHEAD = 5;
const LOOK_AGAIN_MS = 15_000;
const HOLD_ON_MS = 5 * 60_000;
const RETRY_MS = 2_000;
const RETRY_AT_MOST_MS = 60_000;
/** A second press this soon after the case changed was meant for the one before. */
const TOO_SOON_MS = 150;

export type Notice =
  | { readonly says: "late" | "changed" | "gone"; readonly prompt: string }
  | { readonly says: "refused"; readonly prompt: string; readonly code: string };

export interface Screen {
  readonly found: Case | null;
  /** Null: to be said yet. */
  readonly outcome: Outcome | null;
  readonly note: string;
  readonly queue: readonly Case[];
  readonly nWaiting: number;
  readonly nDecided: number;
  /** Decided, and not yet with the server. */
  readonly unsent: readonly Decision[];
  readonly supply: "looking" | "none" | "behind" | "signed_out";
  readonly hint: Hint | null;
  readonly notices: readonly Notice[];
}

const EMPTY: Screen = {
  found: null,
  outcome: null,
  note: "",
  queue: [],
  nWaiting: 0,
  nDecided: 0,
  unsent: [],
  supply: "looking",
  hint: null,
  notices: [],
};

export class Adjudicator extends Session {
  readonly screen: Signal<Screen> = signal(EMPTY);
  readonly config: DeskConfig;
  readonly rows: ReturnType<typeof tables>["rows"];
  readonly #around: Around;
  readonly #kept: Kept;
  readonly #prompts = new Map<number, string>();
  #passed: number[] = [];
  #shownAt = 0;
  #isSending = false;
  #nFailed = 0;

  constructor(config: DeskConfig, around: Around, shelf: Storage) {
    super(asPage(config), around);
    const { rows, shortcuts } = tables(config.choices.single_keys);
    this.config = config;
    this.rows = rows;
    this.#around = around;
    this.#kept = new Kept(shelf, config.person.key);
    this.state.value = { ...this.state.peek(), shortcuts };
    this.#change({ unsent: this.#kept.read() });
  }

  /** Sends what an earlier visit left, asks for cases, and holds on to them. */
  async open(): Promise<void> {
    void this.#send();
    await this.#claim();
    this.#again(HOLD_ON_MS, () => true);
    this.#again(LOOK_AGAIN_MS, () => this.screen.peek().found === null);
  }

  /** Strikes what the opinion strikes of the asked words, or says what it says of the whole pair. */
  adopt(letter: string): void {
    const { found } = this.screen.peek();
    const opinion = found?.opinions.find((one) => one.letter === letter);
    if (!found || !opinion) return;
    this.#change({ outcome: opinion.outcome, hint: null });
    const struck = strikesOf(opinion, found.asked);
    if (opinion.outcome !== "judged") return;
    this.state.value = handed(this.state.peek(), (hand) => ({
      ...hand,
      draft: marked(hand.draft, { struck, unsure: [] }),
    }));
  }

  say(outcome: Outcome): void {
    this.#change({ outcome, hint: null });
  }

  write(note: string): void {
    this.#change({ note });
  }

  dismiss(notice: Notice): void {
    this.#change({ notices: this.screen.peek().notices.filter((one) => one !== notice) });
  }

  /** Decides the case and shows the next in the same frame; or hints at what is in the way. */
  decide(): void {
    const { found, outcome, note, unsent, nDecided, nWaiting } = this.screen.peek();
    const now = this.#around.now();
    if (found === null || now - this.#shownAt < TOO_SOON_MS) return;
    const hint = objection(this.state.peek(), outcome);
    if (hint !== null || outcome === null) return this.#change({ hint });
    const struck = outcome === "judged" ? this.#struck(found) : [];
    const decision = { uuid: uuid7(now), pair: found.pair, outcome, asked: found.asked, struck, note: note.trim() };
    const waiting = [...unsent, decision];
    this.#kept.write(waiting);
    this.#prompts.set(found.pair, found.prompt);
    this.#change({ unsent: waiting, nDecided: nDecided + 1, nWaiting: Math.max(0, nWaiting - 1) });
    this.#next();
    void this.#send();
  }

  /** Leaves the case to others. */
  pass(): void {
    const { found, nWaiting } = this.screen.peek();
    if (found === null) return;
    this.#passed = [...this.#passed, found.pair];
    this.#change({ nWaiting: Math.max(0, nWaiting - 1) });
    this.#next();
    void this.#claim();
  }

  /** The page is left: others may have what is held here. */
  override park(): void {
    const { found, queue } = this.screen.peek();
    const held = [...(found ? [found] : []), ...queue].map(({ pair }) => pair);
    const body: CasesBody = { ...this.#asking(0), has: [], passed: [...this.#passed, ...held] };
    const { csrf, urls } = this.config;
    void post(urls.desk_claims, { csrf, body, keepalive: true }).catch(() => undefined);
  }

  override wake(): void {
    this.#nFailed = 0;
    void this.#send();
    if (this.screen.peek().found === null) void this.#claim();
  }

  override submit(_wish: Wish): void {
    this.decide();
  }

  override skip(): void {
    location.reload();
  }

  #struck(found: Case): readonly number[] {
    const struck = this.state.peek().hand?.draft.marks.struck ?? [];
    return struck.filter((word) => found.asked.includes(word));
  }

  #next(): void {
    const [found = null, ...queue] = this.screen.peek().queue;
    this.#change({ queue });
    this.#show(found);
  }

  #show(found: Case | null): void {
    const state = this.state.peek();
    this.#shownAt = this.#around.now();
    this.state.value = { ...state, hand: found === null ? null : begun(found), hint: null, panel: null };
    this.#change({ found, outcome: found === null ? null : firstOutcome(found), note: "", hint: null });
    this.#wantPictures();
  }

  #wantPictures(): void {
    const { found, queue } = this.screen.peek();
    const { hand } = this.state.peek();
    const ahead = queue.map(asPair);
    this.pictures.want(urlsOf(found !== null && hand !== null ? [hand.pair, ...ahead] : ahead, this));
  }

  #asking(n: number): CasesBody {
    const { found, queue, unsent } = this.screen.peek();
    const has = [...(found ? [found] : []), ...queue, ...unsent].map(({ pair }) => pair);
    const { batch, order } = this.config;
    return { n, has: [...new Set(has)], passed: this.#passed.slice(-500), batch, order };
  }

  #more(): CasesBody {
    return this.#asking(Math.max(0, AHEAD - this.screen.peek().queue.length));
  }

  async #claim(): Promise<void> {
    const { csrf, urls } = this.config;
    try {
      this.#arrive(await post<Cases>(urls.desk_claims, { csrf, body: this.#more() }));
    } catch (error) {
      this.#failed(error);
    }
  }

  #arrive({ cases, gone, n_waiting }: Cases): void {
    const { found, queue, notices } = this.screen.peek();
    const known = this.#asking(0).has;
    const fresh = cases.filter(({ pair }) => !known.includes(pair) && !this.#passed.includes(pair));
    const kept = queue.filter(({ pair }) => !gone.includes(pair));
    const left = [...kept, ...fresh];
    const nHere = found === null ? 0 : 1;
    // The server counts what is new here, and nothing that was here before.
    const nWaiting = Math.max(n_waiting + kept.length, left.length) + nHere;
    const isGone = found !== null && gone.includes(found.pair);
    const told = isGone ? [...notices, { says: "gone", prompt: found.prompt } as const] : notices;
    this.#change({ queue: left, nWaiting, supply: "none", notices: told });
    if (found === null) this.#next();
    else this.#wantPictures();
  }

  /** One at a time, the oldest first; what did not arrive is sent again, later and later. */
  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    const { csrf, urls } = this.config;
    try {
      for (let [first] = this.screen.peek().unsent; first !== undefined; [first] = this.screen.peek().unsent) {
        const body = { ...first, more: this.#more() };
        const { became, work } = await post<Decided>(urls.desk_decisions, { csrf, body });
        this.#sent(first, became === "late" ? { says: "late", prompt: this.#promptOf(first) } : null);
        if (work !== null) this.#arrive(work);
      }
    } catch (error) {
      this.#isSending = false;
      this.#refused(error);
    }
    this.#isSending = false;
  }

  #promptOf({ pair }: Decision): string {
    return this.#prompts.get(pair) ?? String(pair);
  }

  #sent(decision: Decision, notice: Notice | null): void {
    const { unsent, notices } = this.screen.peek();
    const left = unsent.filter(({ uuid }) => uuid !== decision.uuid);
    this.#nFailed = 0;
    this.#kept.write(left);
    this.#prompts.delete(decision.pair);
    this.#change({ unsent: left, notices: notice === null ? notices : [...notices, notice] });
  }

  #refused(error: unknown): void {
    const [first] = this.screen.peek().unsent;
    if (!(error instanceof ApiError) || first === undefined || isPassing(error)) return this.#failed(error);
    const prompt = this.#promptOf(first);
    const isChanged = error.code === "case_changed";
    this.#sent(first, isChanged ? { says: "changed", prompt } : { says: "refused", prompt, code: error.code });
    void this.#send();
    // A case that changed is handed out anew, as it is now.
    void this.#claim();
  }

  /** Nothing came back, or nobody is signed in: it is tried again. */
  #failed(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    this.#change({ supply: error.status === 401 ? "signed_out" : "behind" });
    const wait = error.retryAfterMs ?? Math.min(RETRY_AT_MOST_MS, RETRY_MS * 2 ** this.#nFailed);
    this.#nFailed += 1;
    this.#around.later(wait, () => {
      void this.#send();
      if (this.screen.peek().found === null) void this.#claim();
    });
  }

  #again(everyMs: number, isDue: () => boolean): void {
    this.#around.later(everyMs, () => {
      if (isDue()) void this.#claim();
      this.#again(everyMs, isDue);
    });
  }

  #change(part: Partial<Screen>): void {
    this.screen.value = { ...this.screen.peek(), ...part };
  }
}

/** Whether it may be taken another time: no network, no session, a busy server. */
function isPassing({ status }: ApiError): boolean {
  return status === null || status === 401 || status === 403 || status === 429 || status >= 500;
}

/** What the workbench's parts ask of a page: nobody's work, and no addresses for it. */
function asPage({ csrf, urls, person, language, strings, choices, build }: DeskConfig): PageConfig {
  const { sign_in, leave, desk_claims: nowhere } = urls;
  return {
    csrf,
    work: { state: "no_work", retry_after: null, pairs: [] },
    urls: {
      claims: nowhere,
      judgments: nowhere,
      skips: nowhere,
      flags: nowhere,
      questions: nowhere,
      releases: nowhere,
      corrections: nowhere,
      packs: nowhere,
      parkings: nowhere,
      choices: nowhere,
      shift_ends: nowhere,
      sign_in,
      inbox: nowhere,
      leave,
    },
    annotator: person,
    judged_today: 0,
    guideline: { number: 0, rulings: [] },
    tour: null,
    language,
    strings,
    choices,
    build,
  };
}

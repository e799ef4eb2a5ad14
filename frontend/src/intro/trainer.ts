/** A session that never starts: it holds a picture with its words, and its answer goes to whoever put it there. */
import { objection, type Wish } from "../core/answers.ts";
import type { Event } from "../core/reduce.ts";
import type { Occupation } from "../core/spans.ts";
import { inHand } from "../core/state.ts";
import type { Pair } from "../core/wire.ts";
import type { Words } from "../core/words.ts";
import { Session } from "../workbench/session.ts";

/** What belongs to work alone: passing a pair on, flagging it, going back to one. */
const AT_WORK_ONLY: readonly Event["type"][] = ["asked", "questioned", "reopened", "flagged", "rested"];

/** A sheet of text is read as silently as a long prompt. */
const WORDS_OF_A_SHEET = 120;

export class Trainer extends Session {
  #take: (struck: Words) => void = () => undefined;
  #shownAt = 0;

  /** Puts a picture in hand; its answer is handed to `take`. */
  put(pair: Pair, take: (struck: Words) => void): void {
    this.#take = take;
    this.#shownAt = Date.now();
    this.pictures.want([this.urlOf(pair)]);
    this.state.value = { ...this.state.peek(), hand: inHand(pair), queue: [], hint: null };
  }

  /** Since the picture was put in hand. */
  activeMs(): number {
    return Date.now() - this.#shownAt;
  }

  /** Time here is learning, whatever is on the screen: it is paid like work. */
  occupation(): Occupation {
    const { hand, panel } = this.state.value;
    const activity = panel === "guideline" ? "guideline" : "training";
    return { activity, pair: null, nWords: hand?.pair.n_words ?? WORDS_OF_A_SHEET };
  }

  override tell(event: Event): void {
    if (!AT_WORK_ONLY.includes(event.type)) super.tell(event);
  }

  override submit(wish: Wish): void {
    const state = this.state.peek();
    const hint = objection(state, wish);
    if (hint !== null) this.tell({ type: "hinted", hint });
    else if (!("whole" in wish)) this.#take(state.hand?.draft.marks.struck ?? []);
  }

  /** A picture that does not load is asked for with the page. */
  override skip(): void {
    location.reload();
  }
}

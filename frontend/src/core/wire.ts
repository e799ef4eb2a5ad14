/** What passes between the workbench and the server: the page's one JSON object and the bodies under /api/v1/. */

import type { Strings } from "./strings.ts";
import type { Trail } from "./trail.ts";

export type TokenKind = "word" | "separator" | "open" | "close" | "glue" | "weight" | "parameter" | "url";

export interface Token {
  readonly text: string;
  /** The raw text between the token before and this one. */
  readonly before: string;
  readonly kind: TokenKind;
  readonly clause: number;
  /** Running index among the words; null for every other kind. */
  readonly word: number | null;
  /** Why it cannot be struck: "parameter", "weight", "url", "negative", or the number of a ruling. */
  readonly locked: string | null;
}

export type Rendition = "512" | "1024" | "original";

export interface Picture {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly thumbhash: string;
  readonly sensitivity: "unknown" | "safe" | "sensitive";
  readonly renditions: Readonly<Record<Rendition, string>>;
}

export interface Pair {
  readonly pair: number;
  readonly slot: number;
  readonly batch: { readonly id: number; readonly name: string };
  readonly lease_ends_at: string;
  readonly language: string;
  readonly tokens_hash: string;
  readonly prompt: string;
  readonly n_words: number;
  readonly tokens: readonly Token[];
  readonly tail: string;
  readonly image: Picture;
}

export interface Work {
  readonly state: "work" | "looking" | "no_work" | "paused";
  /** Seconds. */
  readonly retry_after: number | null;
  readonly pairs: readonly Pair[];
}

export type Outcome = "judged" | "unjudgeable" | "mismatch" | "reject";

export type SkipReason = "cannot_judge" | "language" | "expert" | "image" | "garbled" | "uncomfortable";

export type FlagReason = "nsfw" | "violence" | "broken" | "language" | "unreadable" | "personal" | "illegal";

export interface JudgmentBody {
  readonly uuid: string;
  readonly pair: number;
  readonly slot: number;
  readonly tokens_hash: string;
  readonly outcome: Outcome;
  readonly struck: readonly number[];
  readonly unsure: readonly number[];
  readonly active_ms: number;
  readonly refill: number;
  readonly flags?: readonly FlagReason[];
  /** Beside the flags. */
  readonly note?: string;
  readonly trail?: Trail;
}

export interface SkipBody {
  readonly uuid: string;
  readonly pair: number;
  readonly slot: number;
  readonly reason: SkipReason;
  readonly note?: string;
  readonly refill: number;
  readonly trail?: Trail;
}

/** Something is wrong with the pair, whether or not it is judged. */
export interface FlagBody {
  readonly uuid: string;
  readonly pair: number;
  readonly slot: number;
  readonly reasons: readonly FlagReason[];
  readonly note?: string;
}

/** Asked beside the work; `word` null: about the pair as a whole. */
export interface QuestionBody {
  readonly uuid: string;
  readonly pair: number;
  readonly word: number | null;
  readonly text: string;
}

export interface Receipt {
  readonly uuid: string;
  readonly pair: number;
  readonly outcome: "counted" | "surplus" | "withdrawn";
  readonly revision: number;
  readonly struck: readonly number[];
}

/** The answer to a judgment, a correction (both with a receipt) or a skip (without). */
export interface Reply {
  readonly receipt?: Receipt;
  readonly judged_today?: number;
  readonly work: Work | null;
}

/** What a shift came to, as the server counted it. Times are ISO, `active_ms` what is paid. */
export interface ShiftReceipt {
  readonly from: string;
  readonly to: string;
  readonly judged: number;
  readonly skipped: number;
  readonly active_ms: number;
}

export interface Ruling {
  readonly number: number;
  readonly title: string;
  readonly decision: "judge" | "lenient" | "never";
  readonly text: string;
  /** The words that it speaks of, in every language, as far as they can be listed. */
  readonly words?: readonly string[];
  readonly examples?: readonly RulingExample[];
}

/** A picture that shows how a ruling is meant: what is to be seen there, and what is struck of its prompt. */
export interface RulingExample {
  readonly src: string;
  readonly width: number;
  readonly height: number;
  readonly picture: string;
  readonly prompt: string;
  readonly language: string;
  readonly struck: readonly string[];
}

export interface Guideline {
  readonly number: number;
  readonly rulings: readonly Ruling[];
  /** What is said otherwise than in the version that this account saw last: titles of rulings. */
  readonly changed?: readonly string[];
}

export interface Tour {
  /** Saved judgments after which the link is shown. */
  readonly after: number;
  readonly url: string;
}

/** What this account chose for the workbench; what was never chosen has the value that holds then. */
export interface AccountChoices {
  readonly exposure: "show" | "blur" | "never";
  /** Null while nobody asked for a language. */
  readonly interface: "en" | "ko" | "zh-hans" | null;
  /** Command → its physical keys, with spaces between; an empty text is none. */
  readonly keys: Readonly<Record<string, string>>;
  readonly single_keys: boolean;
  readonly enter: "submits" | "toggles";
  readonly font_px: number;
  readonly keep_zoom: boolean;
  readonly theme: "system" | "light" | "dark" | "contrast";
  /** Null while each prompt decides by its clauses. */
  readonly clause_lines: boolean | null;
  readonly clean_preview: boolean;
  /** Whether arguments and addresses are left out of the words. */
  readonly fold_arguments: boolean;
  /** Whether the bar shows what was done today. */
  readonly progress: boolean;
  /** Pairs that this person wants to judge in a day. */
  readonly goal: number | null;
  /** The version of the guideline that was read last, or stood when the workbench was opened first. */
  readonly guideline_seen: number | null;
}

export interface PageConfig {
  readonly csrf: string;
  readonly work: Work;
  readonly urls: Readonly<
    Record<
      | "claims"
      | "judgments"
      | "skips"
      | "flags"
      | "questions"
      | "releases"
      | "corrections"
      | "packs"
      | "parkings"
      | "choices"
      | "shift_ends"
      | "sign_in"
      | "inbox"
      | "leave",
      string
    >
  > & { readonly exposures?: string; readonly heartbeats?: string };
  readonly annotator: { readonly key: string; readonly name: string };
  readonly judged_today: number;
  readonly guideline: Guideline;
  readonly tour: Tour | null;
  /** The language of the page, a BCP 47 tag, and what the page says in it. */
  readonly language: string;
  readonly strings: Strings;
  readonly choices: AccountChoices;
  /** Compare with the header X-Build of any answer. */
  readonly build: string;
}

/** A report of time. All `…_ms_ago` are before `sent_at`, when it was written; `age_ms` is how long it waited since. */
export interface HeartbeatBody {
  readonly session: string;
  readonly seq: number;
  readonly zone: string;
  readonly sent_at: string;
  readonly age_ms: number;
  readonly spans: readonly {
    readonly from_ms_ago: number;
    readonly to_ms_ago: number;
    readonly activity: "judging" | "guideline" | "training" | "questions" | "waiting" | "outage";
    readonly pair: number | null;
    readonly n_words: number;
    readonly quiet_ms: number;
  }[];
  readonly inputs: number;
  readonly visible: boolean;
  /** The slots that the page has. */
  readonly held?: readonly number[];
}

export interface Beaten {
  readonly active_today_ms: number;
  readonly lease_ends_at: string | null;
  /** How much is left until then. Servers of earlier builds do not say it, nor what follows. */
  readonly lease_ms?: number | null;
  /** Of the slots that the page has, those of pairs that nobody is shown any more. */
  readonly withdrawn?: readonly number[];
  /** And those whose pictures became sensitive, which this person does not want to see. */
  readonly spared?: readonly number[];
  /** The number of the newest guideline. */
  readonly guideline?: number;
  /** How much this person was told and did not look at yet: answers to questions. */
  readonly unread?: number;
}

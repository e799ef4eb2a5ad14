/** What passes between the page of the desk and the server. */
import type { Strings } from "../core/strings.ts";
import type { AccountChoices, FlagReason, Outcome, Pair } from "../core/wire.ts";
import type { Words } from "../core/words.ts";

export type Reason =
  | "split"
  | "even"
  | "unsure"
  | "maximum"
  | "unlike_outcomes"
  | "nobody_left"
  | "flag"
  | "proof"
  | "ruling";

/** One judgment without a name. */
export interface Opinion {
  readonly letter: string;
  readonly outcome: Outcome;
  readonly struck: Words;
  readonly unsure: Words;
}

type Shown = "language" | "tokens_hash" | "prompt" | "n_words" | "tokens" | "tail" | "image";

/** A pair to be decided. Without opinions and a reason, all its words are asked. */
export interface Case extends Pick<Pair, Shown> {
  readonly pair: number;
  readonly batch: string;
  readonly reason: Reason | "";
  readonly asked: Words;
  /** Struck without asking. */
  readonly agreed: Words;
  /** What most struck of the asked words; a tie keeps. */
  readonly preset: Words;
  readonly about_the_whole: boolean;
  readonly opinions: readonly Opinion[];
  readonly flags: readonly { readonly reason: FlagReason; readonly n: number }[];
  readonly notes: readonly string[];
}

/** What is asked of the server: up to `n` cases beside those that the page has, none that were passed. */
export interface CasesBody {
  readonly n: number;
  readonly has: readonly number[];
  readonly passed: readonly number[];
  readonly batch: string;
  readonly order: "dispute" | "age";
}

export interface Cases {
  readonly cases: readonly Case[];
  /** Of what the page has, what somebody else settled or holds now. */
  readonly gone: readonly number[];
  /** Counts no further than a thousand. */
  readonly n_waiting: number;
}

export interface Decision {
  readonly uuid: string;
  readonly pair: number;
  readonly outcome: Outcome;
  readonly asked: Words;
  readonly struck: Words;
  readonly note: string;
}

export interface Decided {
  readonly uuid: string;
  readonly pair: number;
  readonly became: "decided" | "late";
  readonly work: Cases | null;
}

export interface DeskConfig {
  readonly csrf: string;
  readonly urls: Readonly<Record<"desk_claims" | "desk_decisions" | "sign_in" | "leave", string>>;
  readonly person: { readonly key: string; readonly name: string };
  readonly batch: string;
  readonly order: CasesBody["order"];
  readonly language: string;
  readonly strings: Strings;
  readonly choices: AccountChoices;
  readonly build: string;
}

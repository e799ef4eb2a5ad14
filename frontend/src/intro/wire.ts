/** What passes between the page of the way to the first pair and the server. */
import type { PageConfig, Pair } from "../core/wire.ts";
import type { Words } from "../core/words.ts";

export type Step = "consent" | "rule" | "examples" | "practice" | "qualification" | "failed" | "done";
export type Learned = "consent" | "rule" | "examples" | "practice";

/** A picture with its prompt, as the workbench knows pairs, but in nobody's batch. */
export interface Item extends Omit<Pair, "pair" | "slot" | "batch" | "lease_ends_at" | "draft"> {
  readonly item: number;
}

export type LessonCode = "missing" | "contradicted" | "connective" | "count" | "relation" | "style";

export interface Lesson extends Item {
  readonly code: LessonCode;
  readonly truth: Words;
}

export interface Result {
  readonly number: number;
  readonly passed: boolean;
  readonly recall: number;
  readonly precision: number;
  readonly recall_wanted: number;
  readonly precision_wanted: number;
}

export interface Attempt {
  readonly number: number;
  readonly n_items: number;
  readonly n_done: number;
  readonly item: Item | null;
  readonly result: Result | null;
}

export interface Journey {
  readonly step: Step;
  readonly n_examples: number;
  readonly n_practised: number;
  readonly bar: { readonly n_items: number; readonly recall: number; readonly precision: number };
  readonly is_asked: boolean;
  /** Whether batches are open to them that do not ask for the test. */
  readonly has_work: boolean;
  readonly attempt: Attempt | null;
  readonly last: Result | null;
}

/** Words struck by both, by the truth alone, by the answer alone. */
export interface Comparison {
  readonly hits: Words;
  readonly missed: Words;
  readonly over: Words;
}

export interface Marked {
  readonly comparison: Comparison;
  readonly attempt: Attempt;
  readonly journey: Journey;
}

export interface IntroConfig extends PageConfig {
  readonly urls: PageConfig["urls"] & Readonly<Record<"steps" | "attempts" | "answers" | "work", string>>;
  readonly journey: Journey;
  readonly lessons: readonly Lesson[];
  /** Where the whole of it is passed over: the demo's alone. */
  readonly skip: string | null;
}

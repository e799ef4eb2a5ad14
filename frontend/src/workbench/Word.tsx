/** One word: a toggle button, drawn anew only when something about this word changes. */
import { useComputed } from "@preact/signals";
import { type Hand, isWithin } from "../core/state.ts";
import { useBench } from "./bench.ts";
import { t } from "./text.ts";

export interface WordProps {
  readonly word: number;
  readonly text: string;
  /** Nothing stands between it and the word before, as in Chinese. */
  readonly isJoined: boolean;
}

export function Word({ word, text, isJoined }: WordProps) {
  const { session } = useBench();
  const [mark, run, isFocused] = useComputed(() => lookOf(session.state.value.hand, word)).value.split(" ");
  return (
    <button
      type="button"
      class="word"
      data-word={word}
      data-joined={isJoined || undefined}
      data-unsure={mark === "unsure" || undefined}
      data-run={run || undefined}
      aria-pressed={mark === "struck"}
      aria-description={mark === "unsure" ? t("prompt.inDoubt") : undefined}
      tabIndex={isFocused === "focused" ? 0 : -1}
    >
      {text}
    </button>
  );
}

/** One text, so that a word is drawn anew only when it differs. */
function lookOf(hand: Hand | null, word: number): string {
  return `${markOf(hand, word)} ${runOf(hand, word)} ${hand?.focus === word ? "focused" : ""}`;
}

function markOf(hand: Hand | null, word: number): "struck" | "unsure" | "kept" {
  if (hand?.draft.marks.struck.includes(word)) return "struck";
  return hand?.draft.marks.unsure.includes(word) ? "unsure" : "kept";
}

/** What will become of the word when the run that is being chosen is let go. */
function runOf(hand: Hand | null, word: number): "strike" | "keep" | "" {
  if (!hand?.run || !isWithin(hand.run, word)) return "";
  return hand.draft.marks.struck.includes(hand.run.from) ? "keep" : "strike";
}

/** What holds while an account chose nothing, and how a choice is made. */
import type { AccountChoices } from "./wire.ts";

export const FONT_PX = { least: 16, most: 28 };

export const GOAL_AT_MOST = 10_000;

export const DEFAULT_CHOICES: AccountChoices = {
  exposure: "blur",
  interface: null,
  keys: {},
  single_keys: true,
  enter: "submits",
  font_px: 19,
  keep_zoom: false,
  theme: "system",
  clause_lines: null,
  clean_preview: true,
  fold_arguments: false,
  progress: true,
  goal: null,
  guideline_seen: null,
};

/** The choices that differ, to be saved. */
export function changed(before: AccountChoices, after: AccountChoices): Partial<AccountChoices> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => before[name as keyof AccountChoices] !== value),
  );
}

/** What holds for somebody who chose nothing yet. */
import type { AccountChoices } from "../src/core/wire.ts";

export const CHOICES: AccountChoices = {
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

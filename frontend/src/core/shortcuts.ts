/** The table of shortcuts: the handler and the help sheet read the same rows. */
import type { Command, Group, Mode, Modifier, Shortcut, WholeOutcome } from "./keymap.ts";
import type { Key } from "./strings.ts";
import type { FlagReason, SkipReason } from "./wire.ts";

export const SKIP_REASONS: readonly SkipReason[] = [
  "cannot_judge",
  "language",
  "expert",
  "image",
  "garbled",
  "uncomfortable",
];

export const FLAG_REASONS: readonly FlagReason[] = [
  "nsfw",
  "violence",
  "broken",
  "language",
  "unreadable",
  "personal",
  "illegal",
];

export const WHOLE_OUTCOMES: readonly WholeOutcome[] = ["mismatch", "unjudgeable", "reject"];

interface Extra {
  readonly modifier?: Modifier;
  readonly repeats?: true;
  readonly mode?: Mode;
}

/** A row that the help sheet prints. */
function row(group: Group, keys: string, label: Key, codes: string, command: Command, extra: Extra = {}): Shortcut {
  return { ...quiet(codes, command, extra), printed: { group, keys, label } };
}

/** A row that the help sheet leaves out: a second way, or the other half of a printed one. */
function quiet(codes: string, command: Command, extra: Extra = {}): Shortcut {
  return { mode: "words", ...extra, codes: codes.split(" "), command };
}

function digit(number: number): string {
  return `Digit${number} Numpad${number}`;
}

const REPEATS: Extra = { repeats: true };
const SHIFTED: Extra = { modifier: "shift", repeats: true };
const BY_CLAUSE: Extra = { modifier: "word", repeats: true };

const STRIKE: readonly Shortcut[] = [
  row("Strike", "Space", "keys.toggle", "Space", { do: "toggle" }),
  row("Strike", "X", "keys.toggleHovered", "KeyX", { do: "toggleHovered" }),
  row("Strike", "⌫", "keys.strikeOnward", "Backspace", { do: "strikeOnward" }, REPEATS),
  row("Strike", "C", "keys.clause", "KeyC", { do: "toggleClause" }),
  row("Strike", "1 – 9", "keys.clauseAt", digit(1), { do: "clause", badge: 1 }),
  ...[2, 3, 4, 5, 6, 7, 8, 9].map((badge) => quiet(digit(badge), { do: "clause", badge })),
  row("Strike", "U", "keys.unsure", "KeyU", { do: "unsure" }),
  row("Strike", "N", "keys.strikeAll", "KeyN", { do: "strikeAll" }),
  row("Strike", "Z", "keys.undo", "KeyZ", { do: "undo" }, REPEATS),
  row("Strike", "⇧ Z", "keys.redo", "KeyZ", { do: "redo" }, SHIFTED),
  quiet("KeyZ", { do: "undo" }, { modifier: "command", repeats: true }),
  quiet("KeyZ", { do: "redo" }, { modifier: "command+shift", repeats: true }),
];

const MOVE: readonly Shortcut[] = [
  row("Move", "← → ↑ ↓", "keys.move", "ArrowLeft", { do: "move", direction: "left" }, REPEATS),
  quiet("ArrowRight", { do: "move", direction: "right" }, REPEATS),
  quiet("ArrowUp", { do: "move", direction: "up" }, REPEATS),
  quiet("ArrowDown", { do: "move", direction: "down" }, REPEATS),
  row("Move", "Ctrl ← →", "keys.byClause", "ArrowLeft ArrowUp", { do: "moveClause", step: -1 }, BY_CLAUSE),
  quiet("ArrowRight ArrowDown", { do: "moveClause", step: 1 }, BY_CLAUSE),
  row("Move", "Home End", "keys.ends", "Home", { do: "move", direction: "first" }),
  quiet("End", { do: "move", direction: "last" }),
  row("Move", "⇧ ← →", "keys.grow", "ArrowLeft", { do: "grow", direction: "left" }, SHIFTED),
  quiet("ArrowRight", { do: "grow", direction: "right" }, SHIFTED),
  quiet("ArrowUp", { do: "grow", direction: "up" }, SHIFTED),
  quiet("ArrowDown", { do: "grow", direction: "down" }, SHIFTED),
  row("Move", "Esc", "keys.cancel", "Escape", { do: "cancel" }),
];

const DECIDE: readonly Shortcut[] = [
  row("Decide", "⏎", "keys.submit", "Enter NumpadEnter", { do: "submit" }),
  row("Decide", "A", "keys.allDepicted", "KeyA", { do: "allDepicted" }),
  row("Decide", "B", "keys.back", "KeyB", { do: "back" }),
  row("Decide", "S, 1 – 6", "keys.skip", "KeyS", { do: "askSkip" }),
  row("Decide", "F, 1 – 7", "keys.flag", "KeyF", { do: "askFlag" }),
  row("Decide", "M, 1 – 3", "keys.whole", "KeyM", { do: "askWhole" }),
];

const LOOK: readonly Shortcut[] = [
  row("Look", "+ −", "keys.zoom", "Equal NumpadAdd", { do: "zoomIn" }, REPEATS),
  quiet("Equal", { do: "zoomIn" }, SHIFTED),
  quiet("Minus NumpadSubtract", { do: "zoomOut" }, REPEATS),
  row("Look", "R", "keys.fit", "KeyR", { do: "fit" }),
  row("Look", "I", "keys.full", "KeyI", { do: "full" }),
  row("Look", "L", "keys.lines", "KeyL", { do: "lines" }),
  row("Look", "K", "keys.preview", "KeyK", { do: "preview" }),
  row("Look", "G", "keys.guideline", "KeyG", { do: "guideline" }),
  row("Look", "?", "keys.help", "Slash", { do: "help" }, { modifier: "shift" }),
  quiet("Slash F1", { do: "help" }),
];

const AFTER_A_PREFIX: readonly Shortcut[] = [
  ...SKIP_REASONS.map((reason, place) => quiet(digit(place + 1), { do: "skip", reason }, { mode: "skip" })),
  ...WHOLE_OUTCOMES.map((outcome, place) => quiet(digit(place + 1), { do: "whole", outcome }, { mode: "whole" })),
  ...FLAG_REASONS.map((reason, place) => quiet(digit(place + 1), { do: "flag", reason }, { mode: "flag" })),
  quiet("Escape KeyS", { do: "cancel" }, { mode: "skip" }),
  quiet("Escape KeyM", { do: "cancel" }, { mode: "whole" }),
  quiet("Escape KeyF", { do: "cancel" }, { mode: "flag" }),
];

export const SHORTCUTS: readonly Shortcut[] = [...STRIKE, ...MOVE, ...DECIDE, ...LOOK, ...AFTER_A_PREFIX];

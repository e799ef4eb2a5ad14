/** The table of shortcuts: the handler and the help sheet read the same rows. */
import type { Command, Group, Mode, Modifier, Shortcut, WholeOutcome } from "./keymap.ts";
import type { SkipReason } from "./wire.ts";

export const SKIP_REASONS: readonly { readonly reason: SkipReason; readonly label: string }[] = [
  { reason: "cannot_judge", label: "I cannot judge this" },
  { reason: "language", label: "I do not read this language" },
  { reason: "expert", label: "It needs an expert" },
  { reason: "image", label: "The picture does not load" },
  { reason: "garbled", label: "The prompt is too long or garbled" },
  { reason: "uncomfortable", label: "I would rather not look at this" },
];

export const WHOLE_OUTCOMES: readonly { readonly outcome: WholeOutcome; readonly label: string }[] = [
  { outcome: "mismatch", label: "The wrong picture altogether" },
  { outcome: "unjudgeable", label: "The prompt cannot be judged by looking" },
  { outcome: "reject", label: "Broken, or not fit for the set" },
];

interface Extra {
  readonly modifier?: Modifier;
  readonly repeats?: true;
  readonly mode?: Mode;
}

/** A row that the help sheet prints. */
function row(group: Group, keys: string, label: string, codes: string, command: Command, extra: Extra = {}): Shortcut {
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
  row("Strike", "Space", "strike the word, or keep it again", "Space", { do: "toggle" }),
  row("Strike", "X", "the same for the word under the pointer", "KeyX", { do: "toggleHovered" }),
  row("Strike", "⌫", "strike and go on", "Backspace", { do: "strikeOnward" }, REPEATS),
  row("Strike", "C", "the whole clause", "KeyC", { do: "toggleClause" }),
  row("Strike", "1 – 9", "the clause with that number", digit(1), { do: "clause", badge: 1 }),
  ...[2, 3, 4, 5, 6, 7, 8, 9].map((badge) => quiet(digit(badge), { do: "clause", badge })),
  row("Strike", "U", "mark the word as in doubt", "KeyU", { do: "unsure" }),
  row("Strike", "N", "strike every word", "KeyN", { do: "strikeAll" }),
  row("Strike", "Z", "undo", "KeyZ", { do: "undo" }, REPEATS),
  row("Strike", "⇧ Z", "redo", "KeyZ", { do: "redo" }, SHIFTED),
  quiet("KeyZ", { do: "undo" }, { modifier: "command", repeats: true }),
  quiet("KeyZ", { do: "redo" }, { modifier: "command+shift", repeats: true }),
];

const MOVE: readonly Shortcut[] = [
  row("Move", "← → ↑ ↓", "word by word, line by line", "ArrowLeft", { do: "move", direction: "left" }, REPEATS),
  quiet("ArrowRight", { do: "move", direction: "right" }, REPEATS),
  quiet("ArrowUp", { do: "move", direction: "up" }, REPEATS),
  quiet("ArrowDown", { do: "move", direction: "down" }, REPEATS),
  row("Move", "Ctrl ← →", "clause by clause", "ArrowLeft ArrowUp", { do: "moveClause", step: -1 }, BY_CLAUSE),
  quiet("ArrowRight ArrowDown", { do: "moveClause", step: 1 }, BY_CLAUSE),
  row("Move", "Home End", "first and last word", "Home", { do: "move", direction: "first" }),
  quiet("End", { do: "move", direction: "last" }),
  row("Move", "⇧ ← →", "choose a run, then Space", "ArrowLeft", { do: "grow", direction: "left" }, SHIFTED),
  quiet("ArrowRight", { do: "grow", direction: "right" }, SHIFTED),
  quiet("ArrowUp", { do: "grow", direction: "up" }, SHIFTED),
  quiet("ArrowDown", { do: "grow", direction: "down" }, SHIFTED),
  row("Move", "Esc", "let go of a run, close what is open", "Escape", { do: "cancel" }),
];

const DECIDE: readonly Shortcut[] = [
  row("Decide", "⏎", "submit the strikes", "Enter NumpadEnter", { do: "submit" }),
  row("Decide", "A", "all depicted: submit with no strikes", "KeyA", { do: "allDepicted" }),
  row("Decide", "B", "back to the pair before, to correct it", "KeyB", { do: "back" }),
  row("Decide", "S, 1 – 6", "skip, with a reason", "KeyS", { do: "askSkip" }),
  row("Decide", "F, 1 – 3", "judge the pair as a whole", "KeyF KeyM", { do: "askWhole" }),
];

const LOOK: readonly Shortcut[] = [
  row("Look", "+ −", "zoom the picture", "Equal NumpadAdd", { do: "zoomIn" }, REPEATS),
  quiet("Equal", { do: "zoomIn" }, SHIFTED),
  quiet("Minus NumpadSubtract", { do: "zoomOut" }, REPEATS),
  row("Look", "R", "fit the picture", "KeyR", { do: "fit" }),
  row("Look", "I", "100 %, and back", "KeyI", { do: "full" }),
  row("Look", "L", "clauses on lines of their own", "KeyL", { do: "lines" }),
  row("Look", "K", "the prompt without its struck words", "KeyK", { do: "preview" }),
  row("Look", "G", "the guideline", "KeyG", { do: "guideline" }),
  row("Look", "?", "this sheet", "Slash", { do: "help" }, { modifier: "shift" }),
  quiet("Slash F1", { do: "help" }),
];

const AFTER_A_PREFIX: readonly Shortcut[] = [
  ...SKIP_REASONS.map(({ reason }, place) => quiet(digit(place + 1), { do: "skip", reason }, { mode: "skip" })),
  ...WHOLE_OUTCOMES.map(({ outcome }, place) => quiet(digit(place + 1), { do: "whole", outcome }, { mode: "whole" })),
  quiet("Escape KeyS", { do: "cancel" }, { mode: "skip" }),
  quiet("Escape KeyF KeyM", { do: "cancel" }, { mode: "whole" }),
];

export const SHORTCUTS: readonly Shortcut[] = [...STRIKE, ...MOVE, ...DECIDE, ...LOOK, ...AFTER_A_PREFIX];

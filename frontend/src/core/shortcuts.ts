/** The table of shortcuts: the handler, the help sheet and the settings read the same rows. One row a command. */
import { chordsOf, isCharacter } from "./chords.ts";
import {
  type Chord,
  type Command,
  type Group,
  type Mode,
  overlap,
  type Shortcut,
  type WholeOutcome,
} from "./keymap.ts";
import type { Key } from "./strings.ts";
import type { AccountChoices, FlagReason, SkipReason } from "./wire.ts";

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
  readonly repeats?: true;
  readonly holds?: true;
  readonly mode?: Mode;
}

const REPEATS: Extra = { repeats: true };
const HOLDS: Extra = { holds: true };

function row(group: Group, label: Key, chords: string, command: Command, extra: Extra = {}): Shortcut {
  return { mode: "words", ...extra, group, label, chords: chordsOf(chords), command };
}

function digit(number: number): string {
  return `Digit${number} Numpad${number}`;
}

const STRIKE: readonly Shortcut[] = [
  row("Strike", "keys.toggle", "Space", { do: "toggle" }),
  row("Strike", "keys.toggleHovered", "KeyX", { do: "toggleHovered" }),
  row("Strike", "keys.strikeOnward", "Backspace", { do: "strikeOnward" }, REPEATS),
  row("Strike", "keys.clause", "KeyC", { do: "toggleClause" }),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((badge) => row("Strike", "keys.clauseAt", digit(badge), { do: "clause", badge })),
  row("Strike", "keys.unsure", "KeyU", { do: "unsure" }),
  row("Strike", "keys.strikeAll", "KeyN", { do: "strikeAll" }),
  row("Strike", "keys.undo", "KeyZ command+KeyZ", { do: "undo" }, REPEATS),
  row("Strike", "keys.redo", "shift+KeyZ command+shift+KeyZ", { do: "redo" }, REPEATS),
];

const MOVE: readonly Shortcut[] = [
  row("Move", "keys.move", "ArrowLeft", { do: "move", direction: "left" }, REPEATS),
  row("Move", "keys.move", "ArrowRight", { do: "move", direction: "right" }, REPEATS),
  row("Move", "keys.move", "ArrowUp", { do: "move", direction: "up" }, REPEATS),
  row("Move", "keys.move", "ArrowDown", { do: "move", direction: "down" }, REPEATS),
  row("Move", "keys.byClause", "word+ArrowLeft word+ArrowUp", { do: "moveClause", step: -1 }, REPEATS),
  row("Move", "keys.byClause", "word+ArrowRight word+ArrowDown", { do: "moveClause", step: 1 }, REPEATS),
  row("Move", "keys.ends", "Home", { do: "move", direction: "first" }),
  row("Move", "keys.ends", "End", { do: "move", direction: "last" }),
  row("Move", "keys.grow", "shift+ArrowLeft", { do: "grow", direction: "left" }, REPEATS),
  row("Move", "keys.grow", "shift+ArrowRight", { do: "grow", direction: "right" }, REPEATS),
  row("Move", "keys.grow", "shift+ArrowUp", { do: "grow", direction: "up" }, REPEATS),
  row("Move", "keys.grow", "shift+ArrowDown", { do: "grow", direction: "down" }, REPEATS),
  row("Move", "keys.cancel", "Escape", { do: "cancel" }),
];

const DECIDE: readonly Shortcut[] = [
  row("Decide", "keys.submit", "Enter NumpadEnter", { do: "submit" }),
  row("Decide", "keys.allDepicted", "KeyA", { do: "allDepicted" }),
  row("Decide", "keys.back", "KeyB", { do: "back" }),
  row("Decide", "keys.skip", "KeyS", { do: "askSkip" }),
  row("Decide", "keys.flag", "KeyF", { do: "askFlag" }),
  row("Decide", "keys.whole", "KeyM", { do: "askWhole" }),
  row("Decide", "keys.question", "KeyQ", { do: "askQuestion" }),
  row("Decide", "keys.pause", "KeyP", { do: "pause" }),
  row("Decide", "keys.extend", "KeyH", { do: "extend" }),
];

const LOOK: readonly Shortcut[] = [
  row("Look", "keys.zoom", "Equal NumpadAdd shift+Equal", { do: "zoomIn" }, REPEATS),
  row("Look", "keys.zoom", "Minus NumpadSubtract", { do: "zoomOut" }, REPEATS),
  row("Look", "keys.fit", "KeyR", { do: "fit" }),
  row("Look", "keys.full", "KeyI", { do: "full" }),
  row("Look", "keys.loupe", "KeyV", { do: "loupe" }, HOLDS),
  row("Look", "keys.grab", "KeyD", { do: "grab" }, HOLDS),
  row("Look", "keys.reveal", "KeyE", { do: "reveal" }, HOLDS),
  row("Look", "keys.lines", "KeyL", { do: "lines" }),
  row("Look", "keys.preview", "KeyK", { do: "preview" }),
  row("Look", "keys.guideline", "KeyG", { do: "guideline" }),
  row("Look", "keys.settings", "KeyO", { do: "settings" }),
  row("Look", "keys.help", "shift+Slash Slash F1", { do: "help" }),
];

const GRAB: Extra = { mode: "grab", repeats: true };
const GRABBED: readonly Shortcut[] = [
  row("Look", "keys.pan", "ArrowLeft", { do: "pan", direction: "left" }, GRAB),
  row("Look", "keys.pan", "ArrowRight", { do: "pan", direction: "right" }, GRAB),
  row("Look", "keys.pan", "ArrowUp", { do: "pan", direction: "up" }, GRAB),
  row("Look", "keys.pan", "ArrowDown", { do: "pan", direction: "down" }, GRAB),
];

const AFTER_A_PREFIX: readonly Shortcut[] = [
  ...SKIP_REASONS.map((reason, place) =>
    row("Decide", "keys.skipReason", digit(place + 1), { do: "skip", reason }, { mode: "skip" }),
  ),
  row("Decide", "keys.cancel", "Escape KeyS", { do: "cancel" }, { mode: "skip" }),
  ...WHOLE_OUTCOMES.map((outcome, place) =>
    row("Decide", "keys.wholeOutcome", digit(place + 1), { do: "whole", outcome }, { mode: "whole" }),
  ),
  row("Decide", "keys.cancel", "Escape KeyM", { do: "cancel" }, { mode: "whole" }),
  ...FLAG_REASONS.map((reason, place) =>
    row("Decide", "keys.flagReason", digit(place + 1), { do: "flag", reason }, { mode: "flag" }),
  ),
  row("Decide", "keys.cancel", "Escape KeyF", { do: "cancel" }, { mode: "flag" }),
];

export const SHORTCUTS: readonly Shortcut[] = [...STRIKE, ...MOVE, ...DECIDE, ...LOOK, ...GRABBED, ...AFTER_A_PREFIX];

/** What a command is called where someone's own keys are kept. */
export function nameOf(command: { readonly do: string }): string {
  const { do: verb, ...more } = command;
  return [verb, ...Object.values(more)].join(".");
}

/** Escape always leads out; everything else may have another key. */
export function isRemappable(shortcut: Shortcut): boolean {
  return shortcut.command.do !== "cancel";
}

type KeyChoices = Pick<AccountChoices, "keys" | "enter" | "single_keys">;

/** The table as this person wants it. */
export function keymap({ keys, enter, single_keys }: KeyChoices): readonly Shortcut[] {
  const usual = enter === "toggles" ? SHORTCUTS.map(asButtons) : SHORTCUTS;
  const table = usual.map((shortcut) => rebound(shortcut, keys) ?? shortcut);
  const own = table.filter((shortcut) => !usual.includes(shortcut));
  const settled = table.map((shortcut) => yielding(shortcut, own));
  return single_keys ? settled : settled.map(withoutCharacters);
}

/** A key that someone chose stays theirs, also when a later version gives it to a command that they left as it was. */
function yielding(shortcut: Shortcut, own: readonly Shortcut[]): Shortcut {
  if (own.includes(shortcut) || !isRemappable(shortcut)) return shortcut;
  const chords = shortcut.chords.filter((chord) => takerAmong(own, shortcut.mode, chord) === undefined);
  return { ...shortcut, chords };
}

function asButtons(shortcut: Shortcut): Shortcut {
  switch (shortcut.command.do) {
    case "toggle":
      return { ...shortcut, chords: chordsOf("Space Enter NumpadEnter") };
    case "submit":
      return { ...shortcut, chords: chordsOf("command+Enter command+NumpadEnter") };
    default:
      return shortcut;
  }
}

/** The row under a key of one's own; null when it was left as it was. */
function rebound(shortcut: Shortcut, keys: KeyChoices["keys"]): Shortcut | null {
  const own = keys[nameOf(shortcut.command)];
  return own === undefined || !isRemappable(shortcut) ? null : { ...shortcut, chords: chordsOf(own) };
}

function withoutCharacters(shortcut: Shortcut): Shortcut {
  return { ...shortcut, chords: shortcut.chords.filter((chord) => !isCharacter(chord)) };
}

/** The other row of the same mode that answers to the chord already. */
export function taker(table: readonly Shortcut[], shortcut: Shortcut, chord: Chord): Shortcut | null {
  const name = nameOf(shortcut.command);
  const others = table.filter((row) => nameOf(row.command) !== name);
  return takerAmong(others, shortcut.mode, chord) ?? null;
}

function takerAmong(rows: readonly Shortcut[], mode: Mode, chord: Chord): Shortcut | undefined {
  return rows.find((row) => row.mode === mode && row.chords.some((one) => overlap(one, chord)));
}

/** From a key to what it does. Keys are physical (`event.code`), so that no input method or layout takes them away. */
import type { Direction } from "./movement.ts";
import { SHORTCUTS } from "./shortcuts.ts";
import type { Key } from "./strings.ts";
import type { FlagReason, Outcome, SkipReason } from "./wire.ts";

export type WholeOutcome = Exclude<Outcome, "judged">;

/** Done to or from the word that the keyboard is on. */
export type OnWord =
  | { readonly do: "move" | "grow"; readonly direction: Direction }
  | { readonly do: "moveClause"; readonly step: 1 | -1 }
  | { readonly do: "toggle" | "toggleClause" | "strikeOnward" | "unsure" };

/** Done to the marks of the pair. */
export type OnPair =
  | { readonly do: "clause"; readonly badge: number }
  | { readonly do: "toggleHovered" | "strikeAll" | "undo" | "redo" };

export type Command =
  | OnWord
  | OnPair
  | { readonly do: "submit" | "allDepicted" | "back" | "cancel" }
  | { readonly do: "askSkip" | "askWhole" | "askFlag" | "lines" | "preview" | "guideline" | "help" }
  | { readonly do: "skip"; readonly reason: SkipReason }
  | { readonly do: "flag"; readonly reason: FlagReason }
  | { readonly do: "whole"; readonly outcome: WholeOutcome }
  | { readonly do: "zoomIn" | "zoomOut" | "fit" | "full" };

/** Which rows are live: those of the words, or the digits after S, M or F. */
export type Mode = "words" | "skip" | "whole" | "flag";

/** "command" is Ctrl, or ⌘ on a Mac; "word" is Ctrl, or ⌥ on a Mac. */
export type Modifier = "shift" | "command" | "command+shift" | "word";

export interface Shortcut {
  readonly codes: readonly string[];
  readonly modifier?: Modifier;
  readonly mode: Mode;
  readonly command: Command;
  /** An auto-repeated key does it again. */
  readonly repeats?: true;
  /** The help sheet prints rows that have this. */
  readonly printed?: { readonly group: Group; readonly keys: string; readonly label: Key };
}

export type Group = "Strike" | "Move" | "Decide" | "Look";

/** What the handler needs of a KeyboardEvent. */
export interface Stroke {
  readonly code: string;
  readonly keyCode: number;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

const OWNED_BY_INPUT_METHOD = 229;

/** Whether an input method took the key and will make text of it. */
export function isTaken(stroke: Stroke): boolean {
  return stroke.isComposing || stroke.keyCode === OWNED_BY_INPUT_METHOD;
}

export function matched(stroke: Stroke, mode: Mode): Command | null {
  if (isTaken(stroke)) return null;
  const shortcut = SHORTCUTS.find((row) => row.mode === mode && row.codes.includes(stroke.code) && fits(row, stroke));
  if (shortcut === undefined || (stroke.repeat && shortcut.repeats !== true)) return null;
  return shortcut.command;
}

function fits(shortcut: Shortcut, stroke: Stroke): boolean {
  const command = stroke.ctrlKey || stroke.metaKey;
  switch (shortcut.modifier ?? "none") {
    case "none":
      return !(command || stroke.altKey || stroke.shiftKey);
    case "shift":
      return stroke.shiftKey && !(command || stroke.altKey);
    case "command":
      return command && !(stroke.altKey || stroke.shiftKey);
    case "command+shift":
      return command && stroke.shiftKey && !stroke.altKey;
    case "word":
      return stroke.ctrlKey !== stroke.altKey && !(stroke.metaKey || stroke.shiftKey);
  }
}

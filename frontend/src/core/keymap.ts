/** From a key to what it does. Keys are physical (`event.code`), so that no input method or layout takes them away. */
import type { Direction } from "./movement.ts";
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

/** Done to the picture; the last three only for as long as the key is held. */
export type OnPicture =
  | { readonly do: "zoomIn" | "zoomOut" | "fit" | "full" }
  | { readonly do: "pan"; readonly direction: Direction }
  | { readonly do: "loupe" | "reveal" | "grab" };

export type Command =
  | OnWord
  | OnPair
  | OnPicture
  | { readonly do: "submit" | "allDepicted" | "back" | "cancel" | "pause" | "extend" }
  | {
      readonly do:
        | "askSkip"
        | "askWhole"
        | "askFlag"
        | "askQuestion"
        | "lines"
        | "preview"
        | "guideline"
        | "help"
        | "settings";
    }
  | { readonly do: "skip"; readonly reason: SkipReason }
  | { readonly do: "flag"; readonly reason: FlagReason }
  | { readonly do: "whole"; readonly outcome: WholeOutcome };

/** Which rows are live: those of the words, the digits after S, M or F, or the arrows while the picture is held. */
export type Mode = "words" | "skip" | "whole" | "flag" | "grab";

/** "command" is Ctrl, or ⌘ on a Mac; "word" is Ctrl, or ⌥ on a Mac. */
export type Modifier = "" | "shift" | "command" | "command+shift" | "word" | "alt";

/** One way to press it. */
export interface Chord {
  readonly modifier: Modifier;
  readonly code: string;
}

export interface Shortcut {
  readonly command: Command;
  readonly mode: Mode;
  readonly chords: readonly Chord[];
  /** Where the help sheet prints it; rows with one label are one line there. */
  readonly group: Group;
  readonly label: Key;
  /** An auto-repeated key does it again. */
  readonly repeats?: true;
  /** It ends when the key is let go. */
  readonly holds?: true;
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

type Held = Pick<Stroke, "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

const OWNED_BY_INPUT_METHOD = 229;

/** Whether an input method took the key and will make text of it. */
export function isTaken(stroke: Stroke): boolean {
  return stroke.isComposing || stroke.keyCode === OWNED_BY_INPUT_METHOD;
}

/** What the handler needs of a row. */
export type Pressable = Pick<Shortcut, "mode" | "chords" | "repeats">;

export function matched<Row extends Pressable>(table: readonly Row[], stroke: Stroke, mode: Mode): Row | null {
  if (isTaken(stroke)) return null;
  const shortcut = table.find((row) => row.mode === mode && row.chords.some((chord) => isPressed(chord, stroke)));
  if (shortcut === undefined || (stroke.repeat && shortcut.repeats !== true)) return null;
  return shortcut;
}

function isPressed(chord: Chord, stroke: Stroke): boolean {
  return chord.code === stroke.code && fits(chord.modifier, stroke);
}

function fits(modifier: Modifier, held: Held): boolean {
  const command = held.ctrlKey || held.metaKey;
  switch (modifier) {
    case "":
      return !(command || held.altKey || held.shiftKey);
    case "shift":
      return held.shiftKey && !(command || held.altKey);
    case "command":
      return command && !(held.altKey || held.shiftKey);
    case "command+shift":
      return command && held.shiftKey && !held.altKey;
    case "word":
      return held.ctrlKey !== held.altKey && !(held.metaKey || held.shiftKey);
    case "alt":
      return held.altKey && !(command || held.shiftKey);
  }
}

const BOTH = [false, true];
const EVERY_HOLD: readonly Held[] = BOTH.flatMap((shiftKey) =>
  BOTH.flatMap((ctrlKey) => BOTH.flatMap((metaKey) => BOTH.map((altKey) => ({ shiftKey, ctrlKey, metaKey, altKey })))),
);

/** Whether one press can mean both. */
export function overlap(some: Chord, other: Chord): boolean {
  return some.code === other.code && EVERY_HOLD.some((held) => fits(some.modifier, held) && fits(other.modifier, held));
}

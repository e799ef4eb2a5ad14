/** The keys of the desk: rows of the workbench for words and picture, and rows of its own. */
import { chordsOf, isCharacter } from "../core/chords.ts";
import type { Pressable, Shortcut } from "../core/keymap.ts";
import { nameOf, SHORTCUTS } from "../core/shortcuts.ts";
import type { Key } from "../core/strings.ts";
import type { Outcome } from "../core/wire.ts";

/** Done at the desk alone. */
export type Act =
  | { readonly do: "adopt"; readonly opinion: string }
  | { readonly do: "number"; readonly number: number }
  | { readonly do: "step"; readonly step: 1 | -1 }
  | { readonly do: "outcome"; readonly outcome: Outcome }
  | { readonly do: "decide" | "pass" | "note" };

export interface Row extends Pressable {
  readonly act: Act;
  readonly label: Key;
}

/** Rows of the workbench that hold here too, some under another key: letters adopt opinions here. */
const SHARED: Readonly<Record<string, string | null>> = {
  toggle: null,
  undo: null,
  redo: null,
  cancel: null,
  zoomIn: null,
  zoomOut: null,
  fit: "KeyF",
  full: null,
  loupe: null,
  grab: "KeyQ",
  "pan.left": null,
  "pan.right": null,
  "pan.up": null,
  "pan.down": null,
  reveal: "KeyL",
  help: null,
};

function shared(shortcut: Shortcut): readonly Shortcut[] {
  const own = SHARED[nameOf(shortcut.command)];
  if (own === undefined || !["words", "grab"].includes(shortcut.mode)) return [];
  return [own === null ? shortcut : { ...shortcut, chords: chordsOf(own) }];
}

function row(act: Act, chords: string, label: Key, repeats?: true): Row {
  return { mode: "words", act, chords: chordsOf(chords), label, ...(repeats ? { repeats } : {}) };
}

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export const OPINIONS = ["A", "B", "C", "D", "E"];

export const OUTCOMES: readonly Outcome[] = ["judged", "mismatch", "unjudgeable", "reject"];

export const ROWS: readonly Row[] = [
  row({ do: "decide" }, "Enter NumpadEnter", "desk.keys.decide"),
  ...OPINIONS.map((opinion) => row({ do: "adopt", opinion }, `Key${opinion}`, "desk.keys.adopt")),
  ...NUMBERS.map((number) => row({ do: "number", number }, `Digit${number} Numpad${number}`, "desk.keys.number")),
  row({ do: "step", step: -1 }, "ArrowUp ArrowLeft", "desk.keys.step", true),
  row({ do: "step", step: 1 }, "ArrowDown ArrowRight", "desk.keys.step", true),
  row({ do: "outcome", outcome: "judged" }, "KeyJ", "desk.keys.outcome"),
  row({ do: "outcome", outcome: "mismatch" }, "KeyM", "desk.keys.outcome"),
  row({ do: "outcome", outcome: "unjudgeable" }, "KeyU", "desk.keys.outcome"),
  row({ do: "outcome", outcome: "reject" }, "KeyR", "desk.keys.outcome"),
  row({ do: "note" }, "KeyN", "desk.keys.note"),
  row({ do: "pass" }, "KeyP", "desk.keys.pass"),
];

/** Both tables, without keys of one character for whoever wants none. */
export function tables(singleKeys: boolean): {
  readonly rows: readonly Row[];
  readonly shortcuts: readonly Shortcut[];
} {
  const shortcuts = SHORTCUTS.flatMap(shared);
  return singleKeys ? { rows: ROWS, shortcuts } : { rows: ROWS.map(lessened), shortcuts: shortcuts.map(lessened) };
}

function lessened<Any extends Pressable>(one: Any): Any {
  return { ...one, chords: one.chords.filter((chord) => !isCharacter(chord)) };
}

/** The key that is printed on a control. */
export function rowOf(rows: readonly Row[], act: Act): Row | undefined {
  return rows.find((one) => nameOf(one.act) === nameOf(act));
}

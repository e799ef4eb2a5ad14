/** Chords as they are written down, pressed, and printed on a key. */
import type { Chord, Modifier, Stroke } from "./keymap.ts";

const MODIFIERS: readonly Modifier[] = ["command+shift", "command", "shift", "word", "alt"];

/** From `command+KeyZ`; several stand with spaces between. Nothing stands for no key at all. */
export function chordsOf(text: string): Chord[] {
  return text.split(" ").filter(Boolean).map(chordOf);
}

export function written({ modifier, code }: Chord): string {
  return modifier === "" ? code : `${modifier}+${code}`;
}

function chordOf(text: string): Chord {
  const modifier = MODIFIERS.find((one) => text.startsWith(`${one}+`)) ?? "";
  return { modifier, code: modifier === "" ? text : text.slice(modifier.length + 1) };
}

const NO_KEY = /^(Shift|Control|Alt|Meta|OS|CapsLock|Fn|Lang|Convert|NonConvert|KanaMode|Unidentified$|$)/;
const NOT_OURS = /^(Tab|Escape|ContextMenu|PrintScreen|Pause|F([2-9]|1[0-2])|Browser.*|Audio.*|Media.*)$/;
const OF_THE_BROWSER = /^(Key[ACDFHJKLNOPQRSTUVWX]|Digit\d|Numpad\d|Tab|Space|Equal|Minus|Numpad(Add|Subtract))$/;
const BACK_AND_FORTH = /^Arrow/;

export type Pressed = { readonly chord: Chord } | { readonly refused: "not_yet" | "not_ours" };

/** The chord that someone chose by pressing it. `not_yet`: a modifier alone, or a mix that no shortcut may have. */
export function chosen(stroke: Stroke): Pressed {
  if (NO_KEY.test(stroke.code)) return { refused: "not_yet" };
  const modifier = modifierOf(stroke);
  if (modifier === null) return { refused: "not_yet" };
  const isKept = modifier.startsWith("command") ? OF_THE_BROWSER.test(stroke.code) : NOT_OURS.test(stroke.code);
  const goesBack = modifier === "alt" && BACK_AND_FORTH.test(stroke.code);
  if (isKept || goesBack || NOT_OURS.test(stroke.code)) return { refused: "not_ours" };
  return { chord: { modifier, code: stroke.code } };
}

function modifierOf({ shiftKey, ctrlKey, metaKey, altKey }: Stroke): Modifier | null {
  if (altKey) return shiftKey || ctrlKey || metaKey ? null : "alt";
  if (ctrlKey || metaKey) return shiftKey ? "command+shift" : "command";
  return shiftKey ? "shift" : "";
}

const CHARACTERS =
  /^(Key[A-Z]|Digit\d|Numpad(\d|Add|Subtract|Multiply|Divide|Decimal)|Minus|Equal|Slash|Backslash|Comma|Period|Semicolon|Quote|Backquote|Bracket(Left|Right)|Intl\w+)$/;

/** Whether it types a character: such keys can be pressed by mistake, or by a voice. */
export function isCharacter({ modifier, code }: Chord): boolean {
  return (modifier === "" || modifier === "shift") && CHARACTERS.test(code);
}

const CAPS: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Backspace: "⌫",
  Enter: "⏎",
  Escape: "Esc",
  Equal: "+",
  Minus: "−",
  Slash: "/",
  Backslash: "\\",
  Comma: ",",
  Period: ".",
  Semicolon: ";",
  Quote: "'",
  Backquote: "`",
  BracketLeft: "[",
  BracketRight: "]",
};
const SIGNS: Readonly<Record<Modifier, string>> = {
  "": "",
  shift: "⇧ ",
  command: "Ctrl ",
  "command+shift": "Ctrl ⇧ ",
  word: "Ctrl ",
  alt: "Alt ",
};
const MAC_SIGNS: Readonly<Record<Modifier, string>> = {
  "": "",
  shift: "⇧ ",
  command: "⌘ ",
  "command+shift": "⇧ ⌘ ",
  word: "⌥ ",
  alt: "⌥ ",
};
const LATIN = /^[a-z\u00e0-\u00ff]$/i;

/** What stands on the keys of someone's keyboard. */
export interface Keyboard {
  readonly isMac: boolean;
  /** Code → letter, where the browser tells. */
  readonly letters: ReadonlyMap<string, string>;
}

export function printed({ modifier, code }: Chord, keyboard: Keyboard): string {
  if (modifier === "shift" && code === "Slash") return "?";
  return `${(keyboard.isMac ? MAC_SIGNS : SIGNS)[modifier]}${capOf(code, keyboard)}`;
}

function capOf(code: string, { letters }: Keyboard): string {
  const letter = letters.get(code);
  if (code.startsWith("Key") && letter !== undefined && LATIN.test(letter)) return letter.toUpperCase();
  return CAPS[code] ?? code.replace(/^(Key|Digit)/, "").replace(/^Numpad/, "Num ");
}

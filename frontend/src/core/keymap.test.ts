import { expect, test } from "vitest";
import { type Command, type Mode, matched, type Stroke } from "./keymap.ts";
import { SHORTCUTS } from "./shortcuts.ts";

const PLAIN: Stroke = {
  code: "",
  keyCode: 65,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
};

function pressed(code: string, more: Partial<Stroke> = {}, mode: Mode = "words"): Command | null {
  return matched({ ...PLAIN, code, ...more }, mode);
}

test.each<[string, Command]>([
  ["Space", { do: "toggle" }],
  ["KeyX", { do: "toggleHovered" }],
  ["KeyC", { do: "toggleClause" }],
  ["Backspace", { do: "strikeOnward" }],
  ["Digit4", { do: "clause", badge: 4 }],
  ["Numpad9", { do: "clause", badge: 9 }],
  ["Enter", { do: "submit" }],
  ["KeyA", { do: "allDepicted" }],
  ["KeyN", { do: "strikeAll" }],
  ["KeyB", { do: "back" }],
  ["KeyU", { do: "unsure" }],
  ["KeyS", { do: "askSkip" }],
  ["KeyF", { do: "askFlag" }],
  ["KeyM", { do: "askWhole" }],
  ["KeyL", { do: "lines" }],
  ["KeyK", { do: "preview" }],
  ["KeyG", { do: "guideline" }],
  ["Escape", { do: "cancel" }],
])("%s", (code, command) => {
  expect(pressed(code)).toEqual(command);
});

test("Z undoes and Shift+Z redoes, with Ctrl and with ⌘ too", () => {
  expect(pressed("KeyZ")).toEqual({ do: "undo" });
  expect(pressed("KeyZ", { shiftKey: true })).toEqual({ do: "redo" });
  expect(pressed("KeyZ", { ctrlKey: true })).toEqual({ do: "undo" });
  expect(pressed("KeyZ", { metaKey: true, shiftKey: true })).toEqual({ do: "redo" });
});

test("the browser keeps its own shortcuts", () => {
  expect(pressed("KeyA", { ctrlKey: true })).toBeNull();
  expect(pressed("KeyS", { metaKey: true })).toBeNull();
  expect(pressed("ArrowLeft", { altKey: true, metaKey: true })).toBeNull();
});

test("a key that an input method took is left alone", () => {
  expect(pressed("KeyA", { keyCode: 229 })).toBeNull();
  expect(pressed("KeyA", { isComposing: true })).toBeNull();
});

test("a held key neither toggles nor submits again, but moves and undoes on", () => {
  expect(pressed("Space", { repeat: true })).toBeNull();
  expect(pressed("Enter", { repeat: true })).toBeNull();
  expect(pressed("KeyA", { repeat: true })).toBeNull();
  expect(pressed("ArrowRight", { repeat: true })).toEqual({ do: "move", direction: "right" });
  expect(pressed("KeyZ", { repeat: true })).toEqual({ do: "undo" });
});

test("after S a digit is a reason and letters do nothing", () => {
  expect(pressed("Digit4", {}, "skip")).toEqual({ do: "skip", reason: "image" });
  expect(pressed("KeyA", {}, "skip")).toBeNull();
  expect(pressed("Escape", {}, "skip")).toEqual({ do: "cancel" });
});

test("after F a digit is an outcome of the whole pair", () => {
  expect(pressed("Digit1", {}, "whole")).toEqual({ do: "whole", outcome: "mismatch" });
  expect(pressed("Digit2", {}, "whole")).toEqual({ do: "whole", outcome: "unjudgeable" });
  expect(pressed("Digit3", {}, "whole")).toEqual({ do: "whole", outcome: "reject" });
});

test("no two rows of a mode answer to the same key", () => {
  const keys = SHORTCUTS.flatMap((row) => row.codes.map((code) => `${row.mode} ${row.modifier ?? ""} ${code}`));

  expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
});

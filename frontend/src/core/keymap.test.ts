import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_CHOICES } from "./account.ts";
import { chordsOf, chosen, isCharacter, printed, written } from "./chords.ts";
import { type Command, type Mode, matched, type Stroke } from "./keymap.ts";
import { isRemappable, keymap, nameOf, SHORTCUTS, taker } from "./shortcuts.ts";

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
  return matched(SHORTCUTS, { ...PLAIN, code, ...more }, mode)?.command ?? null;
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
  ["KeyO", { do: "settings" }],
  ["KeyV", { do: "loupe" }],
  ["KeyE", { do: "reveal" }],
  ["KeyD", { do: "grab" }],
  ["KeyQ", { do: "askQuestion" }],
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

test("while the picture is held the arrows move it", () => {
  expect(pressed("ArrowUp", {}, "grab")).toEqual({ do: "pan", direction: "up" });
  expect(pressed("ArrowUp", { repeat: true }, "grab")).toEqual({ do: "pan", direction: "up" });
  expect(pressed("Space", {}, "grab")).toBeNull();
});

const OWN = { ...DEFAULT_CHOICES, keys: { submit: "KeyD", "clause.1": "alt+Digit1", back: "" } };

function commandUnder(choices: typeof DEFAULT_CHOICES, code: string, more: Partial<Stroke> = {}): string | null {
  const row = matched(keymap(choices), { ...PLAIN, code, ...more }, "words");
  return row && nameOf(row.command);
}

test("a remapped command answers to its new key alone, and one without a key to none", () => {
  expect(commandUnder(OWN, "KeyD")).toBe("submit");
  expect(commandUnder(OWN, "Enter")).toBeNull();
  expect(commandUnder(OWN, "Digit1", { altKey: true })).toBe("clause.1");
  expect(commandUnder(OWN, "Digit1")).toBeNull();
  expect(commandUnder(OWN, "KeyB")).toBeNull();
});

test("a key that someone chose stays theirs, whatever a later version gives it to", () => {
  const own = { ...DEFAULT_CHOICES, keys: { help: "KeyD", grab: "KeyJ", pause: "KeyQ" } };

  expect([commandUnder(own, "KeyD"), commandUnder(own, "KeyJ"), commandUnder(own, "KeyQ")]).toEqual([
    "help",
    "grab",
    "pause",
  ]);
  expect(keymap(own).find((row) => row.command.do === "askQuestion")?.chords).toEqual([]);
});

test("any command answers to the key of one's own, and no other does", () => {
  const rows = SHORTCUTS.filter((row) => row.mode === "words" && isRemappable(row)).map((row) => nameOf(row.command));
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((letter) => `Key${letter}`);
  fc.assert(
    fc.property(fc.constantFrom(...rows), fc.constantFrom(...letters), (name, code) => {
      const choices = { ...DEFAULT_CHOICES, keys: { [name]: code } };
      const takers = keymap(choices).filter(
        (row) => row.mode === "words" && row.chords.some((chord) => written(chord) === code),
      );
      expect(takers.map((row) => nameOf(row.command))).toEqual([name]);
      expect(commandUnder(choices, code)).toBe(name);
    }),
  );
});

test("Escape stays what it is", () => {
  expect(commandUnder({ ...DEFAULT_CHOICES, keys: { cancel: "KeyD" } }, "Escape")).toBe("cancel");
});

test("with single keys off no character does anything, and chords, arrows and Space still do", () => {
  const without = { ...OWN, single_keys: false };

  expect(commandUnder(without, "KeyA")).toBeNull();
  expect(commandUnder(without, "Digit2")).toBeNull();
  expect(commandUnder(without, "KeyZ", { shiftKey: true })).toBeNull();
  expect(commandUnder(without, "KeyZ", { ctrlKey: true })).toBe("undo");
  expect(commandUnder(without, "Digit1", { altKey: true })).toBe("clause.1");
  expect(commandUnder(without, "Space")).toBe("toggle");
  expect(commandUnder(without, "ArrowLeft")).toBe("move.left");
  const left = keymap(without).flatMap((row) => row.chords.filter(isCharacter));
  expect(left).toEqual([]);
});

test("Enter can strike, and then Ctrl and Enter submit", () => {
  const toggling = { ...DEFAULT_CHOICES, enter: "toggles" as const };

  expect(commandUnder(toggling, "Enter")).toBe("toggle");
  expect(commandUnder(toggling, "Space")).toBe("toggle");
  expect(commandUnder(toggling, "Enter", { ctrlKey: true })).toBe("submit");
  expect(commandUnder(toggling, "Enter", { metaKey: true })).toBe("submit");
});

test("a key that another command has is taken, also when only one way to press it is", () => {
  const [undo] = SHORTCUTS.filter((row) => nameOf(row.command) === "undo");
  if (undo === undefined) throw new Error("no undo");
  const takenBy = (text: string) =>
    chordsOf(text).map((chord) => nameOf(taker(SHORTCUTS, undo, chord)?.command ?? undo.command));

  expect(takenBy("KeyA")).toEqual(["allDepicted"]);
  expect(takenBy("command+ArrowLeft")).toEqual(["moveClause.-1"]);
  expect(takenBy("alt+ArrowLeft")).toEqual(["moveClause.-1"]);
  expect(takenBy("KeyZ KeyW alt+KeyA")).toEqual(["undo", "undo", "undo"]);
});

test("a key is chosen by pressing it; modifiers alone wait, and what the browser needs is refused", () => {
  const stroke = (code: string, more: Partial<Stroke> = {}) => chosen({ ...PLAIN, code, ...more });

  expect(stroke("KeyD")).toEqual({ chord: { modifier: "", code: "KeyD" } });
  expect(stroke("KeyD", { altKey: true })).toEqual({ chord: { modifier: "alt", code: "KeyD" } });
  expect(stroke("ShiftLeft", { shiftKey: true })).toEqual({ refused: "not_yet" });
  expect(stroke("KeyW", { ctrlKey: true })).toEqual({ refused: "not_ours" });
  expect(stroke("ArrowLeft", { altKey: true })).toEqual({ refused: "not_ours" });
  expect(stroke("Tab")).toEqual({ refused: "not_ours" });
});

test("what is written of a chord is read back as it was", () => {
  for (const chord of SHORTCUTS.flatMap((row) => row.chords)) {
    expect(chordsOf(written(chord))).toEqual([chord]);
  }
});

test("keys are printed as they stand on the keyboard", () => {
  const french = { isMac: false, letters: new Map([["KeyA", "q"]]) };
  const korean = { isMac: true, letters: new Map([["KeyA", "ㅁ"]]) };
  const caps = (text: string, keyboard: typeof french) => chordsOf(text).map((chord) => printed(chord, keyboard));

  expect(caps("KeyA shift+KeyZ word+ArrowLeft shift+Slash", french)).toEqual(["Q", "⇧ Z", "Ctrl ←", "?"]);
  expect(caps("KeyA command+KeyZ word+ArrowLeft", korean)).toEqual(["A", "⌘ Z", "⌥ ←"]);
});

test("no press means two commands of one mode, however Enter is used", () => {
  for (const enter of ["submits", "toggles"] as const) {
    const table = keymap({ ...DEFAULT_CHOICES, enter });
    const clashes = table.flatMap((row) => row.chords.filter((chord) => taker(table, row, chord) !== null));
    expect(clashes).toEqual([]);
  }
});

test("every command but the way out can be remapped, under a name of its own", () => {
  const names = SHORTCUTS.filter(isRemappable).map((row) => nameOf(row.command));

  expect(new Set(names).size).toBe(names.length);
  const fixed = SHORTCUTS.filter((row) => !isRemappable(row)).map((row) => row.command.do);
  expect(new Set(fixed)).toEqual(new Set(["cancel"]));
  expect(names.length).toBeLessThanOrEqual(100);
});

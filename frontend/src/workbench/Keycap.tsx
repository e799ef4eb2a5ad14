/** The key of a command, as it stands on the keyboard of whoever reads it. */
import { useMemo } from "preact/hooks";
import { printed } from "../core/chords.ts";
import { nameOf } from "../core/shortcuts.ts";
import type { State } from "../core/state.ts";
import { usePart } from "./bench.ts";
import { keyboard } from "./layout.ts";

/** Nothing, when the command has no key. */
export function Keycap({ of }: { readonly of: string }) {
  const cap = useCap(of);
  return cap === "" ? null : <kbd>{cap}</kbd>;
}

/** The first key of a command; an empty text when it has none. */
export function useCap(name: string): string {
  const shortcuts = usePart((state) => state.shortcuts);
  const known = keyboard.value;
  return useMemo(() => capOf(shortcuts, name, known), [shortcuts, name, known]);
}

export function capOf(shortcuts: State["shortcuts"], name: string, known = keyboard.peek()): string {
  const chord = shortcuts.find((shortcut) => nameOf(shortcut.command) === name)?.chords[0];
  return chord ? printed(chord, known) : "";
}

/** What stands on the keys here. */
import { type Signal, signal } from "@preact/signals";
import type { Keyboard } from "../core/chords.ts";

interface KnowsKeyboard {
  readonly keyboard?: { readonly getLayoutMap: () => Promise<ReadonlyMap<string, string>> };
}

const NO_LETTERS: ReadonlyMap<string, string> = new Map();

export const keyboard: Signal<Keyboard> = signal({ isMac: /mac|iphone|ipad/i.test(platform()), letters: NO_LETTERS });

/** Asks the browser for the letters, where it can tell. */
export async function readLayout(): Promise<void> {
  const { keyboard: known } = navigator as KnowsKeyboard;
  const map = await known?.getLayoutMap().catch(() => null);
  if (map) keyboard.value = { ...keyboard.peek(), letters: new Map(map) };
}

function platform(): string {
  return typeof navigator === "undefined" ? "" : navigator.userAgent;
}

/** What every part of the view may use. */
import { effect, type Signal, signal, useComputed } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { State } from "../core/state.ts";
import type { Session } from "./session.ts";
import type { Zooming } from "./zooming.ts";

export interface Bench {
  readonly session: Session;
  readonly zooming: Zooming;
  /** The word under the pointer, as long as the pointer moved after the last key. */
  readonly pointer: { word: number | null };
}

export const BenchContext = createContext<Bench | null>(null);

/** @throws Error outside of the workbench */
export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (bench === null) throw new Error("This part of the view needs the workbench around it");
  return bench;
}

/** A part of the state; the component is drawn anew only when that part changes. */
export function usePart<Part>(part: (state: State) => Part): Part {
  const { session } = useBench();
  return useComputed(() => part(session.state.value)).value;
}

/**
 * A part of the state as it was painted last: for what stands beside the words and the picture. It follows a frame
 * later, so that no stroke and no next pair waits for it.
 */
export function useLater<Part>(part: (state: State) => Part): Part {
  const behind = behindOf(useBench().session.state);
  return useComputed(() => part(behind.value)).value;
}

const BEHIND = new WeakMap<Signal<State>, Signal<State>>();

function behindOf(state: Signal<State>): Signal<State> {
  const known = BEHIND.get(state);
  if (known) return known;
  const behind = signal(state.peek());
  BEHIND.set(state, behind);
  let isDue = false;
  const catchUp = () => {
    isDue = false;
    behind.value = state.peek();
  };
  effect(() => {
    // Where there was nothing at all, all of it comes at once.
    if ((state.value.hand === null) !== (behind.peek().hand === null)) return catchUp();
    if (!isDue) afterFrame(catchUp);
    isDue = true;
  });
  return behind;
}

/** Does it once the next frame is on its way to the screen. */
export function afterFrame(act: () => void): void {
  requestAnimationFrame(() => setTimeout(act));
}

/** Runs now and whenever a signal that it read changes: at once, before anything is drawn. Made anew when `given` changes. */
export function useAtOnce(run: () => void, given: readonly unknown[]): void {
  useLayoutEffect(() => effect(run), given);
}

const RESTED_MS = 400;

/** What it is once it has not changed for a while, as the hands rest; for readers, who need not see each step. */
export function useRested<Value>(now: Value): Value | null {
  const [rested, rest] = useState<Value | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => rest(() => now), RESTED_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return rested;
}

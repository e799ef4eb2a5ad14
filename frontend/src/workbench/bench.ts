/** What every part of the view may use. */
import { effect, useComputed } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useLayoutEffect } from "preact/hooks";
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

/** Runs now and whenever a signal that it read changes: at once, before anything is drawn. Made anew when `given` changes. */
export function useAtOnce(run: () => void, given: readonly unknown[]): void {
  useLayoutEffect(() => effect(run), given);
}

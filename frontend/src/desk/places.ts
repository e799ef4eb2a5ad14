/** What every part of the desk may use. */
import { useComputed } from "@preact/signals";
import { type Bench, useBench } from "../workbench/bench.ts";
import { Adjudicator, type Screen } from "./adjudicator.ts";

export interface Desk extends Bench {
  readonly session: Adjudicator;
}

/** @throws Error outside of the desk */
export function useDesk(): Desk {
  const bench = useBench();
  const { session } = bench;
  if (!(session instanceof Adjudicator)) throw new Error("This part of the view needs the desk around it");
  return { ...bench, session };
}

/** A part of the desk's screen; the component is drawn anew only when that part changes. */
export function useScreen<Part>(part: (screen: Screen) => Part): Part {
  const { session } = useDesk();
  return useComputed(() => part(session.screen.value)).value;
}

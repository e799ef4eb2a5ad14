/** What every part of the way may use. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Guide } from "./guide.ts";
import type { Trainer } from "./trainer.ts";

export interface Guided {
  readonly guide: Guide;
  readonly trainer: Trainer;
}

export const WayContext = createContext<Guided | null>(null);

/** @throws Error outside of the way */
export function useWay(): Guided {
  const way = useContext(WayContext);
  if (way === null) throw new Error("This part of the view needs the way around it");
  return way;
}

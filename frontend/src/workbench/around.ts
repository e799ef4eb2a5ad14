/** What the workbench stands on: the browser's, or another's in trials without one. */
import { alone } from "../platform/locks.ts";
import { Pictures, type Thumb } from "../platform/pictures.ts";
import type { Shelf } from "../platform/shelf.ts";
import type { Store } from "../platform/store.ts";

/** Pictures that can be painted in the frame of a key. */
export interface PictureSource {
  readonly want: (urls: readonly string[]) => void;
  readonly ready: (url: string) => HTMLImageElement | null;
  readonly get: (url: string) => Promise<HTMLImageElement>;
  readonly thumb: (url: string) => Thumb | null;
}

export interface Around {
  readonly store: Store;
  readonly shelf: Shelf;
  readonly pictures: PictureSource;
  readonly now: () => number;
  readonly chance: () => number;
  readonly later: (waitMs: number, work: () => void) => Timer;
  readonly alone: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;
}

/** Stops what was to happen later. */
export type Timer = () => void;

export function browser(store: Store, shelf: Shelf, now: () => number = Date.now): Around {
  return {
    store,
    shelf,
    pictures: new Pictures(savesData(), shelf),
    now,
    chance: Math.random,
    later(waitMs, work) {
      const timer = setTimeout(work, waitMs);
      return () => clearTimeout(timer);
    },
    alone,
  };
}

function savesData(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}

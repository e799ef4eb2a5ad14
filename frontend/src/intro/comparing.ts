/** An answer beside the truth, and an item as the pair that the workbench's parts expect. */
import type { Pair } from "../core/wire.ts";
import { type Words, without } from "../core/words.ts";
import type { Comparison, Item } from "./wire.ts";

export function compared(struck: Words, truth: Words): Comparison {
  return {
    hits: truth.filter((word) => struck.includes(word)),
    missed: without(truth, struck),
    over: without(struck, truth),
  };
}

/** Whether nothing was missed and nothing struck too much. */
export function isRight({ missed, over }: Comparison): boolean {
  return missed.length === 0 && over.length === 0;
}

/** Nobody holds an item, so it has no lease and no batch. */
export function asPair(item: Item): Pair {
  return {
    ...item,
    pair: item.item,
    slot: item.item,
    batch: { id: 0, name: "" },
    lease_ends_at: "",
  };
}

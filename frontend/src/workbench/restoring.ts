/** From what the browser kept to what the screen starts with. */
import { type Letter, unsent } from "../core/outbox.ts";
import type { Kept } from "../core/reduce.ts";
import type { Past } from "../core/state.ts";
import type { Stored } from "../platform/store.ts";

export function found(stored: Stored): Kept {
  const waiting = unsent(stored.letters);
  const uuids = new Set(stored.letters.map((letter) => letter.uuid));
  const done = new Set([...waiting.filter(isAnswer).map(slotOf), ...stored.history.map((past) => past.pair.slot)]);
  return {
    drafts: stored.drafts,
    answered: waiting.filter(isAnswer).map(slotOf),
    history: stored.history.map((past) => settled(past, uuids)),
    nUnsent: waiting.length,
    pack: stored.packed?.pack ?? null,
    queue: stored.packed?.pairs.filter((pair) => !done.has(pair.slot)) ?? [],
  };
}

function slotOf({ content }: Letter): number {
  return content.body.slot;
}

/** Whether the letter leaves nothing more to do here: an answer, or a flag for which the pair is shown to nobody. */
function isAnswer({ content }: Letter): boolean {
  return content.kind !== "flag" || content.body.reasons.includes("illegal");
}

/** An answer that is no longer in the outbox was saved, whatever the page last knew of it. */
function settled(past: Past, waiting: ReadonlySet<string>): Past {
  return past.sync === "queued" && !waiting.has(past.uuid) ? { ...past, sync: "saved" } : past;
}

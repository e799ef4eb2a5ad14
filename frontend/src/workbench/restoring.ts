/** From what the browser kept to what the screen starts with. */
import { unsent } from "../core/outbox.ts";
import type { Kept } from "../core/reduce.ts";
import type { Past } from "../core/state.ts";
import type { Stored } from "../platform/store.ts";

export function found(stored: Stored): Kept {
  const waiting = unsent(stored.letters);
  const uuids = new Set(stored.letters.map((letter) => letter.uuid));
  return {
    drafts: stored.drafts,
    answered: waiting.map((letter) => letter.content.body.slot),
    history: stored.history.map((past) => settled(past, uuids)),
    nUnsent: waiting.length,
    clauseLines: stored.clauseLines,
  };
}

/** An answer that is no longer in the outbox was saved, whatever the page last knew of it. */
function settled(past: Past, waiting: ReadonlySet<string>): Past {
  return past.sync === "queued" && !waiting.has(past.uuid) ? { ...past, sync: "saved" } : past;
}

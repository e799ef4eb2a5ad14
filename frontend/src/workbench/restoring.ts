/** From what the browser kept to what the screen starts with. */
import { slotDone, unsent } from "../core/outbox.ts";
import type { Kept } from "../core/reduce.ts";
import type { Past } from "../core/state.ts";
import type { Stored } from "../platform/store.ts";

export function found(stored: Stored): Kept {
  const waiting = unsent(stored.letters);
  const uuids = new Set(stored.letters.map((letter) => letter.uuid));
  const answered = [...waiting.flatMap((letter) => slotDone(letter) ?? []), ...stored.sent.map(({ slot }) => slot)];
  const sent = new Set(stored.sent.map(({ uuid }) => uuid));
  const history = stored.history.filter(
    (past) => past.sync !== "queued" || uuids.has(past.uuid) || sent.has(past.uuid),
  );
  const done = new Set([...answered, ...history.map((past) => past.pair.slot)]);
  return {
    drafts: stored.drafts,
    answered,
    history: history.map((past) => settled(past, uuids)),
    nUnsent: waiting.length,
    pack: stored.packed?.pack ?? null,
    queue: stored.packed?.pairs.filter((pair) => !done.has(pair.slot)) ?? [],
  };
}

/** An answer that is no longer in the outbox, but was in it, was saved, whatever the page last knew of it. */
function settled(past: Past, waiting: ReadonlySet<string>): Past {
  return past.sync === "queued" && !waiting.has(past.uuid) ? { ...past, sync: "saved" } : past;
}

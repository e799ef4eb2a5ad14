/** Whether someone is there: hidden pages count no time, and whoever comes back should not wait for the next try. */
import type { Session } from "./session.ts";

export function watchPresence(session: Session): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  const touch = () => session.touch();
  addEventListener("pointermove", touch, { signal, passive: true });
  addEventListener("pointerdown", touch, { signal, passive: true });
  addEventListener("online", () => session.wake(), { signal });
  document.addEventListener("visibilitychange", () => (document.hidden ? session.hide() : back()), {
    signal,
  });
  const back = () => {
    touch();
    if (session.state.peek().connection !== "fine") session.wake();
  };
  return () => ends.abort();
}

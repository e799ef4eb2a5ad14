/** Whether someone is there: hidden pages count no time, and whoever comes back should not wait for the next try. */
import type { Session } from "./session.ts";

const LOOK_EVERY_MS = 5_000;

export function watchPresence(session: Session): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  const touch = () => session.touch();
  const point = (event: PointerEvent) => {
    session.recorder.source = event.pointerType === "touch" ? "touch" : "mouse";
    touch();
  };
  const type = () => {
    session.recorder.source = "keyboard";
  };
  addEventListener("pointermove", touch, { signal, passive: true });
  addEventListener("pointerdown", point, { signal, passive: true, capture: true });
  addEventListener("wheel", touch, { signal, passive: true });
  addEventListener("keydown", type, { signal, passive: true, capture: true });
  addEventListener("pagehide", () => session.park(), { signal });
  addEventListener("pageshow", (event) => event.persisted && session.wake(), { signal });
  addEventListener("online", () => session.wake(), { signal });
  document.addEventListener("visibilitychange", () => (document.hidden ? session.hide() : back()), {
    signal,
  });
  const back = () => {
    touch();
    if (session.state.peek().connection !== "fine") session.wake();
  };
  const timer = setInterval(() => session.tick(), LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    ends.abort();
  };
}

/** Watches the page for signs of someone, and what the screen has them do, for the reports of time. */
import { effect } from "@preact/signals";
import { type Occupation, occupation } from "../core/spans.ts";
import { held } from "../core/state.ts";
import type { Store } from "../platform/store.ts";
import { uuid7 } from "../platform/uuids.ts";
import { EVERY_MS, Heartbeats } from "./heartbeats.ts";
import type { Session } from "./session.ts";

const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel"] as const;

/** Reports until `over`. Several moves of the pointer in a second are one sign. `at` says what the screen has someone do. */
export function keepTime(
  session: Session,
  store: Store,
  over: Promise<void>,
  at: (session: Session) => Occupation | null = occupationOf,
): Heartbeats {
  const heartbeats = new Heartbeats({
    store,
    send: (body, outlivesPage) => session.errands.beat({ ...body, held: slotsOf(session) }, outlivesPage),
    session: uuid7(Date.now()),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: Date.now,
    heard: (beaten) => session.hear(beaten),
  });
  if (session.urls.heartbeats === undefined) return heartbeats;
  const ends = new AbortController();
  const { signal } = ends;
  let signAt = 0;
  const sign = () => {
    if (document.hidden || Date.now() - signAt < 1_000) return;
    signAt = Date.now();
    heartbeats.sign();
  };
  const turn = () => {
    const now = at(session);
    heartbeats.turn(document.hidden ? null : now);
  };
  const leave = () => {
    heartbeats.turn(null);
    void heartbeats.beat(true);
  };
  for (const kind of SIGNS) addEventListener(kind, sign, { signal, passive: true, capture: true });
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : turn()), { signal });
  addEventListener("pagehide", leave, { signal });
  addEventListener("pageshow", turn, { signal });
  const unfollow = effect(turn);
  session.report = () => {
    heartbeats.sign();
    return heartbeats.beat();
  };
  const timer = setInterval(() => void heartbeats.beat(), EVERY_MS);
  void heartbeats.start();
  void over.then(() => {
    unfollow();
    ends.abort();
    clearInterval(timer);
    leave();
  });
  return heartbeats;
}

function slotsOf(session: Session): number[] {
  return held(session.state.peek()).map((pair) => pair.slot);
}

/** Reads both signals whatever they say, so that whoever follows it follows both. */
function occupationOf(session: Session): Occupation | null {
  const state = session.state.value;
  const hasEnded = session.shift.ending.value?.stage === "ended";
  return hasEnded || state.rest?.by === "hand" ? null : occupation(state);
}

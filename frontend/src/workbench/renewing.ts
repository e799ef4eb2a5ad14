/** A tab of an earlier build goes on working, and loads itself anew between pairs when nobody needs it just then. */
import { isUnmarked } from "../core/marks.ts";
import { isAway } from "../core/rests.ts";
import type { State } from "../core/state.ts";
import { newest } from "../platform/builds.ts";
import type { Session } from "./session.ts";

const LOOK_EVERY_MS = 5_000;
const IDLE_AFTER_MS = 15_000;

/** Whether nothing would be missed: all is sent, nothing is marked, nothing is open, nobody paused. */
export function isAtRest(state: State): boolean {
  const { hand, nUnsent, panel, asking, pack } = state;
  const isBlank = hand === null || (hand.correcting === null && isUnmarked(hand.draft));
  return isBlank && !isAway(state) && nUnsent === 0 && panel === null && asking === null && pack === null;
}

/** Looks after it until the returned function is called. */
export function keepCurrent(session: Session, build: string, reload: () => void, now: () => number): () => void {
  const look = () => {
    const isOld = newest.peek() !== null && newest.peek() !== build;
    const isIdle = document.hidden || now() - session.touchedAt >= IDLE_AFTER_MS;
    if (isOld && isIdle && session.shift.ending.peek() === null && isAtRest(session.state.peek())) reload();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

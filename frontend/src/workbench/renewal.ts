/** Signing in again in a small window beside the work, which goes on by itself afterwards. */
import type { Session } from "./session.ts";

/** The workbench closes itself in a window of this name: then somebody has signed in. */
export const SIGN_IN_WINDOW = "strikeout-sign-in";
const LOOK_EVERY_MS = 500;

/** Follows the link in a window of its own; where the browser allows none, the link goes where it goes. */
export function signInAgain(event: Event, session: Session): void {
  const beside = open(session.urls.sign_in, SIGN_IN_WINDOW, "popup,width=480,height=680");
  if (beside === null) return;
  event.preventDefault();
  const looking = setInterval(() => {
    if (!beside.closed) return;
    clearInterval(looking);
    session.wake();
  }, LOOK_EVERY_MS);
}

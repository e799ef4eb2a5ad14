/** Bars that say what is wrong without taking the work away. */
import { useBench, usePart } from "./bench.ts";
import { waiting } from "./text.ts";

export function Notices() {
  return (
    <div class="notices">
      <SignedOut />
      <Problems />
    </div>
  );
}

function SignedOut() {
  const { session } = useBench();
  const connection = usePart((state) => state.connection);
  const nUnsent = usePart((state) => state.nUnsent);
  if (connection !== "signed_out" && connection !== "someone_else") return null;
  return (
    <p class="bar-notice" role="alert">
      {connection === "signed_out" ? "You are signed out." : "Someone else is signed in in this browser."}{" "}
      {nUnsent > 0 && `${waiting(nUnsent)}. `}
      <a href={session.urls.sign_in} target="_blank" rel="noopener">
        Sign in again
      </a>
      <span class="muted"> (in a new tab; this one goes on by itself)</span>
    </p>
  );
}

function Problems() {
  const { session } = useBench();
  const past = usePart((state) => state.history.find((one) => one.sync === "problem"));
  if (past === undefined) return null;
  return (
    <p class="bar-notice" role="status">
      An answer was not accepted: {past.problem}{" "}
      <button type="button" class="link" onClick={() => session.retry(past.uuid)}>
        Try again
      </button>{" "}
      <button type="button" class="link" onClick={() => session.tell({ type: "dismissed", uuid: past.uuid })}>
        Set aside
      </button>
    </p>
  );
}

/** The thin bar: where one is, what was done, how the connection does, and the way out. */
import { useState } from "preact/hooks";
import { useBench, usePart } from "./bench.ts";
import { History } from "./History.tsx";
import { waiting } from "./text.ts";

export function TopBar() {
  const batch = usePart((state) => state.hand?.pair.batch.name ?? "");
  const judgedToday = usePart((state) => state.judgedToday);
  return (
    <header class="bar">
      <span class="wordmark">
        Strike<span class="wordmark-stroke">out</span>
      </span>
      <span class="bar-batch">{batch}</span>
      <History />
      <Connection />
      <span class="bar-today">
        <b>{judgedToday}</b> today
      </span>
      <Doors />
    </header>
  );
}

function Connection() {
  const connection = usePart((state) => state.connection);
  const nUnsent = usePart((state) => state.nUnsent);
  if (connection === "fine") return null;
  return (
    <span class="connection" role="status" title={waiting(nUnsent)}>
      {nUnsent > 0 && <b>{nUnsent}</b>} {connection === "behind" ? "waiting to be saved" : "not sent"}
    </span>
  );
}

function Doors() {
  const { session } = useBench();
  const [isLeaving, setLeaving] = useState(false);
  const stop = () => {
    setLeaving(true);
    void session.stop();
  };
  return (
    <nav class="bar-doors" aria-label="Workbench">
      <button
        type="button"
        class="button button--quiet button--small"
        onClick={() => session.tell({ type: "paneled", panel: "guideline" })}
      >
        Guideline <kbd>G</kbd>
      </button>
      <button
        type="button"
        class="bar-keys button button--quiet button--small"
        onClick={() => session.tell({ type: "paneled", panel: "help" })}
      >
        Keys <kbd>?</kbd>
      </button>
      <button type="button" class="button button--quiet button--small" disabled={isLeaving} onClick={stop}>
        {isLeaving ? "Stopping…" : "Stop"}
      </button>
    </nav>
  );
}

/** The thin bar: where one is, what was done, how the connection does, and the way out. */
import { useComputed } from "@preact/signals";
import { useBench, usePart } from "./bench.ts";
import { History } from "./History.tsx";
import { Keycap } from "./Keycap.tsx";
import { Packing } from "./Packing.tsx";
import { t } from "./text.ts";

export function TopBar() {
  const batch = usePart((state) => state.hand?.pair.batch.name ?? "");
  const judgedToday = usePart((state) => state.judgedToday);
  return (
    <header class="bar">
      <span class="wordmark" translate={false}>
        Strike<span class="wordmark-stroke">out</span>
      </span>
      <span class="bar-batch">{batch}</span>
      <History />
      <Connection />
      <Packing />
      <span class="bar-today">{t("bar.today", { n: judgedToday })}</span>
      <Doors />
    </header>
  );
}

function Connection() {
  const connection = usePart((state) => state.connection);
  const nUnsent = usePart((state) => state.nUnsent);
  if (connection === "fine") return null;
  return (
    <span class="connection" role="status" title={t("connection.waiting", { n: nUnsent })}>
      {t(connection === "behind" ? "connection.behind" : "connection.unsent", { n: nUnsent })}
    </span>
  );
}

function Doors() {
  const { session } = useBench();
  const isEnding = useComputed(() => session.shift.ending.value !== null).value;
  return (
    <nav class="bar-doors" aria-label={t("bar.doors")}>
      <button
        type="button"
        class="button button--quiet button--small"
        onClick={() => session.tell({ type: "paneled", panel: "guideline" })}
      >
        {t("bar.guideline")} <Keycap of="guideline" />
      </button>
      <button
        type="button"
        class="bar-keys button button--quiet button--small"
        onClick={() => session.tell({ type: "paneled", panel: "help" })}
      >
        {t("bar.keys")} <Keycap of="help" />
      </button>
      <button
        type="button"
        class="button button--quiet button--small"
        onClick={() => session.tell({ type: "paneled", panel: "settings" })}
      >
        {t("bar.settings")}
      </button>
      <button
        type="button"
        class="button button--quiet button--small"
        disabled={isEnding}
        onClick={() => void session.shift.end()}
      >
        {t("bar.endShift")}
      </button>
    </nav>
  );
}

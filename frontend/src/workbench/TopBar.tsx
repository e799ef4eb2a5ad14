/** The thin bar: where one is, what was done, how the connection does, and the way out. */
import { useComputed } from "@preact/signals";
import { Quiet } from "./Button.tsx";
import { useBench, useLater, usePart } from "./bench.ts";
import { History } from "./History.tsx";
import { Packing } from "./Packing.tsx";
import { duration, t } from "./text.ts";

export function TopBar() {
  const batch = useLater((state) => state.hand?.pair.batch.name ?? "");
  return (
    <header class="bar">
      <span class="wordmark" translate={false}>
        Strike<span class="wordmark-stroke">out</span>
      </span>
      <span class="bar-batch">{batch}</span>
      <History />
      <Connection />
      <Packing />
      <Progress />
      <Inbox />
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

/** What was done today; the time is what the server counted. */
function Progress() {
  const isShown = usePart((state) => state.choices.progress);
  const n = useLater((state) => state.judgedToday);
  const goal = usePart((state) => state.choices.goal);
  const activeMs = usePart((state) => state.activeMs);
  if (!isShown) return null;
  return (
    <span class="bar-today">
      {goal === null ? t("bar.today", { n }) : t("bar.ofGoal", { n, goal })}
      {activeMs !== null && ` · ${t("bar.active", { time: duration(activeMs) })}`}
    </span>
  );
}

/** Answers that came; they open beside the work. */
function Inbox() {
  const { session } = useBench();
  const n = usePart((state) => state.nUnread);
  if (n === 0) return null;
  return (
    <a
      class="button button--quiet button--small bar-inbox"
      href={session.urls.inbox}
      target="_blank"
      rel="noopener"
      title={t("bar.unreadHow")}
    >
      {t("bar.unread", { n })}
    </a>
  );
}

function Doors() {
  const { session } = useBench();
  const isEnding = useComputed(() => session.shift.ending.value !== null).value;
  const open = (panel: "guideline" | "help" | "settings") => session.tell({ type: "paneled", panel });
  return (
    <nav class="bar-doors" aria-label={t("bar.doors")}>
      <Quiet of="guideline" act={() => open("guideline")}>
        {t("bar.guideline")}
      </Quiet>
      <Quiet class="bar-keys" of="help" act={() => open("help")}>
        {t("bar.keys")}
      </Quiet>
      <Quiet act={() => open("settings")}>{t("bar.settings")}</Quiet>
      <Pause />
      <Quiet disabled={isEnding} act={() => session.shift.end()}>
        {t("bar.endShift")}
      </Quiet>
    </nav>
  );
}

function Pause() {
  const { session } = useBench();
  const isPaused = usePart((state) => state.rest !== null);
  return (
    <Quiet of="pause" disabled={isPaused} act={() => session.pause()}>
      {t("bar.pause")}
    </Quiet>
  );
}

/** The workbench: the picture, the words, and a thin bar. */
import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { appear } from "./appearance.ts";
import { type Bench, BenchContext, useAtOnce, useBench, usePart } from "./bench.ts";
import { EndOfShift } from "./Ending.tsx";
import { GuidelinePanel } from "./GuidelinePanel.tsx";
import { listen } from "./keyboard.ts";
import { Live } from "./Live.tsx";
import { Notices } from "./Notices.tsx";
import { Panel } from "./Panel.tsx";
import { Paused } from "./Paused.tsx";
import { Picture } from "./Picture.tsx";
import { watchPresence } from "./presence.ts";
import { Sheets } from "./Sheets.tsx";
import { TopBar } from "./TopBar.tsx";
import { t } from "./text.ts";
import { Waiting } from "./Waiting.tsx";

export function App({ bench }: { readonly bench: Bench }) {
  useEffect(() => listen(bench), [bench]);
  useEffect(() => watchPresence(bench.session), [bench]);
  useAtOnce(() => appear(document.documentElement, bench.session.state.value.choices), [bench]);
  return (
    <BenchContext.Provider value={bench}>
      <div class="bench">
        <TopBar />
        <Notices />
        <Screen />
        <GuidelinePanel />
      </div>
      <Sheets />
      <Live />
    </BenchContext.Provider>
  );
}

function Screen() {
  const { session } = useBench();
  const pair = usePart((state) => state.hand?.pair ?? null);
  const ending = useComputed(() => session.shift.ending.value).value;
  const isPaused = usePart((state) => state.rest?.by === "hand");
  if (ending !== null) return <EndOfShift ending={ending} />;
  if (isPaused) return <Paused />;
  if (pair === null) return <Waiting />;
  return (
    <main class="screen">
      <h1 class="visually-hidden">{t("bar.doors")}</h1>
      <Picture pair={pair} />
      <Panel pair={pair} />
    </main>
  );
}

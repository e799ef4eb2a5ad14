/** The workbench: the picture, the words, and a thin bar. */
import { useEffect } from "preact/hooks";
import { type Bench, BenchContext, usePart } from "./bench.ts";
import { GuidelinePanel } from "./GuidelinePanel.tsx";
import { HelpSheet } from "./HelpSheet.tsx";
import { listen } from "./keyboard.ts";
import { Live } from "./Live.tsx";
import { Notices } from "./Notices.tsx";
import { Panel } from "./Panel.tsx";
import { Picture } from "./Picture.tsx";
import { watchPresence } from "./presence.ts";
import { TopBar } from "./TopBar.tsx";
import { Waiting } from "./Waiting.tsx";

export function App({ bench }: { readonly bench: Bench }) {
  useEffect(() => listen(bench), [bench]);
  useEffect(() => watchPresence(bench.session), [bench]);
  return (
    <BenchContext.Provider value={bench}>
      <div class="bench">
        <TopBar />
        <Notices />
        <Screen />
        <GuidelinePanel />
      </div>
      <HelpSheet />
      <Live />
    </BenchContext.Provider>
  );
}

function Screen() {
  const pair = usePart((state) => state.hand?.pair ?? null);
  if (pair === null) return <Waiting />;
  return (
    <main class="screen">
      <Picture pair={pair} />
      <Panel pair={pair} />
    </main>
  );
}

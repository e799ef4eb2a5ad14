/** The page: where one is on the way, and the step that comes next. */
import { useComputed } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type Bench, BenchContext } from "../workbench/bench.ts";
import { GuidelinePanel } from "../workbench/GuidelinePanel.tsx";
import { listen } from "../workbench/keyboard.ts";
import { Live } from "../workbench/Live.tsx";
import { Consent } from "./Consent.tsx";
import { Done, Failed } from "./Ends.tsx";
import { Examples } from "./Examples.tsx";
import { Bar } from "./Frame.tsx";
import type { Guide } from "./guide.ts";
import { HelpSheet } from "./HelpSheet.tsx";
import { Practice } from "./Practice.tsx";
import { Rule } from "./Rule.tsx";
import { Test } from "./Test.tsx";
import type { Trainer } from "./trainer.ts";
import { useWay, WayContext } from "./ways.ts";
import type { Step } from "./wire.ts";

export interface WayProps {
  readonly guide: Guide;
  readonly bench: Bench & { readonly session: Trainer };
}

export function Way({ guide, bench }: WayProps) {
  const way = useMemo(() => ({ guide, trainer: bench.session }), [guide, bench]);
  useEffect(() => listen(bench), [bench]);
  return (
    <WayContext.Provider value={way}>
      <BenchContext.Provider value={bench}>
        <div class="bench bench--intro">
          <Bar />
          <Place />
          <GuidelinePanel />
        </div>
        <HelpSheet />
        <Live />
      </BenchContext.Provider>
    </WayContext.Provider>
  );
}

const SCREENS: Readonly<Record<Step, () => preact.JSX.Element | null>> = {
  consent: Consent,
  rule: Rule,
  examples: Examples,
  practice: Practice,
  qualification: Test,
  failed: Failed,
  done: Done,
};

function Place() {
  const { guide } = useWay();
  const step = useComputed(() => guide.journey.value.step).value;
  const Screen = SCREENS[step];
  return <Screen />;
}

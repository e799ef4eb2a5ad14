/** What stands round every step: the bar with the steps, a sheet of text, and what went wrong. */
import { useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Key } from "../core/strings.ts";
import { Quiet } from "../workbench/Button.tsx";
import { useBench } from "../workbench/bench.ts";
import { t } from "../workbench/text.ts";
import { useWay } from "./ways.ts";
import type { Step } from "./wire.ts";

const NAMES: readonly { readonly step: Step; readonly name: Key }[] = [
  { step: "consent", name: "intro.step.consent" },
  { step: "rule", name: "intro.step.rule" },
  { step: "examples", name: "intro.step.examples" },
  { step: "practice", name: "intro.step.practice" },
];
const TEST: (typeof NAMES)[number] = { step: "qualification", name: "intro.step.test" };

export function Bar() {
  const { guide } = useWay();
  const { session } = useBench();
  const { config } = guide;
  return (
    <header class="bar">
      <span class="wordmark" translate={false}>
        Strike<span class="wordmark-stroke">out</span>
      </span>
      <Steps />
      <span class="spring" />
      <div class="bar-doors">
        <Quiet of="guideline" act={() => session.tell({ type: "paneled", panel: "guideline" })}>
          {t("bar.guideline")}
        </Quiet>
        {config.skip === null ? (
          <a class="button button--quiet button--small" href={config.urls.leave}>
            {t("intro.later")}
          </a>
        ) : (
          <form method="post" action={config.skip}>
            <input type="hidden" name="csrfmiddlewaretoken" value={config.csrf} />
            <button type="submit" class="button button--quiet button--small">
              {t("intro.skip")}
            </button>
          </form>
        )}
      </div>
    </header>
  );
}

function Steps() {
  const { guide } = useWay();
  const { step, is_asked } = useComputed(() => guide.journey.value).value;
  const shown = is_asked || step === "qualification" || step === "failed" ? [...NAMES, TEST] : NAMES;
  const at = shown.findIndex((one) => one.step === step);
  const reached = at === -1 ? shown.length : at;
  return (
    <ol class="intro-steps" aria-label={t("intro.steps")}>
      {shown.map(({ step: one, name }, place) => (
        <li key={one} aria-current={place === reached ? "step" : undefined} data-done={place < reached || undefined}>
          {t(name)}
        </li>
      ))}
    </ol>
  );
}

interface SheetProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A step that is read. Its title takes the focus, so that a new step is told to whoever listens. */
export function Sheet({ title, children }: SheetProps) {
  return (
    <main class="intro-sheet">
      <Title text={title} />
      {children}
      <Problem />
    </main>
  );
}

export function Title({ text }: { readonly text: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [text]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {text}
    </h1>
  );
}

export function Problem() {
  const { guide } = useWay();
  const problem = useComputed(() => guide.problem.value).value;
  return problem === null ? null : (
    <p class="bar-notice" role="alert">
      {t("intro.problem")} {problem}
    </p>
  );
}

interface GoProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly isFocused?: boolean;
}

/** The one way on. It has the focus as soon as it is seen: whoever is fast presses Enter in the same frame. */
export function Go({ label, onClick, isFocused = false }: GoProps) {
  const { guide } = useWay();
  const isBusy = useComputed(() => guide.isBusy.value).value;
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (isFocused) button.current?.focus();
  }, [isFocused]);
  return (
    <button ref={button} type="button" class="button button--primary" aria-disabled={isBusy} onClick={onClick}>
      {label}
    </button>
  );
}

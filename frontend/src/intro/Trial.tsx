/** A picture with its words to be struck, and after the answer how it compares with the truth. */
import type { ComponentChildren } from "preact";
import type { Pair, Token } from "../core/wire.ts";
import { lines } from "../core/words.ts";
import { Count, Submits, Undos } from "../workbench/Acts.tsx";
import { usePart } from "../workbench/bench.ts";
import { Picture } from "../workbench/Picture.tsx";
import { Prompt } from "../workbench/Prompt.tsx";
import { t } from "../workbench/text.ts";
import { isRight } from "./comparing.ts";
import { Go, Problem } from "./Frame.tsx";
import type { Comparison } from "./wire.ts";

export interface TrialProps {
  readonly pair: Pair;
  readonly title: string;
  /** Null until there is an answer. */
  readonly comparison: Comparison | null;
  readonly onNext: () => void;
  readonly next: string;
  /** What is said about the answer. */
  readonly children?: ComponentChildren;
}

export function Trial({ pair, title, comparison, onNext, next, children }: TrialProps) {
  return (
    <main class="screen">
      <Picture pair={pair} />
      <section class="panel" aria-label={t("prompt.label")}>
        <div class="panel-words">
          <h1 class="intro-count">{title}</h1>
          {comparison === null ? <Prompt pair={pair} /> : <Compared pair={pair} comparison={comparison} />}
          {comparison !== null && <Said comparison={comparison} />}
          {comparison !== null && children}
        </div>
        <div class="panel-acts">
          <Hint />
          <Problem />
          {comparison === null ? (
            <Answering />
          ) : (
            <div class="acts">
              <Go label={next} onClick={onNext} isFocused />
            </div>
          )}
        </div>
      </section>
    </main>
  );
}

export function Hint() {
  const hint = usePart((state) => state.hint);
  return (
    <p class="hint" role="status">
      {hint && t(`hint.${hint}`)}
    </p>
  );
}

export function Answering() {
  return (
    <>
      <Count />
      <Submits />
      <Undos />
    </>
  );
}

interface ComparedProps {
  readonly pair: Pair;
  readonly comparison: Comparison;
}

/** The prompt with what both struck, what was missed, and what was struck too much. */
function Compared({ pair, comparison }: ComparedProps) {
  return (
    <div class="words words--lines words--compared" lang={pair.language} dir="auto">
      {lines(pair).map((line) => (
        <div class="line" key={line.tokens[0]?.clause}>
          <span class="handle handle--none" aria-hidden="true" />
          <span class="line-words">
            {line.tokens.map((token, place) => (
              <Shown key={token.word ?? `mark ${place}`} token={token} comparison={comparison} />
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

function Shown({ token, comparison }: { readonly token: Token; readonly comparison: Comparison }) {
  const fate = token.word === null ? null : fateOf(token.word, comparison);
  if (fate === null)
    return (
      <>
        {token.before}
        {token.text}
      </>
    );
  return (
    <>
      {token.before}
      <span class="compared" data-fate={fate}>
        {token.text}
        <span class="visually-hidden"> ({t(`intro.fate.${fate}`)})</span>
      </span>
    </>
  );
}

type Fate = "hit" | "missed" | "over";

function fateOf(word: number, { hits, missed, over }: Comparison): Fate | null {
  if (hits.includes(word)) return "hit";
  if (missed.includes(word)) return "missed";
  return over.includes(word) ? "over" : null;
}

/** What was missed is named first: it is what people overlook. */
function Said({ comparison }: { readonly comparison: Comparison }) {
  const { hits, missed, over } = comparison;
  return (
    <div class="intro-said" role="status">
      {isRight(comparison) && <p data-fate="hit">{t("intro.right")}</p>}
      {missed.length > 0 && <p data-fate="missed">{t("intro.missed", { n: missed.length })}</p>}
      {over.length > 0 && <p data-fate="over">{t("intro.over", { n: over.length })}</p>}
      {!isRight(comparison) && hits.length > 0 && <p data-fate="hit">{t("intro.hits", { n: hits.length })}</p>}
    </div>
  );
}

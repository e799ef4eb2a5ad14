/** The prompt as toggle buttons, a clause a line. */
import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { inLines } from "../core/state.ts";
import type { Pair, Token } from "../core/wire.ts";
import { isArgument, type Line, lines } from "../core/words.ts";
import { useAtOnce, useBench, useLater, usePart, useRested } from "./bench.ts";
import { focusWord, leaveWord, mayTakeFocus } from "./elements.ts";
import { Painting } from "./painting.ts";
import { lockedBecause, t } from "./text.ts";
import { Word } from "./Word.tsx";

export function Prompt({ pair }: { readonly pair: Pair }) {
  const bench = useBench();
  const group = useRef<HTMLFieldSetElement>(null);
  const shown = useMemo(() => lines(pair), [pair]);
  const isInLines = usePart((state) => inLines(state, shown.length));
  const isFolded = usePart((state) => state.choices.fold_arguments);
  useEffect(() => (group.current ? new Painting(bench).attach(group.current) : undefined), [bench]);
  useFocus(pair);
  return (
    <fieldset
      ref={group}
      class={isInLines ? "words words--lines" : "words"}
      aria-label={t("prompt.words")}
      lang={pair.language}
      dir="auto"
    >
      <Read pair={pair} />
      {shown.map((line) => (
        <ClauseLine key={line.tokens[0]?.clause} line={line} isFolded={isFolded} />
      ))}
    </fieldset>
  );
}

/** The keyboard's focus follows the state's, unless it is busy elsewhere. */
function useFocus(pair: Pair): void {
  const { session } = useBench();
  // A browser that loses the focused word with its line lays the page out twice. It is let go of while all stands still.
  useAtOnce(() => {
    if (session.state.value.hand?.pair !== pair) leaveWord();
  }, [session, pair]);
  const focus = usePart((state) => state.hand?.focus ?? null);
  useLayoutEffect(() => {
    if (focus !== null && mayTakeFocus()) focusWord(focus);
  }, [focus, pair]);
}

/** The prompt as one text with what is struck out of it, for whoever has it read aloud. */
function Read({ pair }: { readonly pair: Pair }) {
  const rested = useRested(useLater((state) => state.hand));
  const struck = rested?.pair === pair ? rested.draft.marks.struck : null;
  return useMemo(() => {
    if (struck === null) return null;
    return (
      <p class="visually-hidden">
        {pair.tokens.map((token, place) => (
          <Fragment key={place}>
            {token.before}
            {token.word !== null && struck.includes(token.word) ? <del>{token.text}</del> : token.text}
          </Fragment>
        ))}
      </p>
    );
  }, [pair, struck]);
}

function ClauseLine({ line, isFolded }: { readonly line: Line; readonly isFolded: boolean }) {
  const units = unitsOf(isFolded ? line.tokens.filter((token) => !isArgument(token)) : line.tokens);
  if (units.length === 0) return null;
  return (
    <div class="line">
      <Handle badge={line.badge} />
      <span class="line-words">
        {units.map((tokens, place) => (
          <Unit
            key={tokens[0]?.word ?? `mark ${place}`}
            tokens={tokens}
            badge={line.badge}
            isJoined={isJoined(units[place - 1]?.at(-1), tokens[0])}
          />
        ))}
      </span>
    </div>
  );
}

function Handle({ badge }: { readonly badge: number | null }) {
  // Without keys of one letter, clauses are reached by Tab.
  const isReached = usePart((state) => !state.choices.single_keys);
  if (badge === null) return <span class="handle handle--none" aria-hidden="true" />;
  return (
    <button
      type="button"
      class="handle"
      data-clause={badge}
      tabIndex={isReached ? 0 : -1}
      aria-label={t("prompt.clause", { n: badge })}
    >
      {badge}
    </button>
  );
}

interface UnitProps {
  readonly tokens: readonly Token[];
  readonly badge: number | null;
  readonly isJoined: boolean;
}

/** What must not be torn apart at the end of a row: a word with the marks that lean on it. */
function Unit({ tokens, badge, isJoined }: UnitProps) {
  return (
    <span class="unit">
      {tokens.map((token) =>
        token.word === null || token.locked !== null ? (
          <Fixed key={token.word ?? token.text} token={token} badge={badge} />
        ) : (
          <Word key={token.word} word={token.word} text={token.text} isJoined={isJoined} />
        ),
      )}
    </span>
  );
}

/** Two words with nothing between them, as in Chinese. */
function isJoined(before: Token | undefined, token: Token | undefined): boolean {
  return before?.kind === "word" && token?.kind === "word" && token.before === "";
}

/** A piece that cannot be struck. A comma takes its whole clause. */
function Fixed({ token, badge }: { readonly token: Token; readonly badge: number | null }) {
  const { session } = useBench();
  const guideline = usePart((state) => state.guideline);
  if (token.kind === "separator" && badge !== null) {
    return (
      <span class="mark mark--clause" data-clause={badge} data-lone={token.before !== "" || undefined}>
        {token.text}
      </span>
    );
  }
  const isLocked = token.locked !== null;
  if (!isLocked) return <span class="mark">{token.text}</span>;
  const reason = lockedBecause(token, guideline);
  return (
    <span
      class={token.kind === "word" ? "locked locked--word" : "locked"}
      title={reason}
      data-locked={session.state.peek().hand?.pair.tokens.indexOf(token)}
    >
      {token.text}
      <span class="visually-hidden"> ({reason})</span>
    </span>
  );
}

/** Marks lean on the word before them when nothing stands between; opening ones on the word after. */
function unitsOf(tokens: readonly Token[]): Token[][] {
  const units: Token[][] = [];
  for (const token of tokens) {
    const last = units.at(-1);
    const head = last?.at(-1);
    const leans =
      token.kind === "separator" || token.kind === "close" || token.kind === "glue" || token.kind === "weight";
    const isLedBy = head?.kind === "open" && token.before === "";
    if (last && (isLedBy || (leans && token.before === ""))) last.push(token);
    else units.push([token]);
  }
  return units;
}

/** The prompt to be read, with what is asked of it; where all of it is asked, the words themselves. */
import { Fragment } from "preact";
import type { Pair, Token } from "../core/wire.ts";
import { usePart } from "../workbench/bench.ts";
import { Prompt } from "../workbench/Prompt.tsx";
import { isBare } from "./cases.ts";
import type { Case } from "./wire.ts";

interface DisputedProps {
  readonly found: Case;
  readonly pair: Pair;
}

export function Disputed({ found, pair }: DisputedProps) {
  return isBare(found) ? <Prompt pair={pair} /> : <Read found={found} />;
}

function Read({ found }: { readonly found: Case }) {
  return (
    <p class="words desk-prompt" lang={found.language} dir="auto">
      {found.tokens.map((token, place) => (
        <Fragment key={place}>
          {token.before}
          <Piece found={found} token={token} />
        </Fragment>
      ))}
      {found.tail}
    </p>
  );
}

function Piece({ found, token }: { readonly found: Case; readonly token: Token }) {
  const { word, text } = token;
  if (word === null) return <>{text}</>;
  const number = found.asked.indexOf(word) + 1;
  if (number > 0) return <Asked word={word} text={text} number={number} />;
  return found.agreed.includes(word) ? <del>{text}</del> : <>{text}</>;
}

function Asked({ word, text, number }: { readonly word: number; readonly text: string; readonly number: number }) {
  const isStruck = usePart((state) => state.hand?.draft.marks.struck.includes(word) ?? false);
  return (
    <mark class="asked" data-struck={isStruck || undefined}>
      {isStruck ? <del>{text}</del> : text}
      <sup>{number}</sup>
    </mark>
  );
}

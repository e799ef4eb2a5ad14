/** Below each other the contested words, beside each what every opinion says of it, and what is decided. */
import { useLayoutEffect } from "preact/hooks";
import { useBench, usePart } from "../workbench/bench.ts";
import { focusWord, mayTakeFocus } from "../workbench/elements.ts";
import { t } from "../workbench/text.ts";
import { Cap } from "./Cap.tsx";
import { type Said, said } from "./cases.ts";
import { useDesk } from "./places.ts";
import type { Case, Opinion } from "./wire.ts";

export function Strip({ found }: { readonly found: Case }) {
  useFocus(found);
  return (
    <table class="strip" lang={found.language}>
      <caption class="visually-hidden">{t("desk.strip")}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">{t("desk.word")}</span>
          </th>
          {found.opinions.map((opinion) => (
            <Head key={opinion.letter} opinion={opinion} />
          ))}
        </tr>
      </thead>
      <tbody>
        {found.asked.map((word, place) => (
          <tr key={word}>
            <th scope="row">
              <Toggle found={found} word={word} number={place + 1} />
            </th>
            {found.opinions.map((opinion) => (
              <Cell key={opinion.letter} opinion={opinion} word={word} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ opinion }: { readonly opinion: Opinion }) {
  const { session } = useDesk();
  const { letter, outcome } = opinion;
  const title = outcome === "judged" ? "" : t(`outcome.${outcome}`);
  return (
    <th scope="col">
      <button
        type="button"
        class="adopt"
        title={title || undefined}
        aria-label={title ? `${t("desk.adopt", { label: letter })}: ${title}` : t("desk.adopt", { label: letter })}
        onClick={(event) => pressed(event, () => session.adopt(letter))}
      >
        <span aria-hidden="true">{letter}</span>
      </button>
    </th>
  );
}

const SIGNS: Readonly<Record<Said, string>> = { struck: "—", kept: "·", unsure: "?", whole: "×" };

function Cell({ opinion, word }: { readonly opinion: Opinion; readonly word: number }) {
  const what = said(opinion, word);
  const { outcome } = opinion;
  const spoken = what === "whole" && outcome !== "judged" ? t(`outcome.${outcome}`) : t(`desk.said.${what}`);
  return (
    <td data-said={what} title={spoken}>
      <span aria-hidden="true">{SIGNS[what]}</span>
      <span class="visually-hidden">{spoken}</span>
    </td>
  );
}

interface ToggleProps {
  readonly found: Case;
  readonly word: number;
  readonly number: number;
}

function Toggle({ found, word, number }: ToggleProps) {
  const { session } = useBench();
  const isStruck = usePart((state) => state.hand?.draft.marks.struck.includes(word) ?? false);
  const isFocused = usePart((state) => state.hand?.focus === word);
  return (
    <span class="desk-toggle">
      <span class="desk-number">{number <= 9 ? <Cap act={{ do: "number", number }} /> : number}</span>
      <button
        type="button"
        class="word"
        data-word={word}
        dir="auto"
        aria-pressed={isStruck}
        tabIndex={isFocused ? 0 : -1}
        onFocus={() => session.tell({ type: "focused", word })}
        onClick={() => session.tell({ type: "marked", gesture: { do: "toggle", word } })}
      >
        {found.tokens.find((token) => token.word === word)?.text}
      </button>
    </span>
  );
}

/** The keyboard is on the word that the state says, unless it is busy elsewhere. */
function useFocus(found: Case): void {
  const { session } = useBench();
  useLayoutEffect(() => {
    const focus = session.state.peek().hand?.focus ?? null;
    if (focus !== null && mayTakeFocus()) focusWord(focus);
  }, [session, found]);
}

/** Whoever clicks goes on by keys: they are on the words again. Whoever pressed it by a key stays. */
export function pressed(event: MouseEvent, act: () => void): void {
  act();
  if (event.detail > 0 && event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
}

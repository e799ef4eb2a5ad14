/** Where the words are on the screen. */
import { type Box, type Direction, reached } from "../core/movement.ts";

const WORDS = "button[data-word]";

/** The word that an element, or what it lies in, stands for. */
export function wordAt(target: EventTarget | null): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-word]") : null;
  return numberOf(element?.dataset.word);
}

export function wordAtPoint(x: number, y: number): number | null {
  return wordAt(document.elementFromPoint(x, y));
}

/** The number of the clause whose handle or comma an element is. */
export function clauseAtElement(target: EventTarget | null): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-clause]") : null;
  return numberOf(element?.dataset.clause);
}

/** The place among the tokens of a locked piece. */
export function lockedAt(target: EventTarget | null): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-locked]") : null;
  return numberOf(element?.dataset.locked);
}

/** The word that an arrow leads to. */
export function wordBeyond(from: number, direction: Direction): number {
  const elements = [...document.querySelectorAll<HTMLElement>(WORDS)];
  const first = elements[0];
  return reached(
    elements.map(boxOf),
    from,
    direction,
    first !== undefined && getComputedStyle(first).direction === "rtl",
  );
}

export function focusWord(word: number): void {
  const element = document.querySelector<HTMLElement>(`[data-word="${word}"]`);
  // Where it is already, asking again would lay the page out for nothing.
  if (element !== document.activeElement) element?.focus();
}

/** Where a question is written, if that is open. */
export function focusQuestion(): void {
  document.getElementById("question")?.focus();
}

export function leaveWord(): void {
  if (document.activeElement instanceof HTMLElement && wordAt(document.activeElement) !== null)
    document.activeElement.blur();
}

/** Whether the keyboard is free to go to a word: it is on one already, or nowhere. */
export function mayTakeFocus(): boolean {
  const active = document.activeElement;
  return (
    active === null ||
    active === document.body ||
    wordAt(active) !== null ||
    !active.matches("input, textarea, dialog *")
  );
}

function boxOf(element: HTMLElement): Box {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { word: Number(element.dataset.word), left, right, top, bottom };
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

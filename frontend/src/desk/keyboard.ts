/** From key events to what is done at the desk. */
import { isTaken, matched, type Shortcut } from "../core/keymap.ts";
import { begin, end, obey } from "../workbench/commands.ts";
import { focusWord, wordAt } from "../workbench/elements.ts";
import { isBare, neighbour } from "./cases.ts";
import type { Act } from "./keys.ts";
import type { Desk } from "./places.ts";

const NOTE = "desk-note";

/** Listens until the returned function is called. */
export function listen(desk: Desk): () => void {
  const held = new Map<string, Shortcut>();
  const ends = new AbortController();
  const { signal } = ends;
  addEventListener("keydown", (event) => down(desk, held, event), { signal });
  addEventListener("keyup", (event) => up(desk, held, event), { signal });
  addEventListener(
    "blur",
    () => {
      for (const { command } of held.values()) end(desk, command);
      held.clear();
    },
    { signal },
  );
  return () => ends.abort();
}

function down(desk: Desk, held: Map<string, Shortcut>, event: KeyboardEvent): void {
  if (isTaken(event) || held.has(event.code) || isElsewhere(event)) return;
  const { session } = desk;
  const isGrabbing = [...held.values()].some(({ command }) => command.do === "grab");
  const row = isGrabbing ? null : matched(session.rows, event, "words");
  if (row !== null && session.state.peek().panel === null) {
    event.preventDefault();
    return act(desk, row.act);
  }
  const shortcut = matched(session.state.peek().shortcuts, event, isGrabbing ? "grab" : "words");
  if (shortcut === null) return;
  event.preventDefault();
  if (!shortcut.holds) return obey(desk, shortcut.command);
  held.set(event.code, shortcut);
  begin(desk, shortcut.command);
}

function up(desk: Desk, held: Map<string, Shortcut>, event: KeyboardEvent): void {
  // The browser presses a button when Space is let go: here it was pressed already.
  if (event.code === "Space" && wordAt(event.target) !== null) event.preventDefault();
  const shortcut = held.get(event.code);
  held.delete(event.code);
  if (shortcut) end(desk, shortcut.command);
}

export function act(desk: Desk, wanted: Act): void {
  const { session } = desk;
  switch (wanted.do) {
    case "decide":
      return session.decide();
    case "pass":
      return session.pass();
    case "adopt":
      return session.adopt(wanted.opinion);
    case "outcome":
      return session.say(wanted.outcome);
    case "note":
      return document.getElementById(NOTE)?.focus();
    case "number":
      return strikeNumber(desk, wanted.number);
    case "step":
      return step(desk, wanted.step);
  }
}

/** The word with that number; where all words are asked, the clause. */
function strikeNumber({ session }: Desk, number: number): void {
  const { found } = session.screen.peek();
  if (found === null) return;
  if (isBare(found)) return session.tell({ type: "marked", gesture: { do: "clauseAt", badge: number } });
  const word = found.asked[number - 1];
  if (word === undefined) return;
  session.tell({ type: "focused", word });
  session.tell({ type: "marked", gesture: { do: "toggle", word } });
}

function step({ session }: Desk, by: 1 | -1): void {
  const { found } = session.screen.peek();
  const word = found && neighbour(found.asked, session.state.peek().hand?.focus ?? null, by);
  if (word === null) return;
  session.tell({ type: "focused", word });
  focusWord(word);
}

/** In a field of text, or on a control that the key presses by itself. Enter decides from the note too. */
function isElsewhere(event: KeyboardEvent): boolean {
  const { target, code } = event;
  if (!(target instanceof Element)) return false;
  const isEnter = code === "Enter" || code === "NumpadEnter";
  if (target.matches("input")) return !(isEnter || code === "Escape");
  const presses = isEnter || code === "Space";
  return presses && target.closest("button, a, summary") !== null && wordAt(target) === null;
}

export { NOTE };

/** From key events to commands. */
import { type Command, isTaken, type Mode, matched, type Stroke } from "../core/keymap.ts";
import type { Bench } from "./bench.ts";
import { obey } from "./commands.ts";
import { wordAt } from "./elements.ts";

/** Listens until the returned function is called. */
export function listen(bench: Bench): () => void {
  const taken = new Set<string>();
  const down = (event: KeyboardEvent) => {
    bench.session.touch();
    if (isTaken(event)) taken.add(event.code);
    else handle(bench, event, event);
  };
  // Some input methods swallow the press of a letter and let its release through.
  const up = (event: KeyboardEvent) => {
    if (event.code === "Space" && wordAt(event.target) !== null) event.preventDefault();
    if (taken.delete(event.code) && !isTaken(event)) handle(bench, event, event);
  };
  addEventListener("keydown", down);
  addEventListener("keyup", up);
  return () => {
    removeEventListener("keydown", down);
    removeEventListener("keyup", up);
  };
}

function handle(bench: Bench, event: KeyboardEvent, stroke: Stroke): void {
  const command = commandOf(bench, event, stroke);
  if (command === null) return;
  event.preventDefault();
  if (command.do !== "toggleHovered") bench.pointer.word = null;
  obey(bench, command);
}

function commandOf(bench: Bench, event: KeyboardEvent, stroke: Stroke): Command | null {
  const { panel, asking } = bench.session.state.peek();
  const mode: Mode = asking ?? "words";
  const command = matched(stroke, mode);
  if (command === null || command.do === "cancel") return command;
  if (isWriting(event.target) || belongsToControl(event)) return null;
  if (panel === "help") return command.do === "help" || command.do === "guideline" ? command : null;
  return command;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select");
}

/** Enter and Space press the button or link that they are on, unless it is a word. */
function belongsToControl(event: KeyboardEvent): boolean {
  const presses = event.code === "Enter" || event.code === "NumpadEnter" || event.code === "Space";
  const control = event.target instanceof Element ? event.target.closest("button, a, summary") : null;
  return presses && control !== null && wordAt(control) === null;
}

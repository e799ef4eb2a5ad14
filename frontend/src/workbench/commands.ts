/** What each command of the keymap does. */
import type { Command, OnPair, OnPicture, OnWord } from "../core/keymap.ts";
import type { Direction } from "../core/movement.ts";
import { rulingOf } from "../core/rulings.ts";
import { type Hand, isVeiled } from "../core/state.ts";
import type { Pair } from "../core/wire.ts";
import { neighbourClause, strikeable } from "../core/words.ts";
import type { Bench } from "./bench.ts";
import { focusQuestion, wordAt, wordBeyond } from "./elements.ts";
import type { Session } from "./session.ts";

export function obey(bench: Bench, command: Command): void {
  const { session } = bench;
  const { hand } = session.state.peek();
  switch (command.do) {
    case "submit":
      return session.submit({ submit: "strikes" });
    case "allDepicted":
      return session.submit({ submit: "nothing" });
    case "whole":
      return session.submit({ whole: command.outcome });
    case "skip":
      return session.skip(command.reason);
    case "flag":
      session.flag(command.reason);
      return session.tell({ type: "cancelled" });
    case "back":
      return session.tell({ type: "reopened", uuid: null });
    case "askSkip":
      return session.tell({ type: "asked", asking: hand === null || hand.correcting !== null ? null : "skip" });
    case "askWhole":
      return session.tell({ type: "asked", asking: hand === null ? null : "whole" });
    case "askFlag":
      return session.tell({ type: "asked", asking: hand === null ? null : "flag" });
    case "askQuestion":
      return ask(session, wordAt(document.activeElement));
    case "guideline":
      return consult(bench, hand);
    case "help":
    case "settings":
      return session.tell({ type: "paneled", panel: command.do });
    case "pause":
      return pause(session);
    case "extend":
      return void session.report();
    case "lines":
      return session.tell({ type: "linesToggled" });
    case "preview":
      return session.tell({ type: "previewToggled" });
    case "cancel":
      return cancel(bench, hand);
    case "zoomIn":
    case "zoomOut":
    case "fit":
    case "full":
    case "pan":
    case "loupe":
    case "reveal":
    case "grab":
      return look(bench, command);
    default:
      if (hand !== null) mark(bench, hand, command);
  }
}

/** An ended shift is taken up again by its own button. */
function pause(session: Session): void {
  const { rest } = session.state.peek();
  if (rest === null) session.pause();
  else if (rest.by === "hand") session.resume();
}

function look({ zooming }: Bench, command: OnPicture): void {
  switch (command.do) {
    case "pan":
      return zooming.pan(command.direction);
    case "zoomIn":
    case "zoomOut":
    case "fit":
    case "full":
      return zooming[command.do]();
  }
}

/** A key went down that counts for as long as it is held. */
export function begin({ session, zooming }: Bench, command: Command): void {
  if (command.do === "loupe") zooming.loupe.value = !isVeiled(session.state.peek());
  else if (command.do === "reveal") session.tell({ type: "revealed", isRevealed: true });
}

/** It is let go. */
export function end({ session, zooming }: Bench, command: Command): void {
  if (command.do === "loupe") zooming.loupe.value = false;
  else if (command.do === "reveal") session.tell({ type: "revealed", isRevealed: false });
}

/** Opens the guideline at the ruling that speaks of the word under the pointer or the keyboard. */
function consult({ session, pointer }: Bench, hand: Hand | null): void {
  const word = pointer.word ?? hand?.focus ?? null;
  const { guideline } = session.state.peek();
  const ruling = hand === null || word === null ? null : rulingOf(hand.pair, word, guideline);
  session.tell({ type: "paneled", panel: "guideline", ruling });
}

/** Opens the box for a question on the word, or on the pair as a whole. One that was begun before goes on as it was. */
export function ask(session: Session, word: number | null): void {
  const { hand, asking } = session.state.peek();
  if (hand === null) return;
  const goesOn = asking !== "question" && hand.draft.question?.text;
  session.tell({ type: "questioned", question: goesOn ? {} : { word } });
  session.tell({ type: "asked", asking: "question" });
  focusQuestion();
}

/** Escape lets go of what is open; with nothing open it leaves a correction as it was. */
function cancel({ session }: Bench, hand: Hand | null): void {
  const { panel, asking, hint, locked } = session.state.peek();
  const isIdle = panel === null && asking === null && hint === null && locked === null && hand?.run === null;
  session.tell({ type: isIdle && hand?.correcting ? "returned" : "cancelled" });
}

function mark(bench: Bench, hand: Hand, command: OnWord | OnPair): void {
  const { session } = bench;
  const word = hand.focus;
  switch (command.do) {
    case "undo":
      return session.tell({ type: "undone" });
    case "redo":
      return session.tell({ type: "redone" });
    case "strikeAll":
      if (hand.pair.tokens.some(({ locked }) => locked === "whole")) return session.submit({ whole: "reject" });
      return session.tell({ type: "marked", gesture: { do: "everything" } });
    case "clause":
      return session.tell({ type: "marked", gesture: { do: "clauseAt", badge: command.badge } });
    case "toggleHovered":
      return toggle(bench, hand, bench.pointer.word ?? word);
    default:
      if (word !== null) markAt(bench, hand, word, command);
  }
}

function markAt(bench: Bench, hand: Hand, word: number, command: OnWord): void {
  const { session } = bench;
  switch (command.do) {
    case "toggle":
      return toggle(bench, hand, word);
    case "toggleClause":
      return session.tell({ type: "marked", gesture: { do: "clauseOf", word } });
    case "unsure":
      return session.tell({ type: "marked", gesture: { do: "unsure", word } });
    case "strikeOnward":
      session.tell({ type: "marked", gesture: { do: "strike", word } });
      return move(bench, nextStrikeable(hand.pair, word));
    case "move":
      session.tell({ type: "runChosen", run: null });
      return move(bench, wordBeyond(word, command.direction));
    case "moveClause":
      return move(bench, neighbourClause(hand.pair, word, command.step));
    case "grow":
      return grow(bench, hand, word, command.direction);
  }
}

function toggle({ session }: Bench, hand: Hand, word: number | null): void {
  if (hand.run !== null) session.tell({ type: "marked", gesture: { do: "paint", ...hand.run } });
  else if (word !== null) session.tell({ type: "marked", gesture: { do: "toggle", word } });
}

function grow(bench: Bench, hand: Hand, word: number, direction: Direction): void {
  const to = wordBeyond(word, direction);
  bench.session.tell({ type: "runChosen", run: { from: hand.run?.from ?? word, to } });
  move(bench, to);
}

function move({ session }: Bench, word: number): void {
  session.tell({ type: "focused", word });
}

function nextStrikeable(pair: Pair, word: number): number {
  return strikeable(pair).find((other) => other > word) ?? word;
}

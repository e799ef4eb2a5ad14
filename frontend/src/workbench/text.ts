/** What the workbench says: a page speaks one language from its first word to its last. */
import type { Command, Shortcut } from "../core/keymap.ts";
import type { Direction } from "../core/movement.ts";
import { type Key, type Strings, type Translate, translator } from "../core/strings.ts";
import type { Guideline, Token } from "../core/wire.ts";

let spoken: Translate = translator({}, "en");
let percents = new Intl.NumberFormat("en", { style: "percent" });
let clock = new Intl.DateTimeFormat("en", { timeStyle: "short" });

/** Chooses the language before anything is drawn. */
export function speak(strings: Strings, language: string): void {
  spoken = translator(strings, language);
  percents = new Intl.NumberFormat(language, { style: "percent" });
  clock = new Intl.DateTimeFormat(language, { timeStyle: "short" });
}

export const t: Translate = (key, values) => spoken(key, values);

/** @param share - 1 for a hundred percent */
export function percent(share: number): string {
  return percents.format(share);
}

/** @param at - milliseconds since the epoch */
export function timeOfDay(at: number): string {
  return clock.format(at);
}

/** Hours and minutes. */
export function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

const LOCKED: Readonly<Record<string, Key>> = {
  parameter: "locked.parameter",
  weight: "locked.weight",
  url: "locked.url",
  negative: "locked.negative",
  whole: "locked.whole",
};

/** Why the token cannot be struck. */
export function lockedBecause(token: Token, guideline: Guideline): string {
  const reason = token.locked ?? token.kind;
  const ruling = guideline.rulings.find((one) => String(one.number) === reason);
  return ruling
    ? t("locked.ruling", { number: ruling.number, title: ruling.title })
    : t(LOCKED[reason] ?? "locked.unjudged");
}

const REFUSED: Readonly<Record<string, Key>> = {
  forbidden: "problem.forbidden",
  garbled: "problem.unread",
  malformed: "problem.malformed",
  not_found: "problem.not_found",
  offline: "problem.offline",
  sign_in: "problem.sign_in",
  uuid_reused: "problem.uuid_reused",
};

/** Why the server did not take something: it says so in English, so its code decides. */
export function refusedBecause(code: string): string {
  const known = REFUSED[code];
  return known ? t(known) : t("problem.unknown", { code });
}

/** A command in words. */
export function commandText({ label, command }: Shortcut): string {
  const said = t(label);
  const detail = detailOf(command);
  return detail === "" ? said : t("keys.detail", { command: said, detail });
}

const ARROWS: Readonly<Record<Direction, string>> = {
  left: "←",
  right: "→",
  up: "↑",
  down: "↓",
  first: "|←",
  last: "→|",
};

function detailOf(command: Command): string {
  switch (command.do) {
    case "clause":
      return String(command.badge);
    case "move":
    case "grow":
    case "pan":
      return ARROWS[command.direction];
    case "moveClause":
      return command.step === 1 ? "→" : "←";
    case "skip":
      return t(`skip.${command.reason}`);
    case "whole":
      return t(`outcome.${command.outcome}`);
    case "zoomIn":
      return t("picture.zoomIn");
    case "zoomOut":
      return t("picture.zoomOut");
    default:
      return "";
  }
}

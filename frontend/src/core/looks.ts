/** How what is shown changes, and nothing of what is said of the pair. */
import { keymap } from "./shortcuts.ts";
import { type Connection, type Hand, type Hint, handed, type State } from "./state.ts";
import type { AccountChoices, Token } from "./wire.ts";
import { lines } from "./words.ts";

export type Look =
  | { readonly type: "linesToggled" | "previewToggled" | "cancelled" }
  | { readonly type: "hinted"; readonly hint: Hint }
  | { readonly type: "lockAsked"; readonly token: Token }
  | { readonly type: "revealed"; readonly isRevealed: boolean }
  | { readonly type: "chosen"; readonly choices: Partial<AccountChoices> }
  | { readonly type: "asked"; readonly asking: State["asking"] }
  | { readonly type: "paneled"; readonly panel: State["panel"]; readonly ruling?: number | null }
  | {
      readonly type: "connected";
      readonly connection: Connection;
      readonly nUnsent: number;
      readonly isLate: boolean;
    };

export function looked(state: State, event: Look): State {
  switch (event.type) {
    case "hinted":
      return { ...state, hint: event.hint, locked: null, asking: null };
    case "lockAsked":
      return { ...state, locked: event.token, hint: null, asking: null };
    case "revealed":
      return handed(lessHint(state, "image_veiled"), (hand) => ({
        ...hand,
        revealed: event.isRevealed,
        seen: hand.seen || event.isRevealed,
      }));
    case "chosen":
      return chosen(state, event.choices);
    case "asked":
      return { ...state, asking: event.asking, hint: null, locked: null };
    case "paneled":
      return paneled(state, event.panel, event.ruling ?? null);
    case "linesToggled":
      return chosen(state, { clause_lines: !(state.choices.clause_lines ?? hasClauses(state.hand)) });
    case "previewToggled":
      return chosen(state, { clean_preview: !state.choices.clean_preview });
    case "connected":
      return { ...state, connection: event.connection, nUnsent: event.nUnsent, isLate: event.isLate };
    case "cancelled":
      return cancelled(state);
  }
}

function hasClauses(hand: Hand | null): boolean {
  return hand !== null && lines(hand.pair).length >= 3;
}

function chosen(state: State, change: Partial<AccountChoices>): State {
  const choices = { ...state.choices, ...change };
  return { ...state, choices, shortcuts: keymap(choices) };
}

/** Opens the panel, or closes it when it is open already; an open guideline goes to another ruling first. */
function paneled(state: State, panel: State["panel"], ruling: number | null): State {
  const isElsewhere = ruling !== null && ruling !== state.ruling;
  const opened = { ...state, panel: state.panel === panel && !isElsewhere ? null : panel, ruling, asking: null };
  return opened.panel === "guideline" ? chosen(opened, { guideline_seen: state.guideline.number }) : opened;
}

/** Escape lets go of the nearest thing that can be let go of. */
function cancelled(state: State): State {
  if (state.panel !== null) return { ...state, panel: null };
  if (state.asking !== null) return { ...state, asking: null };
  if (state.hand?.run) return handed(state, (hand) => ({ ...hand, run: null }));
  return { ...state, hint: null, locked: null };
}

/** Without that hint: there is no more reason for it. */
export function lessHint(state: State, hint: Hint): State {
  return state.hint === hint ? { ...state, hint: null } : state;
}

/** The right half: the prompt, what is to be said about it, and the acts. */
import { useMemo } from "preact/hooks";
import { previewed } from "../core/cleaning.ts";
import type { Shortcut } from "../core/keymap.ts";
import { type Hint as HintName, marks } from "../core/state.ts";
import type { Pair, Token } from "../core/wire.ts";
import { isArgument } from "../core/words.ts";
import { Acts } from "./Acts.tsx";
import { Link } from "./Button.tsx";
import { useBench, useLater, usePart } from "./bench.ts";
import { Choices } from "./Choices.tsx";
import { Copy } from "./Copy.tsx";
import { capOf } from "./Keycap.tsx";
import { Prompt } from "./Prompt.tsx";
import { lockedBecause, t } from "./text.ts";

export function Panel({ pair }: { readonly pair: Pair }) {
  return (
    <section class="panel" aria-label={t("prompt.label")}>
      <div class="panel-words">
        <Correcting />
        {/* From the words, Tab leads to the acts: what else can be pressed comes before them, and is shown below. */}
        <PromptTools pair={pair} />
        <Tour />
        <Prompt pair={pair} />
        <Preview />
      </div>
      <div class="panel-acts">
        <Hint />
        <Choices />
        <Acts />
        <Flags />
      </div>
    </section>
  );
}

function Correcting() {
  const { session } = useBench();
  if (usePart((state) => state.hand?.correcting ?? null) === null) return null;
  return (
    <p class="correcting">
      {t("prompt.correcting")} <Link act={() => session.tell({ type: "returned" })}>{t("prompt.leave")}</Link>
    </p>
  );
}

/** For what is not to be struck: the text as it is, and whether its arguments are shown. */
function PromptTools({ pair }: { readonly pair: Pair }) {
  const { session } = useBench();
  const isFolded = usePart((state) => state.choices.fold_arguments);
  const n = useMemo(() => pair.tokens.filter(isArgument).length, [pair]);
  const fold = () => session.tell({ type: "chosen", choices: { fold_arguments: !isFolded } });
  return (
    <p class="prompt-tools">
      <Copy text={pair.prompt} says="prompt.copy" />
      {n > 0 && (
        <Link act={fold} aria-expanded={!isFolded}>
          {isFolded ? t("prompt.unfold", { n }) : t("prompt.fold")}
        </Link>
      )}
    </p>
  );
}

function Preview() {
  const isShown = usePart((state) => state.choices.clean_preview);
  const pair = useLater((state) => state.hand?.pair);
  return isShown && pair ? <Cleaned pair={pair} /> : null;
}

function Cleaned({ pair }: { readonly pair: Pair }) {
  const struck = useLater((state) => marks(state).struck);
  const shown = useMemo(() => previewed(pair, struck), [pair, struck]);
  return (
    <aside class="preview" aria-label={t("prompt.preview")}>
      <h2>{t("prompt.preview")}</h2>
      {shown.every((piece) => piece.isGhost) ? (
        <p>{t("prompt.nothingLeft")}</p>
      ) : (
        <p lang={pair.language} dir="auto">
          {shown.map((piece, place) =>
            piece.isGhost ? (
              <s key={place} class="ghost" title={t("prompt.ghost")}>
                {piece.text}
              </s>
            ) : (
              piece.text
            ),
          )}
        </p>
      )}
    </aside>
  );
}

function Hint() {
  const hint = usePart((state) => state.hint);
  const locked = usePart((state) => state.locked);
  const shortcuts = usePart((state) => state.shortcuts);
  return (
    <p class="hint" role="status">
      {hint && t(`hint.${hint}`, { key: keyFor(hint, shortcuts) })}
      {locked && <Locked token={locked} />}
    </p>
  );
}

/** What was said to be wrong with the pair; it goes with the answer, and can be taken back until then. */
function Flags() {
  const { session } = useBench();
  const flags = usePart((state) => state.hand?.draft.flags) ?? [];
  if (flags.length === 0) return null;
  return (
    <p class="hint">
      {t("flag.title")}{" "}
      {flags.map((reason) => (
        <Link key={reason} title={t("flag.takeBack")} act={() => session.tell({ type: "flagged", reason })}>
          {t(`flag.${reason}`)}
        </Link>
      ))}
    </p>
  );
}

/** Hints name the key that helps, or the button when there is none. */
function keyFor(hint: HintName, shortcuts: readonly Shortcut[]): string {
  switch (hint) {
    case "nothing_struck":
      return capOf(shortcuts, "allDepicted") || t("acts.allDepicted");
    case "something_struck":
      return capOf(shortcuts, "undo") || t("acts.undo");
    case "image_veiled":
      return capOf(shortcuts, "reveal") || t("veil.reveal");
    default:
      return "";
  }
}

/** Why a word cannot be struck, and the way to the ruling that says so. */
function Locked({ token }: { readonly token: Token }) {
  const { session } = useBench();
  const guideline = usePart((state) => state.guideline);
  const ruling = guideline.rulings.find((one) => String(one.number) === token.locked);
  return (
    <>
      {lockedBecause(token, guideline)}{" "}
      {ruling && (
        <Link act={() => session.tell({ type: "paneled", panel: "guideline", ruling: ruling.number })}>
          {t("prompt.openRuling")}
        </Link>
      )}
    </>
  );
}

/** In the demo, after a few answers: how they compare with the known truth. */
function Tour() {
  const tour = usePart((state) => (state.tour && state.judgedToday >= state.tour.after ? state.tour : null));
  if (tour === null) return null;
  return (
    <a class="tour" href={tour.url}>
      {t("tour.title")}
      <span> {t("tour.line")}</span>
    </a>
  );
}

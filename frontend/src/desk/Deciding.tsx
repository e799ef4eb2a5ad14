/** What holds of the whole pair, the one key that decides, and a note. */
import type { Outcome } from "../core/wire.ts";
import { usePart } from "../workbench/bench.ts";
import { useCap } from "../workbench/Keycap.tsx";
import { t } from "../workbench/text.ts";
import { Cap } from "./Cap.tsx";
import { NOTE } from "./keyboard.ts";
import { OUTCOMES } from "./keys.ts";
import { useDesk, useScreen } from "./places.ts";
import { pressed } from "./Strip.tsx";
import type { Case } from "./wire.ts";

export function Deciding({ found }: { readonly found: Case }) {
  const { session } = useDesk();
  return (
    <>
      <Hint />
      <div class="acts">
        <button type="button" class="button button--primary" onClick={() => session.decide()}>
          <Label found={found} /> <Cap act={{ do: "decide" }} />
        </button>
        <button type="button" class="button" onClick={() => session.pass()}>
          {t("desk.pass")} <Cap act={{ do: "pass" }} />
        </button>
      </div>
      <fieldset class="outcomes" aria-label={t("desk.outcomes")}>
        {OUTCOMES.map((outcome) => (
          <OutcomeButton key={outcome} outcome={outcome} />
        ))}
      </fieldset>
    </>
  );
}

/** Says what the key will decide. */
function Label({ found }: { readonly found: Case }) {
  const outcome = useScreen((screen) => screen.outcome);
  const struck = usePart((state) => state.hand?.draft.marks.struck);
  const nStruck = struck?.filter((word) => found.asked.includes(word)).length ?? 0;
  if (outcome === null) return <>{t("desk.decide")}</>;
  if (outcome !== "judged") return <>{t("desk.decideWhole", { outcome: t(`desk.outcome.${outcome}`) })}</>;
  return <>{nStruck === 0 ? t("desk.decideKept") : t("desk.decideStruck", { n: nStruck })}</>;
}

function OutcomeButton({ outcome }: { readonly outcome: Outcome }) {
  const { session } = useDesk();
  const isChosen = useScreen((screen) => screen.outcome === outcome);
  return (
    <button
      type="button"
      class="outcome"
      aria-pressed={isChosen}
      onClick={(event) => pressed(event, () => session.say(outcome))}
    >
      {t(`desk.outcome.${outcome}`)} <Cap act={{ do: "outcome", outcome }} />
    </button>
  );
}

function Hint() {
  const hint = useScreen((screen) => screen.hint);
  const key = useCap("reveal");
  return (
    <p class="hint" role="status">
      {hint && t(`desk.hint.${hint}`, { key })}
    </p>
  );
}

/** Said beside the decision, on every screen: it scrolls with the words. */
export function Note() {
  const { session } = useDesk();
  const note = useScreen((screen) => screen.note);
  return (
    <label class="desk-note">
      <span>
        {t("desk.note")} <Cap act={{ do: "note" }} />
      </span>
      <input
        id={NOTE}
        value={note}
        maxLength={500}
        autocomplete="off"
        onInput={(event) => session.write(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
    </label>
  );
}

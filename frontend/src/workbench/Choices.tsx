/** After S, M or F: the reasons or outcomes, each with its digit. */
import { FLAG_REASONS, SKIP_REASONS, WHOLE_OUTCOMES } from "../core/shortcuts.ts";
import type { FlagReason } from "../core/wire.ts";
import { Link } from "./Button.tsx";
import { useBench, usePart } from "./bench.ts";
import { Question } from "./Question.tsx";
import type { Session } from "./session.ts";
import { t } from "./text.ts";

const LONGEST_NOTE = 300;

export function Choices() {
  const { session } = useBench();
  const asking = usePart((state) => state.asking);
  if (asking === null) return null;
  if (asking === "question") return <Question />;
  const choices = choicesOf(asking, session);
  return (
    <section class="choices" aria-label={t(`choices.${asking}`)}>
      <h2>{t(`choices.${asking}`)}</h2>
      <ol>
        {choices.map(({ label, choose }, place) => (
          <li key={label}>
            <button type="button" onClick={choose}>
              <kbd>{place + 1}</kbd> {label}
            </button>
          </li>
        ))}
      </ol>
      {asking !== "whole" && <Note />}
      <Link act={() => session.tell({ type: "cancelled" })}>{t("choices.cancel")}</Link>
    </section>
  );
}

/** A word more, for whoever has one; Enter gives the digits back. */
function Note() {
  const { session } = useBench();
  const note = usePart((state) => state.hand?.draft.note ?? "");
  return (
    <label class="note">
      {t("choices.note")}
      <input
        maxLength={LONGEST_NOTE}
        value={note}
        autocomplete="off"
        onInput={({ currentTarget: { value } }) => session.tell({ type: "noted", note: value })}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.isComposing) event.currentTarget.blur();
        }}
      />
    </label>
  );
}

interface Choice {
  readonly label: string;
  readonly choose: () => void;
}

function choicesOf(asking: "skip" | "whole" | "flag", session: Session): Choice[] {
  switch (asking) {
    case "skip":
      return SKIP_REASONS.map((reason) => ({ label: t(`skip.${reason}`), choose: () => session.skip(reason) }));
    case "whole":
      return WHOLE_OUTCOMES.map((whole) => ({ label: t(`outcome.${whole}`), choose: () => session.submit({ whole }) }));
    case "flag":
      return FLAG_REASONS.map((reason) => ({ label: t(`flag.${reason}`), choose: () => flag(session, reason) }));
  }
}

function flag(session: Session, reason: FlagReason): void {
  session.flag(reason);
  session.tell({ type: "cancelled" });
}

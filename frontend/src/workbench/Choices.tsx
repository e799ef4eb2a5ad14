/** After S, M or F: the reasons or outcomes, each with its digit. */
import { FLAG_REASONS, SKIP_REASONS, WHOLE_OUTCOMES } from "../core/shortcuts.ts";
import type { FlagReason } from "../core/wire.ts";
import { Link } from "./Button.tsx";
import { useBench, usePart } from "./bench.ts";
import type { Session } from "./session.ts";
import { t } from "./text.ts";

export function Choices() {
  const { session } = useBench();
  const asking = usePart((state) => state.asking);
  if (asking === null) return null;
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
      <Link act={() => session.tell({ type: "cancelled" })}>{t("choices.cancel")}</Link>
    </section>
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

/** After S or F: the reasons or outcomes, each with its digit. */
import { SKIP_REASONS, WHOLE_OUTCOMES } from "../core/shortcuts.ts";
import { useBench, usePart } from "./bench.ts";
import { t } from "./text.ts";

export function Choices() {
  const { session } = useBench();
  const asking = usePart((state) => state.asking);
  if (asking === null) return null;
  const choices =
    asking === "skip"
      ? SKIP_REASONS.map((reason) => ({ label: t(`skip.${reason}`), choose: () => session.skip(reason) }))
      : WHOLE_OUTCOMES.map((outcome) => ({
          label: t(`outcome.${outcome}`),
          choose: () => session.submit({ whole: outcome }),
        }));
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
      <button type="button" class="link" onClick={() => session.tell({ type: "cancelled" })}>
        {t("choices.cancel")}
      </button>
    </section>
  );
}

/** Says to a screen reader, once the hands rest, how much is struck. */
import { marks } from "../core/state.ts";
import { strikeable } from "../core/words.ts";
import { useLater, useRested } from "./bench.ts";
import { t } from "./text.ts";

export function Live() {
  const now = useLater((state) =>
    state.hand
      ? t("acts.struckOf", { struck: marks(state).struck.length, words: strikeable(state.hand.pair).length })
      : "",
  );
  const said = useRested(now);
  return (
    <p class="visually-hidden" role="status">
      {said}
    </p>
  );
}

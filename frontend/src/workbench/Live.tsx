/** Says to a screen reader, once the hands rest, how much is struck. */
import { useEffect, useState } from "preact/hooks";
import { marks } from "../core/state.ts";
import { strikeable } from "../core/words.ts";
import { usePart } from "./bench.ts";
import { t } from "./text.ts";

const RESTED_MS = 400;

export function Live() {
  const now = usePart((state) =>
    state.hand
      ? t("acts.struckOf", { struck: marks(state).struck.length, words: strikeable(state.hand.pair).length })
      : "",
  );
  const [said, say] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => say(now), RESTED_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <p class="visually-hidden" role="status">
      {said}
    </p>
  );
}

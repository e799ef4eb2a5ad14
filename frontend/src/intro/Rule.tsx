/** The first of the three screens: the one rule, and what follows from it. */
import type { Key } from "../core/strings.ts";
import { t } from "../workbench/text.ts";
import { Go, Sheet } from "./Frame.tsx";
import { useWay } from "./ways.ts";

const FOLLOWS: readonly Key[] = [
  "intro.rule.look",
  "intro.rule.strike",
  "intro.rule.fewest",
  "intro.rule.style",
  "intro.rule.locked",
  "intro.rule.all",
];

export function Rule() {
  const { guide } = useWay();
  return (
    <Sheet title={t("guideline.rule")}>
      <ol class="intro-rules">
        {FOLLOWS.map((says) => (
          <li key={says}>{t(says)}</li>
        ))}
      </ol>
      <p class="intro-note">{t("intro.rule.guideline", { number: guide.config.guideline.number })}</p>
      <Go label={t("intro.rule.next")} onClick={() => void guide.reach("rule")} />
    </Sheet>
  );
}

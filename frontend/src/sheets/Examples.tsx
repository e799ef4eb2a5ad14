/** Pictures that show how a ruling is meant. */
import type { RulingExample } from "../core/wire.ts";
import { t } from "../workbench/text.ts";

export function Examples({ of }: { readonly of: readonly RulingExample[] }) {
  return (
    <ul class="ruling-examples">
      {of.map(({ src, width, height, picture, prompt, language, struck }) => (
        <li key={src}>
          <img src={src} width={width} height={height} alt={picture || prompt} loading="lazy" />
          <p class="prompt small" lang={language} dir="auto">
            {prompt}
          </p>
          <p class="small">
            {struck.length > 0 ? t("guideline.strike", { words: struck.join(", ") }) : t("guideline.strikeNothing")}
          </p>
        </li>
      ))}
    </ul>
  );
}

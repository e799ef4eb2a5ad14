/** Work that could be lost is not begun. */
import { t } from "./text.ts";

export function Unkept({ reason }: { readonly reason: string }) {
  return (
    <main class="waiting">
      <h1>{t("unkept.title")}</h1>
      <p>{t("unkept.line")}</p>
      <p class="muted small">{reason}</p>
    </main>
  );
}

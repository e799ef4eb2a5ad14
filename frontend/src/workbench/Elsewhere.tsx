/** The workbench is open in another tab: this one rests until it is asked for, or the other is closed. */
import { t } from "./text.ts";

export function Elsewhere({ takeOver }: { readonly takeOver: () => void }) {
  return (
    <main class="waiting" data-elsewhere>
      <h1>{t("elsewhere.title")}</h1>
      <p role="status">{t("elsewhere.line")}</p>
      <button type="button" class="button button--primary" onClick={takeOver}>
        {t("elsewhere.here")}
      </button>
    </main>
  );
}

/** No pair in hand: looking, nothing for now, or a pause of the project. */
import { useBench, usePart } from "./bench.ts";
import { Saved } from "./Saved.tsx";
import { t } from "./text.ts";

export function Waiting() {
  const { session } = useBench();
  const supply = usePart((state) => (state.supply === "work" ? "looking" : state.supply));
  const judgedToday = usePart((state) => state.judgedToday);
  const tour = usePart((state) => (state.tour && state.judgedToday >= state.tour.after ? state.tour : null));
  return (
    <main class="waiting" data-supply={supply}>
      <h1>{t(`waiting.${supply}.title`)}</h1>
      <p role="status">{t(`waiting.${supply}.line`)}</p>
      {judgedToday > 0 && <p class="num-line">{t("waiting.judgedToday", { n: judgedToday })}</p>}
      {supply !== "looking" && (
        <button type="button" class="button" onClick={() => session.askForWork()}>
          {t("waiting.again")}
        </button>
      )}
      <Saved />
      {tour && <a href={tour.url}>{t("tour.title")}</a>}
    </main>
  );
}

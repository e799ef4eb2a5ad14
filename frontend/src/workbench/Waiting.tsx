/** No pair in hand: looking, nothing for now, or a pause of the project. */
import { useBench, usePart } from "./bench.ts";
import { counted, EMPTY } from "./text.ts";

export function Waiting() {
  const { session } = useBench();
  const supply = usePart((state) => (state.supply === "work" ? "looking" : state.supply));
  const judgedToday = usePart((state) => state.judgedToday);
  const tour = usePart((state) => (state.tour && state.judgedToday >= state.tour.after ? state.tour : null));
  return (
    <main class="waiting" data-supply={supply}>
      <h1>{EMPTY[supply].title}</h1>
      <p role="status">{EMPTY[supply].line}</p>
      {judgedToday > 0 && <p class="num-line">{counted(judgedToday, "pair", "pairs")} judged today.</p>}
      {supply !== "looking" && (
        <button type="button" class="button" onClick={() => session.askForWork()}>
          Check again
        </button>
      )}
      {tour && <a href={tour.url}>You against the truth</a>}
    </main>
  );
}

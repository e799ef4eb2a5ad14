/** Disputes: the picture, the words that opinions differ on, and one key to the next case. */
import { useEffect } from "preact/hooks";
import { appear } from "../workbench/appearance.ts";
import { BenchContext, useAtOnce } from "../workbench/bench.ts";
import { Picture } from "../workbench/Picture.tsx";
import { t } from "../workbench/text.ts";
import { isBare } from "./cases.ts";
import { Deciding, Note } from "./Deciding.tsx";
import { DeskBar } from "./DeskBar.tsx";
import { DeskHelp } from "./DeskHelp.tsx";
import { DeskNotices } from "./DeskNotices.tsx";
import { Disputed } from "./Disputed.tsx";
import { listen } from "./keyboard.ts";
import { type Desk, useDesk, useScreen } from "./places.ts";
import { Strip } from "./Strip.tsx";
import type { Case } from "./wire.ts";

export function App({ desk }: { readonly desk: Desk }) {
  useEffect(() => listen(desk), [desk]);
  useEffect(() => watch(desk), [desk]);
  useAtOnce(() => appear(document.documentElement, desk.session.config.choices), [desk]);
  return (
    <BenchContext.Provider value={desk}>
      <div class="bench bench--desk">
        <DeskBar />
        <DeskNotices />
        <Screen />
      </div>
      <DeskHelp />
    </BenchContext.Provider>
  );
}

function watch({ session }: Desk): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  addEventListener("pagehide", () => session.park(), { signal });
  addEventListener("pageshow", (event) => event.persisted && location.reload(), { signal });
  addEventListener("online", () => session.wake(), { signal });
  return () => ends.abort();
}

function Screen() {
  const { session } = useDesk();
  const found = useScreen((screen) => screen.found);
  const pair = session.state.value.hand?.pair;
  if (found === null || pair === undefined) return <Nothing />;
  return (
    <main class="screen">
      <h1 class="visually-hidden">{t("desk.title")}</h1>
      <Picture pair={pair} />
      <section class="panel" aria-label={t("desk.title")}>
        <div class="panel-words">
          <Why found={found} />
          <Disputed found={found} pair={pair} />
          {!isBare(found) && found.asked.length > 0 && <Strip found={found} />}
          <Note />
        </div>
        <div class="panel-acts">
          <Deciding found={found} />
        </div>
      </section>
    </main>
  );
}

/** Why it is here, and what people wrote about it. */
function Why({ found }: { readonly found: Case }) {
  const { reason, flags, notes, batch } = found;
  return (
    <div class="desk-why">
      <p>
        <span class="muted">{batch}</span> · {t(reason === "" ? "desk.bare" : `desk.reason.${reason}`)}
      </p>
      {flags.length > 0 && (
        <p>
          {t("desk.flagged")}{" "}
          {flags.map((flag) => t("desk.flag", { reason: t(`flag.${flag.reason}`), n: flag.n })).join("; ")}
        </p>
      )}
      {notes.map((note) => (
        <p key={note}>
          <q dir="auto">{note}</q>
        </p>
      ))}
    </div>
  );
}

function Nothing() {
  const { session } = useDesk();
  const supply = useScreen((screen) => screen.supply);
  const nDecided = useScreen((screen) => screen.nDecided);
  return (
    <main class="waiting" data-supply={supply === "looking" ? "looking" : undefined}>
      <h1>{t(supply === "none" ? "desk.empty.title" : "desk.looking")}</h1>
      {supply === "none" && <p>{t("desk.empty.line")}</p>}
      {nDecided > 0 && <p>{t("desk.decided", { n: nDecided })}</p>}
      <p>
        <a class="button" href={session.config.urls.leave}>
          {t("desk.leave")}
        </a>
      </p>
    </main>
  );
}

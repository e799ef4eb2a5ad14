/** How the page begins: what was kept comes back, and one tab alone works. */
import { render } from "preact";
import type { PageConfig } from "../core/wire.ts";
import { pageConfig } from "../platform/page.ts";
import { openShelf } from "../platform/shelf.ts";
import { openStore } from "../platform/store.ts";
import { takeOver, tenure, vacancy } from "../platform/tenure.ts";
import { App } from "./App.tsx";
import { browser } from "./around.ts";
import { Elsewhere } from "./Elsewhere.tsx";
import { readLayout } from "./layout.ts";
import { SIGN_IN_WINDOW } from "./renewal.ts";
import { keepCurrent } from "./renewing.ts";
import { fetchSheets } from "./Sheets.tsx";
import { Session } from "./session.ts";
import { speak } from "./text.ts";
import { keepTime } from "./timekeeping.ts";
import { Unkept } from "./Unkept.tsx";
import { Zooming } from "./zooming.ts";
import "../styles/workbench.css";

async function open(place: HTMLElement, config: PageConfig): Promise<void> {
  if (window.name === SIGN_IN_WINDOW) return window.close();
  speak(config.strings, config.language);
  const name = `strikeout.bench.${config.annotator.key}`;
  const held = await tenure(name);
  if (held === null) return rest(place, name);
  const { key } = config.annotator;
  // Whoever signs out is asked about what waits here: see pages/leaving.ts.
  localStorage.setItem("strikeout.worked", key);
  const store = await openStore(key);
  const session = new Session(config, browser(store, await openShelf(key)));
  await session.start(config.work);
  void readLayout();
  render(<App bench={{ session, zooming: new Zooming(), pointer: { word: null } }} />, place);
  void fetchSheets();
  if (location.hash === "#end") void session.shift.end();
  keepTime(session, store, held.lost);
  keepCurrent(session, config.build, () => location.reload(), Date.now);
  await held.lost;
  session.end();
  rest(place, name);
}

/** Another tab works: this one begins anew when that one is closed, or when it is asked to. */
function rest(place: HTMLElement, name: string): void {
  render(<Elsewhere takeOver={takeOver} />, place);
  void vacancy(name).then(() => location.reload());
}

/** Fills the page, or says why it cannot. */
export function begin(): void {
  const place = document.getElementById("workbench");
  if (place === null) throw new Error("The page has no #workbench");
  open(place, pageConfig(document)).catch((error: unknown) => {
    render(<Unkept reason={String(error)} />, place);
    throw error;
  });
}

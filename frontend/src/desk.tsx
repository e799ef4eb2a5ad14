/** The page of the desk. It needs #disputes to stand in and #page-config to start from. */
import { render } from "preact";
import { App } from "./desk/App.tsx";
import { Adjudicator } from "./desk/adjudicator.ts";
import type { DeskConfig } from "./desk/wire.ts";
import { pageConfig } from "./platform/page.ts";
import { openShelf } from "./platform/shelf.ts";
import { openStore } from "./platform/store.ts";
import { browser } from "./workbench/around.ts";
import { readLayout } from "./workbench/layout.ts";
import { speak } from "./workbench/text.ts";
import { Unkept } from "./workbench/Unkept.tsx";
import { Zooming } from "./workbench/zooming.ts";
import "./styles/workbench.css";
import "./styles/desk.css";

async function open(place: HTMLElement, config: DeskConfig): Promise<void> {
  speak(config.strings, config.language);
  const { key } = config.person;
  const around = browser(await openStore(key), await openShelf(key));
  const session = new Adjudicator(config, around, localStorage);
  void readLayout();
  render(<App desk={{ session, zooming: new Zooming(), pointer: { word: null } }} />, place);
  await session.open();
}

const place = document.getElementById("disputes");
if (place === null) throw new Error("The page has no #disputes");
open(place, pageConfig<DeskConfig>(document)).catch((error: unknown) => {
  render(<Unkept reason={String(error)} />, place);
  throw error;
});

/** The page where annotators strike words. It needs #workbench to stand in and #page-config to start from. */
import { render } from "preact";
import type { PageConfig } from "./core/wire.ts";
import { pageConfig } from "./platform/page.ts";
import { openStore } from "./platform/store.ts";
import { App } from "./workbench/App.tsx";
import { Session } from "./workbench/session.ts";
import { speak } from "./workbench/text.ts";
import { Unkept } from "./workbench/Unkept.tsx";
import { Zooming } from "./workbench/zooming.ts";
import "./styles/workbench.css";

async function open(place: HTMLElement, config: PageConfig): Promise<void> {
  speak(config.strings, config.language);
  const session = new Session(config, await openStore(config.annotator.key));
  await session.start(config.work);
  render(<App bench={{ session, zooming: new Zooming(), pointer: { word: null } }} />, place);
}

const place = document.getElementById("workbench");
if (place === null) throw new Error("The page has no #workbench");
open(place, pageConfig(document)).catch((error: unknown) => {
  render(<Unkept reason={String(error)} />, place);
  throw error;
});

/** The way to the first pair. It needs #intro to stand in and #page-config to start from. */
import { render } from "preact";
import { Guide } from "./intro/guide.ts";
import { Trainer } from "./intro/trainer.ts";
import { Way } from "./intro/Way.tsx";
import type { IntroConfig } from "./intro/wire.ts";
import { pageConfig } from "./platform/page.ts";
import { openShelf } from "./platform/shelf.ts";
import { openStore } from "./platform/store.ts";
import { browser } from "./workbench/around.ts";
import { speak } from "./workbench/text.ts";
import { keepTime } from "./workbench/timekeeping.ts";
import { Unkept } from "./workbench/Unkept.tsx";
import { Zooming } from "./workbench/zooming.ts";
import "./styles/workbench.css";
import "./styles/intro.css";

async function open(place: HTMLElement, config: IntroConfig): Promise<void> {
  speak(config.strings, config.language);
  const { key } = config.annotator;
  const store = await openStore(key);
  const session = new Trainer(config, browser(store, await openShelf(key)));
  const open = new Promise<void>(() => undefined);
  keepTime(session, store, open, () => session.occupation());
  render(<Way guide={new Guide(config)} bench={{ session, zooming: new Zooming(), pointer: { word: null } }} />, place);
}

const place = document.getElementById("intro");
if (place === null) throw new Error("The page has no #intro");
open(place, pageConfig<IntroConfig>(document)).catch((error: unknown) => {
  render(<Unkept reason={String(error)} />, place);
  throw error;
});

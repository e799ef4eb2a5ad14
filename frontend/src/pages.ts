/** What server-rendered pages run: htmx without eval, keys for buttons, and copying. */
import htmx from "htmx.org";
import { takeFiles } from "./pages/arriving.ts";
import { copyOnClick } from "./pages/copying.ts";
import { pressKeys } from "./pages/keys.ts";
import { sendFirst } from "./pages/leaving.ts";
import { renew } from "./pages/live.ts";
import { readProofs } from "./pages/proofs.ts";
import { readFiles } from "./pages/reading.ts";
import { liftVeils } from "./pages/veils.ts";
import "./styles/components.css";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;

pressKeys(document);
sendFirst(document);
copyOnClick(document);
liftVeils(document);
readProofs(document);
readFiles(document);
renew(document);
takeFiles(document);

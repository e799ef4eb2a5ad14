/** Copies a text, and says so for a moment. */
import { useState } from "preact/hooks";
import type { Key } from "../core/strings.ts";
import { Link } from "./Button.tsx";
import { t } from "./text.ts";

const SAID_FOR_MS = 2_000;

export function Copy({ text, says }: { readonly text: string; readonly says: Key }) {
  const [isDone, setDone] = useState(false);
  const copy = async () => {
    await copied(text);
    setDone(true);
    setTimeout(() => setDone(false), SAID_FOR_MS);
  };
  return <Link act={copy}>{t(isDone ? "copy.done" : says)}</Link>;
}

/** Pages served without TLS have no clipboard, and some browsers refuse it: the older way is left. */
async function copied(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

/**
 * The sheets of keys and settings. Seldom needed, they come once the workbench stands, and not only when they are asked
 * for: then there may be no network, or a newer build on the server.
 */
import { signal, useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { usePart } from "./bench.ts";
import { Sheet } from "./Sheet.tsx";
import { t } from "./text.ts";

type Bodies = typeof import("../sheets/sheets.ts");

const TITLES = { help: "help.title", settings: "settings.title" } as const;

const fetched = signal<Bodies | "failed" | null>(null);

/** Tries again what failed before. */
export async function fetchSheets(): Promise<void> {
  fetched.value = await import("../sheets/sheets.ts").catch(() => "failed" as const);
}

export function Sheets() {
  const panel = usePart((state) => state.panel);
  return panel === "help" || panel === "settings" ? <Open key={panel} panel={panel} /> : null;
}

function Open({ panel }: { readonly panel: keyof Bodies }) {
  const bodies = useComputed(() => fetched.value).value;
  useEffect(() => void fetchSheets(), []);
  const Body = bodies !== "failed" && bodies?.[panel];
  return (
    <Sheet panel={panel} title={t(TITLES[panel])}>
      {Body ? <Body /> : bodies && <p role="alert">{t("problem.offline")}</p>}
    </Sheet>
  );
}

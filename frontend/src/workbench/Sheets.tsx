/**
 * The sheets of keys and settings, and examples of rulings. Seldom needed, they come once the workbench stands, and not
 * only when they are asked for: then there may be no network, or a newer build on the server.
 */
import { signal, useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { RulingExample } from "../core/wire.ts";
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

function useBodies() {
  useEffect(() => void fetchSheets(), []);
  return useComputed(() => fetched.value).value;
}

/** The pictures of a ruling, once there is a network to fetch them by. */
export function Examples({ of }: { readonly of: readonly RulingExample[] }) {
  const bodies = useBodies();
  return bodies && bodies !== "failed" ? <bodies.examples of={of} /> : null;
}

function Open({ panel }: { readonly panel: keyof typeof TITLES }) {
  const bodies = useBodies();
  const Body = bodies !== "failed" && bodies?.[panel];
  return (
    <Sheet panel={panel} title={t(TITLES[panel])}>
      {Body ? <Body /> : bodies && <p role="alert">{t("problem.offline")}</p>}
    </Sheet>
  );
}

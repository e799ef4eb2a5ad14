/** A dialog over the workbench, open while its panel is. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { State } from "../core/state.ts";
import { Quiet } from "./Button.tsx";
import { useBench, usePart } from "./bench.ts";
import { t } from "./text.ts";

interface SheetProps {
  readonly panel: "help" | "settings";
  readonly title: string;
  readonly children: ComponentChildren;
}

export function useIsOpen(panel: State["panel"]): boolean {
  return usePart((state) => state.panel === panel);
}

export function Sheet({ panel, title, children }: SheetProps) {
  const { session } = useBench();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => {
    if (session.state.peek().panel === panel) session.tell({ type: "paneled", panel: null });
  };
  return (
    <dialog ref={dialog} class="sheet-help" aria-labelledby={`${panel}-title`} onClose={close} onCancel={close}>
      <header class="sheet-head">
        <h2 id={`${panel}-title`}>{title}</h2>
        <Quiet act={close}>
          {t("help.close")} <kbd>Esc</kbd>
        </Quiet>
      </header>
      {children}
    </dialog>
  );
}

/** The keys, printed from the table that the handler reads. */
import { useEffect, useRef } from "preact/hooks";
import type { Group } from "../core/keymap.ts";
import { SHORTCUTS } from "../core/shortcuts.ts";
import { useBench, usePart } from "./bench.ts";
import { t } from "./text.ts";

const GROUPS: readonly Group[] = ["Strike", "Move", "Decide", "Look"];

export function HelpSheet() {
  const { session } = useBench();
  const isOpen = usePart((state) => state.panel === "help");
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
  }, [isOpen]);
  if (!isOpen) return null;
  const close = () => session.tell({ type: "paneled", panel: null });
  return (
    <dialog ref={dialog} class="sheet-help" aria-labelledby="help-title" onClose={close} onCancel={close}>
      <header class="sheet-head">
        <h2 id="help-title">{t("help.title")}</h2>
        <button type="button" class="button button--quiet button--small" onClick={close}>
          {t("help.close")} <kbd>Esc</kbd>
        </button>
      </header>
      <div class="sheet-groups">
        {GROUPS.map((group) => (
          <Rows key={group} group={group} />
        ))}
      </div>
      <p class="muted small">
        {t("help.pointer")} {t("help.pointerOnPicture")}
      </p>
    </dialog>
  );
}

function Rows({ group }: { readonly group: Group }) {
  const rows = SHORTCUTS.flatMap(({ printed }) => (printed?.group === group ? [printed] : []));
  return (
    <section>
      <h3>{t(`keysGroup.${group}`)}</h3>
      <dl class="keys">
        {rows.map(({ keys, label }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

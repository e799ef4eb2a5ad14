/** The keys, printed from the table that the handler reads. */
import { useMemo } from "preact/hooks";
import { type Keyboard, printed } from "../core/chords.ts";
import type { Group, Shortcut } from "../core/keymap.ts";
import type { Key } from "../core/strings.ts";
import { useBench, usePart } from "../workbench/bench.ts";
import { keyboard } from "../workbench/layout.ts";
import { t } from "../workbench/text.ts";

export const GROUPS: readonly Group[] = ["Strike", "Move", "Decide", "Look"];
/** More keys than this for one line are printed as the first and the last. */
const MANY = 5;

export function Keys() {
  const { session } = useBench();
  return (
    <>
      <div class="sheet-groups">
        {GROUPS.map((group) => (
          <Rows key={group} group={group} />
        ))}
      </div>
      <p class="muted small">
        {t("help.pointer")} {t("help.pointerOnPicture")}
      </p>
      <button type="button" class="button" onClick={() => session.tell({ type: "paneled", panel: "settings" })}>
        {t("help.change")}
      </button>
    </>
  );
}

function Rows({ group }: { readonly group: Group }) {
  const shortcuts = usePart((state) => state.shortcuts);
  const known = keyboard.value;
  const lines = useMemo(() => linesOf(shortcuts, group, known), [shortcuts, group, known]);
  return (
    <section>
      <h3>{t(`keysGroup.${group}`)}</h3>
      <dl class="keys">
        {lines.map(({ label, caps }) => (
          <div key={label}>
            <dt>
              {caps.map((cap) => (
                <kbd key={cap}>{cap}</kbd>
              ))}
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface Line {
  readonly label: Key;
  readonly caps: readonly string[];
}

/** One line a label, with the first key of each of its rows; rows without a key are left out. */
function linesOf(shortcuts: readonly Shortcut[], group: Group, known: Keyboard): Line[] {
  const lines = new Map<Key, string[]>();
  for (const row of shortcuts) {
    const [chord] = row.chords;
    if (row.group !== group || chord === undefined) continue;
    if (row.command.do === "cancel" && row.mode !== "words") continue;
    lines.set(row.label, [...(lines.get(row.label) ?? []), printed(chord, known)]);
  }
  return [...lines].map(([label, caps]) => ({ label, caps: shortened(caps) }));
}

function shortened(caps: string[]): string[] {
  return caps.length > MANY ? [`${caps[0]} – ${caps.at(-1)}`] : caps;
}

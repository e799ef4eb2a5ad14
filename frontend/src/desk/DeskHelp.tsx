/** The keys, printed from the tables that the handler reads. */
import { printed } from "../core/chords.ts";
import type { Pressable } from "../core/keymap.ts";
import type { Key } from "../core/strings.ts";
import { usePart } from "../workbench/bench.ts";
import { keyboard } from "../workbench/layout.ts";
import { Sheet, useIsOpen } from "../workbench/Sheet.tsx";
import { t } from "../workbench/text.ts";
import { useDesk } from "./places.ts";

/** More keys than this for one line are printed as the first and the last. */
const MANY = 4;

export function DeskHelp() {
  return useIsOpen("help") ? <Open /> : null;
}

function Open() {
  const { session } = useDesk();
  const shortcuts = usePart((state) => state.shortcuts);
  return (
    <Sheet panel="help" title={t("help.title")}>
      <div class="sheet-groups">
        <Lines heading="keysGroup.Decide" rows={session.rows} />
        <Lines heading="keysGroup.Look" rows={shortcuts.filter((row) => row.mode === "words")} />
      </div>
    </Sheet>
  );
}

interface LinesProps {
  readonly heading: Key;
  readonly rows: readonly (Pressable & { readonly label: Key })[];
}

function Lines({ heading, rows }: LinesProps) {
  const lines = new Map<Key, string[]>();
  for (const { chords, label } of rows) {
    const [chord] = chords;
    if (chord) lines.set(label, [...(lines.get(label) ?? []), printed(chord, keyboard.value)]);
  }
  return (
    <section>
      <h3>{t(heading)}</h3>
      <dl class="keys">
        {[...lines].map(([label, caps]) => (
          <div key={label}>
            <dt>
              {shortened(caps).map((cap) => (
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

function shortened(caps: string[]): string[] {
  return caps.length > MANY ? [`${caps[0]} – ${caps.at(-1)}`] : caps;
}

/** Every key, to be changed: press the button, then the key. A key that is taken is refused by name. */
import { useLayoutEffect, useState } from "preact/hooks";
import { chosen, type Pressed, printed, written } from "../core/chords.ts";
import type { Shortcut } from "../core/keymap.ts";
import { isRemappable, nameOf, taker } from "../core/shortcuts.ts";
import { Link } from "../workbench/Button.tsx";
import { useBench, usePart } from "../workbench/bench.ts";
import { keyboard } from "../workbench/layout.ts";
import { commandText, t } from "../workbench/text.ts";

export function KeySettings() {
  const { session } = useBench();
  const shortcuts = usePart((state) => state.shortcuts);
  const keys = usePart((state) => state.choices.keys);
  const [listening, listen] = useState<string | null>(null);
  const rows = shortcuts.filter(isRemappable);
  return (
    <section>
      <h3>{t("settings.keys")}</h3>
      <dl class="keys keys--own">
        {rows.map((row) => (
          <KeyRow key={nameOf(row.command)} row={row} isListening={listening === nameOf(row.command)} listen={listen} />
        ))}
      </dl>
      <button
        type="button"
        class="button"
        disabled={Object.keys(keys).length === 0}
        onClick={() => session.tell({ type: "chosen", choices: { keys: {} } })}
      >
        {t("settings.keysReset")}
      </button>
    </section>
  );
}

interface KeyRowProps {
  readonly row: Shortcut;
  readonly isListening: boolean;
  readonly listen: (name: string | null) => void;
}

function KeyRow({ row, isListening, listen }: KeyRowProps) {
  const { session } = useBench();
  const name = nameOf(row.command);
  const isOwn = usePart((state) => name in state.choices.keys);
  const [refusal, refuse] = useState("");
  const take = (pressed: Pressed) => {
    const problem = refusalOf(pressed, row, session.state.peek().shortcuts);
    if (problem === null) return;
    refuse(problem);
    listen(null);
    if (problem !== "" || !("chord" in pressed)) return;
    const { keys } = session.state.peek().choices;
    session.tell({ type: "chosen", choices: { keys: { ...keys, [name]: written(pressed.chord) } } });
  };
  const restore = () => {
    const { [name]: _gone, ...keys } = session.state.peek().choices.keys;
    session.tell({ type: "chosen", choices: { keys } });
    refuse("");
  };
  const said = commandText(row);
  return (
    <div>
      <dt>
        <KeyButton row={row} said={said} isListening={isListening} listen={() => listen(name)} take={take} />
        {isOwn && (
          <Link aria-label={t("settings.restoreKey", { command: said })} act={restore}>
            ↺
          </Link>
        )}
      </dt>
      <dd>
        {said}
        {refusal && (
          <span class="refusal" role="alert">
            {refusal}
          </span>
        )}
      </dd>
    </div>
  );
}

/** What is wrong with the key; an empty text when nothing is, null while it is not a whole key yet. */
function refusalOf(pressed: Pressed, row: Shortcut, shortcuts: readonly Shortcut[]): string | null {
  if ("refused" in pressed) return pressed.refused === "not_yet" ? null : t("settings.keyOfBrowser");
  const other = taker(shortcuts, row, pressed.chord);
  return other === null ? "" : t("settings.keyTaken", { command: commandText(other) });
}

interface KeyButtonProps {
  readonly row: Shortcut;
  readonly said: string;
  readonly isListening: boolean;
  readonly listen: () => void;
  readonly take: (pressed: Pressed) => void;
}

function KeyButton({ row, said, isListening, listen, take }: KeyButtonProps) {
  useLayoutEffect(() => {
    if (!isListening) return;
    const hear = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      take(event.code === "Escape" ? { refused: "not_ours" } : chosen(event));
    };
    addEventListener("keydown", hear, { capture: true });
    return () => removeEventListener("keydown", hear, { capture: true });
  }, [isListening, take]);
  const caps = row.chords.map((chord) => printed(chord, keyboard.value));
  return (
    <button
      type="button"
      class="button button--small"
      aria-label={t("settings.changeKey", { command: said })}
      onClick={listen}
    >
      {isListening ? t("settings.pressKey") : (caps[0] ?? t("settings.noKey"))}
    </button>
  );
}

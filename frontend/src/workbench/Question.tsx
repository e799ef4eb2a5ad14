/** After Q: one box for a question on a word or on the pair, while the work goes on. Enter sends it, Escape closes it. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { isTaken } from "../core/keymap.ts";
import { Link } from "./Button.tsx";
import { useBench, usePart } from "./bench.ts";
import { t } from "./text.ts";

const LONGEST = 2_000;

export function Question() {
  const { session } = useBench();
  const text = usePart((state) => state.hand?.draft.question?.text ?? "");
  const word = usePart(({ hand }) => {
    const asked = hand?.draft.question?.word ?? null;
    return asked === null ? undefined : hand?.pair.tokens.find((token) => token.word === asked)?.text;
  });
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <section class="choices" aria-label={t("acts.question")}>
      <label class="note">
        {word === undefined ? t("question.aboutPair") : t("question.about", { word })}
        <textarea
          ref={box}
          id="question"
          rows={1}
          maxLength={LONGEST}
          value={text}
          onInput={({ currentTarget: { value } }) => session.tell({ type: "questioned", question: { text: value } })}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || isTaken(event)) return;
            event.preventDefault();
            session.ask();
          }}
        />
      </label>
      <p class="prompt-tools">
        <button type="button" class="button button--small" disabled={text.trim() === ""} onClick={() => session.ask()}>
          {t("question.send")} <kbd>⏎</kbd>
        </button>
        {word !== undefined && (
          <Link act={() => session.tell({ type: "questioned", question: { word: null } })}>{t("question.whole")}</Link>
        )}
        <Link act={() => session.tell({ type: "cancelled" })}>{t("choices.cancel")}</Link>
      </p>
    </section>
  );
}

/** The rulings beside the picture, to be searched while the words stay in sight. */
import { useEffect, useRef, useState } from "preact/hooks";
import { lockedBy } from "../core/rulings.ts";
import type { Ruling } from "../core/wire.ts";
import { Link, Quiet } from "./Button.tsx";
import { useBench, usePart } from "./bench.ts";
import { Examples } from "./Sheets.tsx";
import { t } from "./text.ts";

export function GuidelinePanel() {
  const isOpen = usePart((state) => state.panel === "guideline");
  return isOpen ? <OpenPanel /> : null;
}

function OpenPanel() {
  const { session } = useBench();
  const guideline = usePart((state) => state.guideline);
  const [sought, seek] = useState("");
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => search.current?.focus(), []);
  const opened = usePart((state) => state.ruling);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "start" });
  }, [opened]);
  const found = guideline.rulings.filter((ruling) => mentions(ruling, sought));
  return (
    <aside class="guideline" aria-labelledby="guideline-title">
      <header class="sheet-head">
        <h2 id="guideline-title">
          {t("guideline.title")} <span class="count">{t("guideline.version", { n: guideline.number })}</span>
        </h2>
        <Quiet act={() => session.tell({ type: "paneled", panel: null })}>
          {t("guideline.close")} <kbd>Esc</kbd>
        </Quiet>
      </header>
      <p class="guideline-rule">{t("guideline.rule")}</p>
      <input
        ref={search}
        type="search"
        placeholder={t("guideline.find")}
        aria-label={t("guideline.find")}
        value={sought}
        onInput={(event) => seek(event.currentTarget.value)}
      />
      <Locks />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard to be scrolled */}
      <ol ref={list} class="rulings" tabIndex={0} aria-labelledby="guideline-title">
        {found.map((ruling) => (
          <Item key={ruling.number} ruling={ruling} isSought={ruling.number === opened} />
        ))}
      </ol>
      {found.length === 0 && <p class="muted">{t("guideline.none")}</p>}
    </aside>
  );
}

/** What this prompt has that nobody strikes, so that the keyboard reaches the reasons too. */
function Locks() {
  const { session } = useBench();
  const pair = usePart((state) => state.hand?.pair ?? null);
  const locks = pair === null ? [] : [...lockedBy(pair)];
  if (locks.length === 0) return null;
  return (
    <p class="locks small">
      {t("guideline.lockedHere")}{" "}
      {locks.map(([number, texts]) => (
        <Link key={number} act={() => session.tell({ type: "paneled", panel: "guideline", ruling: number })}>
          {t("guideline.lockedBy", { words: texts.join(", "), number })}
        </Link>
      ))}
    </p>
  );
}

function Item({ ruling, isSought }: { readonly ruling: Ruling; readonly isSought: boolean }) {
  return (
    <li value={ruling.number} aria-current={isSought || undefined}>
      <h3>{ruling.title}</h3>
      <p class="decision" data-decision={ruling.decision}>
        {t(`decision.${ruling.decision}`)}
      </p>
      <p>{ruling.text}</p>
      {ruling.examples?.length ? <Examples of={ruling.examples} /> : null}
    </li>
  );
}

function mentions(ruling: Ruling, sought: string): boolean {
  const text = `${ruling.number} ${ruling.title} ${ruling.decision} ${ruling.text}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

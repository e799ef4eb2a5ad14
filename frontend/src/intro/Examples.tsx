/** Six worked examples: one tries each, then reads what is struck and why. */
import { useComputed, useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo } from "preact/hooks";
import { t } from "../workbench/text.ts";
import { asPair, compared } from "./comparing.ts";
import { Trial } from "./Trial.tsx";
import { useWay } from "./ways.ts";
import type { Comparison } from "./wire.ts";

export function Examples() {
  const { guide, trainer } = useWay();
  const { lessons } = guide.config;
  const place = useComputed(() => Math.min(guide.journey.value.n_examples, lessons.length - 1)).value;
  const lesson = lessons[place];
  const seen = useSignal<Comparison | null>(null);
  const pair = useMemo(() => (lesson ? asPair(lesson) : null), [lesson]);
  useLayoutEffect(() => {
    seen.value = null;
    if (pair === null || lesson === undefined) return;
    trainer.put(pair, (struck) => {
      seen.value = compared(struck, lesson.truth);
    });
  }, [pair, lesson, trainer, seen]);
  if (pair === null || lesson === undefined) return null;
  return (
    <Trial
      pair={pair}
      title={t("intro.examples.title", { number: place + 1, all: lessons.length })}
      comparison={seen.value}
      onNext={() => void guide.reach("examples", place + 1)}
      next={t("intro.next")}
    >
      <p class="intro-why">
        <b>{t(`intro.lesson.${lesson.code}.title`)}</b> {t(`intro.lesson.${lesson.code}.why`)}
      </p>
    </Trial>
  );
}

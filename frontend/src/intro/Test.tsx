/** The test: one picture after another, each compared at once with what is known of it. */
import { useComputed } from "@preact/signals";
import { useLayoutEffect, useMemo } from "preact/hooks";
import { percent, t } from "../workbench/text.ts";
import { asPair } from "./comparing.ts";
import { Go, Sheet } from "./Frame.tsx";
import { Trial } from "./Trial.tsx";
import { useWay } from "./ways.ts";
import type { Attempt, Item, Result } from "./wire.ts";

export function Test() {
  const { guide } = useWay();
  const seen = useComputed(() => guide.seen.value).value;
  const attempt = useComputed(() => guide.journey.value.attempt).value;
  const item = seen?.item ?? attempt?.item;
  return attempt && item ? <Asked attempt={attempt} item={item} /> : <Before />;
}

/** What will be asked, or what the attempt before came to. */
function Before() {
  const { guide } = useWay();
  const { bar, last } = useComputed(() => guide.journey.value).value;
  const asks = { n: bar.n_items, recall: percent(bar.recall), precision: percent(bar.precision) };
  return (
    <Sheet title={last ? t("intro.test.again") : t("intro.test.title")}>
      {last && <Figures result={last} />}
      <p class="intro-lede">{t("intro.test.asks", asks)}</p>
      <p>{last ? t("intro.test.retry") : t("intro.test.how")}</p>
      <Go label={last ? t("intro.test.restart") : t("intro.test.start")} onClick={() => void guide.start()} />
    </Sheet>
  );
}

function Asked({ attempt, item }: { readonly attempt: Attempt; readonly item: Item }) {
  const { guide, trainer } = useWay();
  const seen = useComputed(() => guide.seen.value).value;
  const pair = useMemo(() => asPair(item), [item]);
  useLayoutEffect(() => {
    trainer.put(pair, (struck) => void guide.answer(item, struck, trainer.activeMs()));
  }, [pair, item, guide, trainer]);
  const number = attempt.n_done + 1;
  return (
    <Trial
      pair={pair}
      title={t("intro.test.number", { number, all: attempt.n_items })}
      comparison={seen?.comparison ?? null}
      onNext={() => guide.goOn()}
      next={t("intro.next")}
    />
  );
}

export function Figures({ result }: { readonly result: Result }) {
  return (
    <dl class="intro-figures">
      <dt>{t("intro.figure.recall")}</dt>
      <dd data-reached={result.recall >= result.recall_wanted || undefined}>
        {t("intro.figure.of", { share: percent(result.recall), wanted: percent(result.recall_wanted) })}
      </dd>
      <dt>{t("intro.figure.precision")}</dt>
      <dd data-reached={result.precision >= result.precision_wanted || undefined}>
        {t("intro.figure.of", { share: percent(result.precision), wanted: percent(result.precision_wanted) })}
      </dd>
    </dl>
  );
}

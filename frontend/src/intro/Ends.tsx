/** Where the way ends: at work, or with a manager. */
import { useComputed } from "@preact/signals";
import { t } from "../workbench/text.ts";
import { Sheet } from "./Frame.tsx";
import { Figures } from "./Test.tsx";
import { useWay } from "./ways.ts";

export function Done() {
  const { guide } = useWay();
  const { last } = useComputed(() => guide.journey.value).value;
  return (
    <Sheet title={t("intro.done.title")}>
      {last?.passed && <Figures result={last} />}
      <p class="intro-lede">{last?.passed ? t("intro.done.passed") : t("intro.done.learned")}</p>
      <p>
        <a class="button button--primary" href={guide.config.urls.work}>
          {t("intro.done.work")}
        </a>
      </p>
    </Sheet>
  );
}

export function Failed() {
  const { guide } = useWay();
  const { last, has_work } = useComputed(() => guide.journey.value).value;
  return (
    <Sheet title={t("intro.failed.title")}>
      {last && <Figures result={last} />}
      <p class="intro-lede">{t(has_work ? "intro.failed.meanwhile" : "intro.failed.next")}</p>
      <ul>
        <li>{t("intro.failed.told")}</li>
        <li>{t("intro.failed.decides")}</li>
        <li>{t("intro.failed.paid")}</li>
      </ul>
      {has_work && (
        <p>
          <a class="button" href={guide.config.urls.work}>
            {t("intro.done.work")}
          </a>
        </p>
      )}
    </Sheet>
  );
}

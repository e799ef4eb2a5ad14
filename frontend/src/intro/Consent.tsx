/** Before anything else: the language, how hard pictures come, and what is recorded. */
import { useSignal } from "@preact/signals";
import type { Key } from "../core/strings.ts";
import type { AccountChoices } from "../core/wire.ts";
import { t } from "../workbench/text.ts";
import { Go, Sheet } from "./Frame.tsx";
import { useWay } from "./ways.ts";

const LANGUAGES = { en: "English", ko: "한국어", "zh-hans": "简体中文" } as const;
type Language = keyof typeof LANGUAGES;

const EXPOSURES: readonly { readonly exposure: AccountChoices["exposure"]; readonly says: Key }[] = [
  { exposure: "blur", says: "intro.exposure.blur" },
  { exposure: "show", says: "intro.exposure.show" },
  { exposure: "never", says: "intro.exposure.never" },
];

const RECORDED: readonly Key[] = [
  "intro.recorded.answers",
  "intro.recorded.times",
  "intro.recorded.active",
  "intro.recorded.name",
];

export function Consent() {
  const { guide } = useWay();
  const exposure = useSignal(guide.config.choices.exposure);
  const agrees = useSignal(false);
  const misses = useSignal(false);
  const goOn = async () => {
    misses.value = !agrees.value;
    if (!agrees.value) return;
    await guide.choose({ exposure: exposure.value });
    if (guide.problem.peek() === null) await guide.reach("consent");
  };
  return (
    <Sheet title={t("intro.consent.title")}>
      <p class="intro-lede">{t("intro.consent.lede")}</p>
      <LanguageChoice />
      <fieldset class="intro-choice">
        <legend>{t("intro.exposure.title")}</legend>
        {EXPOSURES.map(({ exposure: one, says }) => (
          <label key={one}>
            <input
              type="radio"
              name="exposure"
              checked={exposure.value === one}
              onChange={() => {
                exposure.value = one;
              }}
            />{" "}
            {t(says)}
          </label>
        ))}
        <p class="intro-note">{t("intro.exposure.note")}</p>
      </fieldset>
      <h2>{t("intro.recorded.title")}</h2>
      <ul>
        {RECORDED.map((says) => (
          <li key={says}>{t(says)}</li>
        ))}
      </ul>
      <label class="intro-agree">
        <input
          type="checkbox"
          checked={agrees.value}
          onChange={(event) => {
            agrees.value = event.currentTarget.checked;
          }}
        />{" "}
        {t("intro.consent.agree")}
      </label>
      <p class="hint" role="status">
        {misses.value && !agrees.value && t("intro.consent.missing")}
      </p>
      <Go label={t("intro.next")} onClick={() => void goOn()} />
    </Sheet>
  );
}

/** Another language is another page. */
function LanguageChoice() {
  const { guide } = useWay();
  const spoken = guide.config.language;
  const choose = async (language: Language) => {
    await guide.choose({ interface: language });
    if (guide.problem.peek() === null) location.reload();
  };
  return (
    <fieldset class="intro-choice intro-choice--row">
      <legend>{t("intro.language")}</legend>
      {(Object.keys(LANGUAGES) as Language[]).map((language) => (
        <label key={language} lang={language}>
          <input type="radio" name="language" checked={spoken === language} onChange={() => void choose(language)} />{" "}
          {LANGUAGES[language]}
        </label>
      ))}
    </fieldset>
  );
}

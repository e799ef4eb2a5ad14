/** What each person may choose for themselves: how it looks, what Enter does, what is shown, and every key. */
import type { ComponentChildren } from "preact";
import { FONT_PX, GOAL_AT_MOST } from "../core/account.ts";
import type { Key } from "../core/strings.ts";
import type { AccountChoices } from "../core/wire.ts";
import { useBench, usePart } from "../workbench/bench.ts";
import { t } from "../workbench/text.ts";
import { KeySettings } from "./KeySettings.tsx";

export function Settings() {
  return (
    <>
      <div class="settings">
        <OneOf name="theme" legend="settings.theme" values={THEMES} />
        <WordSize />
        <OneOf name="exposure" legend="settings.exposure" values={EXPOSURES} />
        <OneOf name="enter" legend="settings.enter" values={ENTERS} />
        <Interface />
        <div>
          <Switch name="keep_zoom" legend="settings.keepZoom" />
          <Switch name="clean_preview" legend="settings.cleanPreview" />
          <Switch name="progress" legend="settings.progress" />
          <Goal />
        </div>
      </div>
      <Switch name="single_keys" legend="settings.singleKeys" />
      <p class="muted small">{t("settings.singleKeysWhy")}</p>
      <KeySettings />
    </>
  );
}

const THEMES: Options<"theme"> = [
  ["system", "settings.themeSystem"],
  ["light", "settings.themeLight"],
  ["dark", "settings.themeDark"],
  ["contrast", "settings.themeContrast"],
];
const EXPOSURES: Options<"exposure"> = [
  ["blur", "settings.exposureBlur"],
  ["never", "settings.exposureNever"],
  ["show", "settings.exposureShow"],
];
const ENTERS: Options<"enter"> = [
  ["submits", "settings.enterSubmits"],
  ["toggles", "settings.enterToggles"],
];

type Options<Name extends keyof AccountChoices> = readonly (readonly [AccountChoices[Name], Key])[];

interface OneOfProps<Name extends keyof AccountChoices> {
  readonly name: Name;
  readonly legend: Key;
  readonly values: Options<Name>;
}

function useChoice<Name extends keyof AccountChoices>(name: Name) {
  const { session } = useBench();
  const value = usePart((state) => state.choices[name]);
  const choose = (chosen: AccountChoices[Name]) => session.tell({ type: "chosen", choices: { [name]: chosen } });
  return { value, choose };
}

function OneOf<Name extends "theme" | "exposure" | "enter">({ name, legend, values }: OneOfProps<Name>) {
  const { value, choose } = useChoice(name);
  return (
    <Group legend={legend}>
      {values.map(([one, said]) => (
        <label key={one} class="choice">
          <input type="radio" name={name} checked={one === value} onChange={() => choose(one)} />
          {t(said)}
        </label>
      ))}
    </Group>
  );
}

function Switch({
  name,
  legend,
}: {
  readonly name: "keep_zoom" | "clean_preview" | "single_keys" | "progress";
  readonly legend: Key;
}) {
  const { value, choose } = useChoice(name);
  return (
    <label class="choice">
      <input type="checkbox" checked={value} onChange={() => choose(!value)} />
      {t(legend)}
    </label>
  );
}

function WordSize() {
  const { value, choose } = useChoice("font_px");
  return (
    <Group legend="settings.wordSize">
      <input
        type="range"
        aria-label={t("settings.wordSize")}
        min={FONT_PX.least}
        max={FONT_PX.most}
        value={value}
        onInput={(event) => choose(Number(event.currentTarget.value))}
      />
    </Group>
  );
}

function Goal() {
  const { value, choose } = useChoice("goal");
  return (
    <label class="choice">
      {t("settings.goal")}{" "}
      <input
        type="number"
        min={1}
        max={GOAL_AT_MOST}
        value={value ?? ""}
        onChange={({ currentTarget: { valueAsNumber: n } }) =>
          choose(n >= 1 ? Math.min(GOAL_AT_MOST, Math.round(n)) : null)
        }
      />
    </label>
  );
}

/** Each language says its own name. */
const INTERFACES = [
  ["en", "English"],
  ["ko", "한국어"],
  ["zh-hans", "简体中文"],
] as const;

function Interface() {
  const { value, choose } = useChoice("interface");
  return (
    <Group legend="settings.interface">
      {INTERFACES.map(([one, name]) => (
        <label key={one} class="choice" lang={one}>
          <input type="radio" name="interface" checked={one === value} onChange={() => choose(one)} />
          {name}
        </label>
      ))}
      <p class="muted small">{t("settings.interfaceLater")}</p>
    </Group>
  );
}

function Group({ legend, children }: { readonly legend: Key; readonly children: ComponentChildren }) {
  return (
    <fieldset>
      <legend>{t(legend)}</legend>
      {children}
    </fieldset>
  );
}

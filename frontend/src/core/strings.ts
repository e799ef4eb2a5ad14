/** What the page says, in the language of whoever reads it. The server hands over the catalog; this bundle carries none. */

type Catalog = typeof import("../../locales/en.json");
type Form = "zero" | "one" | "two" | "few" | "many" | "other";
type Asked<Name> = Name extends `${infer Counted}.${Form}` ? Counted : Name;

/** Every text there is; one that depends on a count `n` is named without its plural form. */
export type Key = Asked<keyof Catalog>;

export type Values = Readonly<Record<string, string | number>>;
export type Strings = Readonly<Record<string, string>>;
export type Translate = (key: Key, values?: Values) => string;

const PLACE = /\{(\w+)\}/g;

/**
 * The text of a key with its `{places}` filled in, numbers as the language writes them.
 *
 * @param language - a BCP 47 tag: it decides between plural forms
 */
export function translator(strings: Strings, language: string): Translate {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    const form = typeof values.n === "number" ? plural.select(values.n) : "other";
    const text = strings[key] ?? strings[`${key}.${form}`] ?? strings[`${key}.other`] ?? key;
    return text.replace(PLACE, (place, name: string) => written(values[name], number) ?? place);
  };
}

function written(value: string | number | undefined, number: Intl.NumberFormat): string | undefined {
  return typeof value === "number" ? number.format(value) : value;
}

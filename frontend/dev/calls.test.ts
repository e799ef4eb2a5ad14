import { expect, test } from "vitest";
import en from "../locales/en.json";
import { calls } from "./calls.ts";

const CATALOG: Readonly<Record<string, string>> = en;
const SOURCES = import.meta.glob<string>(["../src/**/*.{ts,tsx}", "!../src/**/*.test.*"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const ALL = Object.values(SOURCES).join("\n");

test("a call is found with its values", () => {
  expect(calls('const x = <p>{t("a.b", { n: 1, title })}{t("c.d")}{t("e.f", all)}{t("g.h", { ...all })}</p>;')).toEqual(
    [
      { key: "a.b", values: ["n", "title"] },
      { key: "c.d", values: [] },
      { key: "e.f", values: null },
      { key: "g.h", values: null },
    ],
  );
});

test.each(Object.entries(SOURCES))("%s fills every place of the texts it asks for", (_path, source) => {
  const wrong = calls(source).filter(({ key, values }) => values !== null && placesOf(key) !== values.join());
  expect(wrong).toEqual([]);
});

test("every text is asked for somewhere", () => {
  const areas = [...ALL.matchAll(/`([\w.]+\.)\$\{/g)].map(([, area = ""]) => area);
  const unused = Object.keys(CATALOG)
    .map((key) => key.replace(/\.(one|other)$/, ""))
    .filter((key) => !ALL.includes(`"${key}"`) && !areas.some((area) => key.startsWith(area)));
  expect(unused).toEqual([]);
});

function placesOf(key: string): string {
  const text = CATALOG[key] ?? CATALOG[`${key}.other`] ?? "";
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place))].sort().join();
}

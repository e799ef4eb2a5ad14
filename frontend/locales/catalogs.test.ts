import { expect, test } from "vitest";
import { pseudo } from "../dev/pseudo.ts";
import en from "./en.json";
import ko from "./ko.json";
import zh from "./zh-hans.json";

const ENGLISH: Readonly<Record<string, string>> = en;
const OTHERS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["ko", ko],
  ["zh-hans", zh],
  ["qps", pseudo(en)],
];

function placesIn(text: string | undefined): string[] {
  return [...(text ?? "").matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
}

test.each(OTHERS)("%s says all that English says, and nothing else", (_language, catalog) => {
  expect(Object.keys(catalog).sort()).toEqual(Object.keys(ENGLISH).sort());
  expect(Object.entries(catalog).filter(([, text]) => text.trim() === "")).toEqual([]);
});

test.each(OTHERS)("%s has the places of the English texts", (_language, catalog) => {
  const wrong = Object.entries(catalog).filter(
    ([key, text]) => placesIn(text).join() !== placesIn(ENGLISH[key]).join(),
  );
  expect(wrong).toEqual([]);
});

test.each(OTHERS)("%s repeats no English text", (_language, catalog) => {
  const same = Object.entries(catalog).filter(([key, text]) => text === ENGLISH[key] && /\p{L}/u.test(bare(text)));
  expect(same).toEqual([]);
});

test("a text that depends on a count has the forms of English, which no other text's name ends in", () => {
  const forms = new Map<string, string[]>();
  for (const key of Object.keys(ENGLISH)) {
    const [, name = "", form = ""] = /^(.+)\.(zero|one|two|few|many|other)$/.exec(key) ?? [];
    if (form !== "") forms.set(name, [...(forms.get(name) ?? []), form]);
  }
  expect([...forms].filter(([, found]) => found.join() !== "one,other")).toEqual([]);
});

function bare(text: string): string {
  return text.replaceAll(/\{\w+\}/g, "");
}

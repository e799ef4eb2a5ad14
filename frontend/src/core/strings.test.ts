import { expect, test } from "vitest";
import { translator } from "./strings.ts";

const STRINGS = {
  "acts.submit": "Submit",
  "acts.submitStrikes.one": "Submit {n} strike",
  "acts.submitStrikes.other": "Submit {n} strikes",
  "acts.struckOf": "{struck} of {words} struck",
};

test("a text has its places filled, and a place without a value stays in sight", () => {
  const t = translator(STRINGS, "en");

  expect(t("acts.submit")).toBe("Submit");
  expect(t("acts.struckOf", { struck: 2 })).toBe("2 of {words} struck");
});

test("a count chooses the plural form of the language and is written as the language writes numbers", () => {
  const t = translator(STRINGS, "en");

  expect(t("acts.submitStrikes", { n: 1 })).toBe("Submit 1 strike");
  expect(t("acts.submitStrikes", { n: 1200 })).toBe("Submit 1,200 strikes");
});

test("a language with one form for every count says that one", () => {
  const t = translator({ "acts.submitStrikes.other": "{n}개 지우고 제출" }, "ko");

  expect(t("acts.submitStrikes", { n: 1 })).toBe("1개 지우고 제출");
});

test("a value is put in as it is, whatever it holds", () => {
  const t = translator(STRINGS, "en");

  expect(t("acts.struckOf", { struck: "$&", words: "{struck}" })).toBe("$& of {struck} struck");
});

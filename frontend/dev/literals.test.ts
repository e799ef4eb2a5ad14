import { expect, test } from "vitest";
import { literalTexts } from "./literals.ts";

const COMPONENTS = import.meta.glob<string>("../src/**/*.tsx", { query: "?raw", import: "default", eager: true });

test.each([
  ["a text between tags", "<p>Try again</p>", ["Try again"]],
  ["a text in a fragment", "<>{n} <b>left</b></>", ["left"]],
  ["an attribute that is read out", '<button title="Zoom" aria-label={`Clause`} class="plain" />', ["Zoom", "Clause"]],
  ["a choice of texts", '<p>{isOn === "on" ? "Stop" : "Go"}</p>', ["Stop", "Go"]],
  ["a text on a condition", '<p>{n > 0 && "Some"}{name ?? "None"}</p>', ["Some", "None"]],
  ["an element in an attribute", "<Sheet head={<h2>Keys</h2>} />", ["Keys"]],
  ["an element in a list", "<ol>{all.map((one) => (<li>Item {one}</li>))}</ol>", ["Item"]],
])("%s is found", (_what, source, texts) => {
  expect(literalTexts(`const x = ${source};`)).toEqual(texts);
});

test.each([
  ["what a catalog says", '<p title={t("a.b")}>{t("acts.submit", { n: 1 })}</p>'],
  ["the cap of a key", "<p><kbd>Esc</kbd> · 3 – 4</p>"],
  ["the product's name", "<span translate={false}>Strike<b>out</b></span>"],
  ["what is for the machine", '<p class="bar" data-kind="word" lang={pair.language}>{words("x")}</p>'],
])("%s is none", (_what, source) => {
  expect(literalTexts(`const x = ${source};`)).toEqual([]);
});

test.each(Object.entries(COMPONENTS))("%s says nothing that is not in the catalogs", (_path, source) => {
  expect(literalTexts(source)).toEqual([]);
});

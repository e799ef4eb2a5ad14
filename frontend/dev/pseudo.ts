/**
 * A language that nobody speaks: accented, longer by two fifths, in brackets. What is shown without them was never put
 * in a catalog, and what does not fit now will not fit in some real language. Run by itself it prints its catalog.
 */
import { readFileSync } from "node:fs";
import type { Strings } from "../src/core/strings.ts";

const PLAIN = "AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz";
const ACCENTED = "ÅåÇçÐđÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŤťÛûŴŵÝýŽž";
const PADDING = "one two three four five six seven eight nine ten ";
const PLACE = /(\{\w+\})/;

export function pseudo(strings: Strings): Strings {
  return Object.fromEntries(Object.entries(strings).map(([key, text]) => [key, disguised(text)]));
}

function disguised(text: string): string {
  const pieces = text.split(PLACE).map((piece) => (PLACE.test(piece) ? piece : accented(piece)));
  const length = Math.ceil(text.replaceAll(new RegExp(PLACE, "g"), "").length * 0.4);
  const padding = accented(PADDING.repeat(Math.ceil(length / PADDING.length)).slice(0, length)).trimEnd();
  return `[${pieces.join("")} ${padding}]`;
}

function accented(text: string): string {
  return [...text].map((letter) => [...ACCENTED][PLAIN.indexOf(letter)] ?? letter).join("");
}

if (import.meta.main) {
  const en = JSON.parse(readFileSync(new URL("../locales/en.json", import.meta.url), "utf8")) as Strings;
  process.stdout.write(JSON.stringify(pseudo(en)));
}

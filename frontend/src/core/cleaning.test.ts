import fc from "fast-check";
import { expect, test } from "vitest";
import { pairOf } from "../../dev/pairs.ts";
import { cleaned } from "./cleaning.ts";
import { strikeable } from "./words.ts";

test.each([
  ["a cat wearing a red hat, octane render, 8k --ar 3:2", "octane render", "a cat wearing a red hat, 8k --ar 3:2"],
  ["a cat with a red hat on a table", "red hat", "a cat on a table"],
  ["still life painting:: fruit::2 --stylize 250", "fruit", "still life painting:: --stylize 250"],
  ["cinematic still, (shallow depth of field), neon sign", "shallow depth of field", "cinematic still, neon sign"],
  ["a dog , a cat,, and a bird.", "a cat", "a dog, and a bird."],
  ["A girl in a field. She holds a lantern. Dusk", "She holds a lantern", "A girl in a field. Dusk"],
  ["geodesic landscape, tadao ando, 4 k,", "tadao ando", "geodesic landscape, 4 k"],
  ["水墨画，山水，樱花", "山水", "水墨画，樱花"],
])("%s without %s", (prompt, gone, clean) => {
  const pair = pairOf(prompt);
  const words = gone.split(" ");
  const first = wordTexts(prompt).findIndex((_, at, texts) => words.every((word, by) => texts[at + by] === word));

  expect(
    cleaned(
      pair,
      words.map((_, by) => first + by),
    ),
  ).toBe(clean);
});

test("striking nothing changes spaces at most", () => {
  const prompt = "a cat wearing a red hat, octane render --ar 3:2";

  expect(cleaned(pairOf(prompt), [])).toBe(prompt);
});

test("the words left are those that were not struck, in order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("cat", "dog,", "(hat)", "8k.", "red")),
      fc.array(fc.nat(12)),
      (pieces, struck) => {
        const pair = pairOf(pieces.join(" "));
        const left = pair.tokens.filter((token) => token.word !== null && !struck.includes(token.word));
        expect(cleaned(pair, struck).match(/\w+/g) ?? []).toEqual(left.map((token) => token.text));
      },
    ),
  );
});

test("with every word struck no word is left", () => {
  const pair = pairOf("a (cat), a dog");

  expect(cleaned(pair, strikeable(pair))).toBe("");
});

function wordTexts(prompt: string): string[] {
  return pairOf(prompt).tokens.flatMap((token) => (token.word === null ? [] : [token.text]));
}

import { expect, test } from "vitest";
import { pairOf } from "../../dev/pairs.ts";
import { cleaned } from "./cleaning.ts";
import GOLDEN from "./golden.json" with { type: "json" };
import { orphans } from "./orphans.ts";
import type { Pair, Token } from "./wire.ts";

const ROWS = GOLDEN.map((row) => {
  const { prompt, language, tail } = row;
  const pair: Pair = { ...pairOf(""), prompt, language, tail, tokens: row.tokens as Token[] };
  return [prompt, pair, row] as const;
});

test.each(ROWS)("the words that go by themselves are the server's: %s", (_, pair, { struck, auto }) => {
  expect(orphans(pair, struck)).toEqual(auto);
});

test.each(ROWS)("the preview reads as the server's clean prompt: %s", (_, pair, { struck, clean }) => {
  expect(cleaned(pair, struck)).toBe(clean);
});

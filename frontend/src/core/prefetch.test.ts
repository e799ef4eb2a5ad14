import { expect, test } from "vitest";
import { pairOf } from "../../dev/pairs.ts";
import { type Loading, pictureUrl, plan, refill, urlsOf } from "./prefetch.ts";

const URLS = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

test("at first the picture in hand and the two after it are fetched", () => {
  expect(plan(URLS, new Map(), false)).toEqual({ fetch: ["a", "b", "c"], decode: [], drop: [] });
});

test("three at once, the nearest first, six ahead and no more", () => {
  const known = new Map<string, Loading>([
    ["a", "decoded"],
    ["b", "loading"],
    ["c", "loaded"],
    ["d", "loading"],
  ]);

  expect(plan(URLS, known, false)).toEqual({ fetch: ["e"], decode: ["c"], drop: [] });
});

test("four are decoded: the one in hand and three ahead", () => {
  const known = new Map<string, Loading>(URLS.slice(0, 7).map((url) => [url, "loaded"]));

  expect(plan(URLS, known, false)).toEqual({ fetch: [], decode: ["a", "b", "c", "d"], drop: [] });
});

test("what lies behind is let go", () => {
  expect(plan(["b", "c"], new Map([["a", "decoded"]]), false).drop).toEqual(["a"]);
});

test("someone who saves data gets two ahead", () => {
  const known = new Map<string, Loading>(URLS.slice(0, 3).map((url) => [url, "decoded"]));

  expect(plan(URLS, known, true).fetch).toEqual([]);
});

test("more pairs are asked for once five are left", () => {
  expect([6, 5, 0].map(refill)).toEqual([0, 10, 10]);
});

test("a small frame takes the small picture", () => {
  const pair = pairOf("a cat", { url: "/picture" });

  expect(
    pictureUrl({ ...pair, image: { ...pair.image, renditions: { "512": "s", "1024": "m", original: "l" } } }, 500),
  ).toBe("s");
  expect(
    pictureUrl({ ...pair, image: { ...pair.image, renditions: { "512": "s", "1024": "m", original: "l" } } }, 900),
  ).toBe("m");
});

test("a picture that nobody fetched ahead comes small first, and one that is ready only as it is shown", () => {
  const pairs = [pairOf("a cat", { slot: 1, url: "/p1" }), pairOf("a dog", { slot: 2, url: "/p2" })];
  const ready = new Set<string>();
  const gallery = {
    urlOf: (pair: (typeof pairs)[number]) => pair.image.renditions["1024"],
    pictures: { ready: (url: string) => (ready.has(url) ? {} : null) },
  };
  const sharp = pairs.map((pair) => pair.image.renditions["1024"]);

  expect(urlsOf(pairs, gallery)).toEqual([pairs[0]?.image.renditions["512"], ...sharp]);
  ready.add(sharp[0] ?? "");
  expect(urlsOf(pairs, gallery)).toEqual(sharp);
  expect(urlsOf([], gallery)).toEqual([]);
});

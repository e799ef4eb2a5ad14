// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import type { Shelf } from "../platform/shelf.ts";
import type { Store } from "../platform/store.ts";
import { browser } from "./around.ts";
import { keyboard, readLayout } from "./layout.ts";

const URLS = Array.from({ length: 9 }, (_, place) => `/p${place}`);
const shelf = { address: async () => null } as unknown as Shelf;
let fetched: string[] = [];

/** Loads at once whatever it is told to. */
class Loaded {
  onload: (() => void) | null = null;
  decode = async () => undefined;
  set src(url: string) {
    fetched.push(url);
    this.onload?.();
  }
}

afterEach(() => vi.unstubAllGlobals());

test.each([
  [true, 3],
  [false, 7],
])("to a browser that saves data (%s) come %i pictures, that in hand among them", async (saveData, n) => {
  fetched = [];
  vi.stubGlobal("navigator", { connection: { saveData } });
  vi.stubGlobal("Image", Loaded);

  browser({} as Store, shelf).pictures.want(URLS);

  await expect.poll(() => fetched).toEqual(URLS.slice(0, n));
});

test("keys are called what stands on them, where the browser can tell", async () => {
  const letters = new Map([["KeyZ", "y"]]);
  vi.stubGlobal("navigator", { keyboard: { getLayoutMap: async () => letters } });

  await readLayout();

  expect(keyboard.value.letters).toEqual(letters);
});

test("where it cannot tell, they are called what they are called everywhere", async () => {
  const before = keyboard.value;
  vi.stubGlobal("navigator", { keyboard: { getLayoutMap: () => Promise.reject(new Error("refused")) } });
  await readLayout();
  vi.stubGlobal("navigator", {});
  await readLayout();

  expect(keyboard.value).toBe(before);
});

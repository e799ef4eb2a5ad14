import { expect, test } from "vitest";
import { uuid7 } from "./uuids.ts";

test("a version 7 UUID begins with its time", () => {
  expect(uuid7(0x0192_3456_789a)).toMatch(/^01923456-789a-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("two of the same millisecond differ", () => {
  expect(uuid7(1)).not.toBe(uuid7(1));
});

// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { clock, close, opened, press } from "../../dev/benches.tsx";
import { pairOf } from "../../dev/pairs.ts";

vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
afterEach(close);

test("where pairs are judged as a whole one key accepts and one rejects", async () => {
  const locked = { a: "whole", red: "whole", house: "whole" };
  const session = await opened([1, 2].map((slot) => pairOf("a red house", { slot, locked })));
  const painted = (slot: number) => act(() => session.tell({ type: "pictured", picture: "painted", slot }));

  for (const [place, key] of ["KeyA", "KeyN"].entries()) {
    await painted(place + 1);
    clock.now += 1_000;
    await press(key);
  }

  const said = session.state.value.history.map(({ answer }) => "outcome" in answer && answer.outcome);
  expect(said.sort()).toEqual(["judged", "reject"]);
  expect(document.querySelector("button.word")).toBeNull();
});

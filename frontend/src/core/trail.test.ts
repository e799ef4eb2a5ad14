import { expect, test } from "vitest";
import { hidden, painted, recording, STEPS_AT_MOST, seen, stepped, trail, zoomed } from "./trail.ts";

test("times count from when the pair was shown", () => {
  const shown = recording(1_000);
  const worked = stepped(painted(shown, 1_040), 3_000, ["toggle", 2, 2, "mouse"]);

  expect(trail(worked, 9_000, "b1")).toEqual({
    version: 1,
    shown: 1_000,
    painted: 40,
    first: 2_000,
    answered: 8_000,
    device: "mouse",
    zoomed: false,
    hidden_ms: 0,
    build: "b1",
    events: [[2_000, "toggle", 2, 2, "mouse"]],
  });
});

test("a hidden page is counted once for each time it was hidden", () => {
  const away = hidden(hidden(recording(0), 10), 20);
  const again = hidden(seen(seen(away, 110), 120), 200);

  expect(trail(again, 250, "b1").hidden_ms).toBe(150);
});

test("two kinds of hands are mixed, and a zoom is remembered", () => {
  const both = stepped(stepped(zoomed(recording(0)), 1, ["toggle", 1, 1, "touch"]), 2, [
    "undone",
    null,
    null,
    "keyboard",
  ]);

  expect(trail(both, 3, "b1")).toMatchObject({ device: "mixed", zoomed: true, first: 1 });
});

test("no more steps are kept than the server takes", () => {
  let record = recording(0);
  for (let n = 0; n < STEPS_AT_MOST + 10; n++) record = stepped(record, n, ["toggle", 1, 1, "mouse"]);

  expect(record.steps.length).toBe(STEPS_AT_MOST);
});

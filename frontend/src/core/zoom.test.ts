import fc from "fast-check";
import { expect, test } from "vitest";
import { FITTED, fitted, panned, toggledFull, type View, wantsMore, zoomed } from "./zoom.ts";

const PICTURE = { width: 2000, height: 1000 };
const FRAME = { width: 800, height: 600 };

test("a picture fits the narrower side of its frame", () => {
  expect(fitted(PICTURE, FRAME)).toEqual({ width: 800, height: 400 });
});

test("what lies under the pointer stays under it", () => {
  const view = zoomed(FITTED, 4, { x: 100, y: 50 }, PICTURE, FRAME);

  expect(view).toEqual({ scale: 4, x: -300, y: -150 });
});

test("zooming out ends at the fitted picture", () => {
  expect(zoomed({ scale: 2, x: 90, y: 0 }, 0.1, { x: 0, y: 0 }, PICTURE, FRAME)).toEqual(FITTED);
});

test("a picture that fits does not move", () => {
  expect(panned(FITTED, { x: 30, y: -20 }, PICTURE, FRAME)).toEqual(FITTED);
});

test("100 % shows a picture pixel for each device pixel, and goes back", () => {
  const full = toggledFull(FITTED, PICTURE, FRAME, 1);

  expect(full.scale).toBe(2.5);
  expect(toggledFull(full, PICTURE, FRAME, 1)).toEqual(FITTED);
});

test("the original is wanted only when more pixels are shown than there are", () => {
  expect(wantsMore(FITTED, PICTURE, FRAME, 1, 1024)).toBe(false);
  expect(wantsMore({ scale: 2, x: 0, y: 0 }, PICTURE, FRAME, 1, 1024)).toBe(true);
  expect(wantsMore({ scale: 8, x: 0, y: 0 }, { width: 1024, height: 512 }, FRAME, 2, 1024)).toBe(false);
});

test("however it is moved, a picture larger than its frame leaves no gap", () => {
  const by = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) });
  const factor = fc.double({ min: 0.2, max: 5, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.record({ by, factor })), (steps) => {
      const view = steps.reduce<View>((now, step) => {
        return panned(zoomed(now, step.factor, step.by, PICTURE, FRAME), step.by, PICTURE, FRAME);
      }, FITTED);
      const roomX = Math.max(0, (800 * view.scale - FRAME.width) / 2);
      const roomY = Math.max(0, (400 * view.scale - FRAME.height) / 2);
      expect(Math.abs(view.x)).toBeLessThanOrEqual(roomX + 1e-9);
      expect(Math.abs(view.y)).toBeLessThanOrEqual(roomY + 1e-9);
      expect(view.scale).toBeGreaterThanOrEqual(1);
    }),
  );
});

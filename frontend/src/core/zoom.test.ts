import fc from "fast-check";
import { expect, test } from "vitest";
import { FITTED, fitted, panned, renditionFor, toggledFull, underLoupe, type View, zoomed } from "./zoom.ts";

const PICTURE = { width: 2000, height: 1000 };
const MIDDLE = { x: 0, y: 0 };
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
  const full = toggledFull(FITTED, MIDDLE, PICTURE, FRAME, 1);

  expect(full.scale).toBe(2.5);
  expect(toggledFull(full, MIDDLE, PICTURE, FRAME, 1)).toEqual(FITTED);
});

test("100 % of a picture smaller than its frame is smaller than fitted", () => {
  expect(toggledFull(FITTED, MIDDLE, { width: 400, height: 300 }, FRAME, 1).scale).toBe(0.5);
});

test("100 % keeps what is under the pointer there", () => {
  expect(toggledFull(FITTED, { x: 100, y: 50 }, PICTURE, FRAME, 1)).toEqual({ scale: 2.5, x: -150, y: -75 });
});

test("the rendition is the smallest that has the pixels that are shown", () => {
  expect(renditionFor(1, PICTURE, FRAME, 1)).toBe("1024");
  expect(renditionFor(1, PICTURE, { width: 360, height: 360 }, 1)).toBe("512");
  expect(renditionFor(1, PICTURE, FRAME, 2)).toBe("original");
  expect(renditionFor(2, PICTURE, FRAME, 1)).toBe("original");
  expect(renditionFor(8, { width: 512, height: 1024 }, FRAME, 2)).toBe("1024");
});

test("a loupe shows what is under it, two and a half times as near", () => {
  const glass = { width: 200, height: 200 };

  expect(underLoupe(FITTED, MIDDLE, PICTURE, FRAME, glass)).toEqual({ x: 0.45, y: 0.4, width: 0.1, height: 0.2 });
  const right = underLoupe(FITTED, { x: 400, y: 0 }, PICTURE, FRAME, glass);
  expect(right.x + right.width / 2).toBeCloseTo(1);
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

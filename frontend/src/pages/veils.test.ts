// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { liftVeils } from "./veils.ts";

const lifted = () => "veilsLifted" in document.documentElement.dataset;

liftVeils(document);

test("covered pictures are shown while E is held, and a button keeps them shown", () => {
  document.body.innerHTML = '<button class="veil-button" aria-pressed="false"></button><input type="search">';
  const button = document.querySelector("button");
  const key = (type: string, target: Element = document.body) =>
    target.dispatchEvent(new KeyboardEvent(type, { code: "KeyE", bubbles: true }));

  key("keydown");
  expect(lifted()).toBe(true);
  key("keyup");
  expect(lifted()).toBe(false);

  button?.click();
  expect(lifted()).toBe(true);
  expect(button?.getAttribute("aria-pressed")).toBe("true");
  button?.click();
  expect(lifted()).toBe(false);

  key("keydown", document.querySelector("input") ?? document.body);
  expect(lifted()).toBe(false);
});

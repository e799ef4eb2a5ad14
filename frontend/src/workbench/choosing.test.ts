import { expect, test } from "vitest";
import { DEFAULT_CHOICES } from "../core/account.ts";
import type { AccountChoices } from "../core/wire.ts";
import { ApiError } from "../platform/http.ts";
import { Choosing } from "./choosing.ts";

/** A server that fails with these statuses first, and a clock that runs what was put off when told to. */
function desk(...statuses: (number | null)[]) {
  const saved: Partial<AccountChoices>[] = [];
  const later: (() => void)[] = [];
  const save = async (choices: Partial<AccountChoices>) => {
    const status = statuses.shift();
    if (status !== undefined) throw new ApiError(status, "fault", "A fault");
    saved.push(choices);
  };
  const choosing = new Choosing(DEFAULT_CHOICES, { save, later: (_, work) => void later.push(work) });
  const pass = async () => {
    for (const work of later.splice(0)) work();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { choosing, saved, pass, later };
}

test("several choices in a row are saved at once, and only what differs", async () => {
  const { choosing, saved, pass } = desk();

  choosing.follow({ ...DEFAULT_CHOICES, font_px: 20 });
  choosing.follow({ ...DEFAULT_CHOICES, font_px: 22, theme: "dark" });
  await pass();

  expect(saved).toEqual([{ font_px: 22, theme: "dark" }]);
});

test("a choice that could not be saved is saved later", async () => {
  const { choosing, saved, pass } = desk(null);

  choosing.follow({ ...DEFAULT_CHOICES, keep_zoom: true });
  await pass();
  expect(saved).toEqual([]);
  await pass();

  expect(saved).toEqual([{ keep_zoom: true }]);
});

test("what the server will never take is not offered again", async () => {
  const { choosing, saved, pass, later } = desk(422);

  choosing.follow({ ...DEFAULT_CHOICES, font_px: 99 });
  await pass();

  expect(saved).toEqual([]);
  expect(later).toEqual([]);
});

test("a choice taken back before it was saved is not sent", async () => {
  const { choosing, saved, pass } = desk();

  choosing.follow({ ...DEFAULT_CHOICES, keep_zoom: true });
  choosing.follow({ ...DEFAULT_CHOICES });
  await pass();

  expect(saved).toEqual([]);
});

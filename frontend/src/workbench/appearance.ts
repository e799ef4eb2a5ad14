/** Puts the choices that the eye sees on the page: theme and size of the words. */
import type { AccountChoices } from "../core/wire.ts";

export function appear(root: HTMLElement, { theme, font_px }: Pick<AccountChoices, "theme" | "font_px">): void {
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.style.setProperty("--prompt-size", `${font_px / 16}rem`);
}

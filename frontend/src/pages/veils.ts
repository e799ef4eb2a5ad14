/** Sensitive pictures of a page are covered; a button, or the E key for as long as it is held, shows them. */

const LIFTED = "veilsLifted";

export function liftVeils(root: Document): void {
  const page = root.documentElement;
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".veil-button") : null;
    if (button !== null) lift(root, !(LIFTED in page.dataset));
  });
  root.addEventListener("keydown", (event) => {
    if (isReveal(event)) lift(root, true);
  });
  root.addEventListener("keyup", (event) => {
    if (event.code === "KeyE") lift(root, false);
  });
}

function lift(root: Document, isLifted: boolean): void {
  if (isLifted) root.documentElement.dataset[LIFTED] = "";
  else delete root.documentElement.dataset[LIFTED];
  for (const button of root.querySelectorAll(".veil-button")) button.setAttribute("aria-pressed", String(isLifted));
}

function isReveal(event: KeyboardEvent): boolean {
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing);
  const isWriting =
    event.target instanceof HTMLElement &&
    event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
  return event.code === "KeyE" && isPlain && !isWriting;
}

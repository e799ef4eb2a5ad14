/** A button with data-copy="#id" copies the text of that element and says so for a moment. */

const SAID_FOR_MS = 2000;

export function copyOnClick(root: Document): void {
  root.addEventListener("click", (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[data-copy]") : null;
    const source = button?.dataset.copy ? root.querySelector(button.dataset.copy) : null;
    if (button && source) void copy(button, source);
  });
}

async function copy(button: HTMLButtonElement, source: Element): Promise<void> {
  // Pages served without TLS have no clipboard: there the text is selected instead.
  if (navigator.clipboard === undefined) return getSelection()?.selectAllChildren(source);
  const label = button.textContent;
  await navigator.clipboard.writeText(source.textContent.trim());
  button.textContent = button.dataset.copied ?? "Copied";
  setTimeout(() => {
    button.textContent = label;
  }, SAID_FOR_MS);
}

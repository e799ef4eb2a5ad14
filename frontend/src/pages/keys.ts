/** A page names the physical key of a control by data-key="Digit1"; the key then clicks it. */

export function pressKeys(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (!isPlain(event) || isWriting(event.target)) return;
    const control = root.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.code)}"]`);
    if (control === null) return;
    event.preventDefault();
    control.focus();
    control.click();
  });
}

function isPlain(event: KeyboardEvent): boolean {
  return !(event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");
}

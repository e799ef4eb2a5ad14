/** A file input with data-read-into="#id" puts the text of its file there: files are not sent as such. */
export function readFiles(root: Document): void {
  root.addEventListener("change", (event) => {
    const input = event.target instanceof HTMLInputElement ? event.target : null;
    const into = input?.dataset.readInto ? root.querySelector<HTMLTextAreaElement>(input.dataset.readInto) : null;
    const file = input?.files?.[0];
    if (into && file) void put(file, into);
  });
}

async function put(file: File, into: HTMLTextAreaElement): Promise<void> {
  into.value = await file.text();
  into.focus();
}

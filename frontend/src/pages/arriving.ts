/**
 * Files on their way to the server, in pieces: what breaks off goes on where it was, also after the page was left.
 *
 * Asked for a piece that it has, the server says how much is here; so a file chosen again begins there.
 */
const PIECE = 900_000;
const TIMEOUT_MS = 60_000;
const LONGEST_PAUSE_MS = 15_000;

interface Named {
  readonly name: string;
  readonly file: File;
}

interface Answer {
  readonly received?: number;
  readonly message?: string;
}

export function takeFiles(root: Document): void {
  const box = root.querySelector<HTMLElement>("[data-arrival]");
  if (box === null) return;
  for (const input of box.querySelectorAll<HTMLInputElement>("[data-files]")) {
    input.addEventListener("change", () => void send(box, [...(input.files ?? [])].map(named)));
  }
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    const items = [...(event.dataTransfer?.items ?? [])];
    const entries = items.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    void Promise.all(entries.map(within)).then((found) => send(box, found.flat()));
  });
}

function named(file: File): Named {
  return { name: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath, file };
}

/** The files beneath what was dropped, however deep. */
async function within(entry: FileSystemEntry): Promise<Named[]> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ""), file }];
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return [];
  const reader = entry.createReader();
  const found: Named[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const one of some) found.push(...(await within(one)));
  }
}

async function send(box: HTMLElement, files: Named[]): Promise<void> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  let before = 0;
  let refused = 0;
  for (const { name, file } of files) {
    const problem = await sendOne(box, name, file, (n) => show(box, before + n, total));
    before += file.size;
    if (problem !== null) refused += 1;
    if (problem !== null) refuse(box, problem);
  }
  const kept = files.length - refused;
  say(box, `${kept} of ${files.length} files are here${refused > 0 ? "; the others stay out" : ""}.`);
  if (kept > 0) for (const button of box.querySelectorAll("button")) button.disabled = false;
}

/** Sends what is missing of a file. What is wrong with it, or null once all of it is there. */
async function sendOne(
  box: HTMLElement,
  name: string,
  file: File,
  report: (n: number) => void,
): Promise<string | null> {
  let offset = 0;
  let pause = 1000;
  do {
    const query = new URLSearchParams({ name, size: String(file.size), offset: String(offset) });
    const answer = await piece(box, query, file.slice(offset, offset + PIECE));
    if (answer === null) {
      say(box, "The server gives no answer; going on by itself when it is back.");
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      continue;
    }
    if (answer.received === undefined) return answer.message ?? `${name} was refused.`;
    offset = answer.received;
    pause = 1000;
    report(offset);
  } while (offset < file.size);
  return null;
}

async function piece(box: HTMLElement, query: URLSearchParams, body: Blob): Promise<Answer | null> {
  const token = box.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  try {
    const response = await fetch(`${box.dataset["arrival"]}?${query}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": token },
      body,
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 200 || response.status === 409 || response.status === 422)
      return (await response.json()) as Answer;
    return response.status >= 500 || response.status === 429 ? null : { message: "Sign in again, then go on." };
  } catch {
    return null;
  }
}

function show(box: HTMLElement, n: number, total: number): void {
  const bar = box.querySelector<HTMLProgressElement>("[data-sent]");
  if (bar === null) return;
  bar.max = Math.max(1, total);
  bar.value = n;
  say(box, `${mega(n)} of ${mega(total)} MB`);
}

function mega(n: number): string {
  return (n / 1e6).toFixed(1);
}

function say(box: HTMLElement, text: string): void {
  const said = box.querySelector("[data-said]");
  if (said !== null) said.textContent = text;
}

function refuse(box: HTMLElement, text: string): void {
  const item = document.createElement("li");
  item.textContent = text;
  box.querySelector("[data-refused]")?.append(item);
}

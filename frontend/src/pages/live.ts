/**
 * Parts of a page that renew themselves: data-live names the address, data-every the pause in milliseconds.
 *
 * Asked with the tag of what stands there: an answer that nothing changed touches nothing. A hidden page does not ask.
 * An answer with X-Over ends it: the page loads itself anew.
 * While nothing comes back, what is marked data-live-lost says so.
 */
const TIMEOUT_MS = 4000;

export function renew(root: Document): void {
  for (const part of root.querySelectorAll<HTMLElement>("[data-live]")) {
    const address = part.dataset["live"] ?? "";
    const every = Number(part.dataset["every"] ?? 5000);
    void follow(root, part, address, every);
  }
}

async function follow(root: Document, part: HTMLElement, address: string, every: number): Promise<void> {
  let tag = "";
  while (part.isConnected) {
    await pause(every);
    if (root.hidden) continue;
    const answer = await asked(address, tag);
    show(root, answer === null);
    if (answer === null || answer.status !== 200) continue;
    if (answer.headers.has("X-Over")) return location.reload();
    tag = answer.headers.get("ETag") ?? "";
    replace(root, part, await answer.text());
  }
}

async function asked(address: string, tag: string): Promise<Response | null> {
  try {
    const answer = await fetch(address, {
      headers: tag === "" ? {} : { "If-None-Match": tag },
      cache: "no-store",
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.status >= 500 ? null : answer;
  } catch {
    return null;
  }
}

/** Puts the new content there; what had the focus has it still, and lists stay scrolled. */
export function replace(root: Document, part: HTMLElement, html: string): void {
  const held = part.contains(root.activeElement) ? (root.activeElement?.id ?? "") : "";
  const template = root.createElement("template");
  template.innerHTML = html;
  part.replaceChildren(template.content);
  if (held !== "") root.getElementById(held)?.focus({ preventScroll: true });
}

function show(root: Document, lost: boolean): void {
  for (const said of root.querySelectorAll<HTMLElement>("[data-live-lost]")) said.hidden = !lost;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * A list of forms with data-proof, each decided on its own: what is decided leaves the list at once, so that the keys of
 * the page go to the next; what the server refuses comes back, with what it said.
 */

export function readProofs(root: Document): void {
  let nOnTheWay = 0;
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement && form.matches("[data-proof]"))) return;
    event.preventDefault();
    nOnTheWay += 1;
    void send(root, form).then(() => {
      nOnTheWay -= 1;
      // A page that is left takes what is on its way with it.
      if (nOnTheWay === 0 && root.querySelector("form[data-proof]") === null) location.reload();
    });
  });
}

async function send(root: Document, form: HTMLFormElement): Promise<void> {
  const row = form.closest("li");
  if (row === null) return;
  const body = new FormData(form);
  const place = root.createComment("");
  row.replaceWith(place);
  tell(root, "");
  const problem = await answered(form.action, body);
  if (problem !== null) {
    place.replaceWith(row);
    row.querySelector("input:not([type=hidden])")?.scrollIntoView({ block: "nearest" });
    tell(root, problem);
  } else place.remove();
}

/** What is wrong with it; null when it was taken. */
async function answered(url: string, body: FormData): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
    if (response.ok) return null;
    const { problem } = (await response.json().catch(() => ({}))) as { problem?: string };
    return problem ?? "The server did not take it. Load the page anew.";
  } catch {
    return "There is no connection. Nothing was sent.";
  }
}

function tell(root: Document, problem: string): void {
  const place = root.querySelector<HTMLElement>("[data-proof-problem]");
  if (place === null) return;
  place.textContent = problem;
  place.hidden = problem === "";
}

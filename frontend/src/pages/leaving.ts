/** Signing out with answers that wait in this browser: they are sent first, where one can see it, in the workbench. */

/** Set by the workbench: whose answers may wait here. */
const WORKED = "strikeout.worked";
const ASKED = "strikeout.asked";
const WORKBENCH = "/work/#end";

export function sendFirst(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    const key = localStorage.getItem(WORKED);
    // Asked once: whoever signs out again means it.
    if (!(form instanceof HTMLFormElement) || !form.action.endsWith("/logout/")) return;
    if (key === null || sessionStorage.getItem(ASKED) !== null) return;
    event.preventDefault();
    void nWaiting(key).then((n) => {
      if (n === 0) return form.submit();
      sessionStorage.setItem(ASKED, "yes");
      location.assign(WORKBENCH);
    });
  });
}

/** How many answers of that annotator wait in this browser; those that will never be taken are not among them. */
export async function nWaiting(key: string): Promise<number> {
  const name = `strikeout.${key}`;
  const known = await indexedDB.databases();
  if (!known.some((one) => one.name === name)) return 0;
  const db = await done(indexedDB.open(name));
  const letters = await done<{ readonly dead: string | null }[]>(
    db.transaction("letters").objectStore("letters").getAll(),
  );
  db.close();
  return letters.filter((letter) => letter.dead === null).length;
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

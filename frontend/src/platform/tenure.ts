/** One tab of an annotator works at a time; another can take over. */

/** Whether this page was opened to take over: it was asked to, and loaded anew to begin from what is kept. */
const ASKED = "strikeout.take-over";

/** null: another tab works. Pages served without TLS have no locks, and every tab works: the server takes each answer once. */
export async function tenure(name: string): Promise<{ readonly lost: Promise<void> } | null> {
  if (!navigator.locks) return { lost: new Promise(() => undefined) };
  const steal = sessionStorage.getItem(ASKED) !== null;
  sessionStorage.removeItem(ASKED);
  return new Promise((resolve) => {
    const lost = navigator.locks.request(name, steal ? { steal } : { ifAvailable: true }, (lock) => {
      if (lock === null) return resolve(null);
      resolve({ lost: lost.then(undefined, () => undefined) });
      return new Promise<never>(() => undefined);
    });
  });
}

/** Loads the page anew as the one that works. */
export function takeOver(): void {
  sessionStorage.setItem(ASKED, "yes");
  location.reload();
}

/** Resolves when the tab that works is closed. */
export async function vacancy(name: string): Promise<void> {
  await navigator.locks.request(name, async () => undefined);
}

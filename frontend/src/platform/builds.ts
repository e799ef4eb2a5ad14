/** Which build the server is by now, as the header of its latest answer said. */
import { signal } from "@preact/signals";

export const newest = signal<string | null>(null);

export function heard(headers: Headers): void {
  const build = headers.get("X-Build");
  if (build !== null) newest.value = build;
}

/** The one object that the server hands to the page. */
import type { PageConfig } from "../core/wire.ts";
import { page } from "./http.ts";

const PLACE = "page-config";

/** @throws Error when the page carries no configuration: then it is not this program's page */
export function pageConfig<Config extends object = PageConfig>(root: Document): Config {
  const config = found<Config>(root);
  if (config === null) throw new Error(`The page has no #${PLACE}`);
  return config;
}

/**
 * Asks for the page anew, to learn who is signed in now. null: nobody.
 *
 * @throws ApiError when the server did not answer
 */
export async function freshConfig(url: string): Promise<PageConfig | null> {
  const html = await page(url);
  return html === null ? null : found(new DOMParser().parseFromString(html, "text/html"));
}

function found<Config extends object = PageConfig>(root: Document): Config | null {
  const text = root.getElementById(PLACE)?.textContent;
  return text ? (JSON.parse(text) as Config) : null;
}

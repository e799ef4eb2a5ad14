/** A browser profile without a browser: its cookies, its network with its faults, its databases, and tabs that crash. */
import { AsyncLocalStorage } from "node:async_hooks";
import "fake-indexeddb/auto";
import { chances, type Fate } from "./schedules.ts";

/** Virtual milliseconds in a real one: waits of a minute take little more than a second. */
const SPEED = 50;
/** Requests that hang are given up sooner than after 20 s. */
const HASTE = 4;
const PATIENCE_MS = 300_000;
const YESTERDAY = Date.now() - 48 * 3600_000;

export interface Person {
  readonly session: string;
  readonly csrf: string;
}

/** Thrown at whatever a crashed tab still tries to do. */
export class Crashed extends Error {}

const tabs = new AsyncLocalStorage<Tab>();
const never = new Promise<never>(() => undefined);

export class Profile {
  readonly base: string;
  readonly chance: () => number;
  signedIn: Person | null;
  isOffline = false;
  /** What each request met, in order. */
  readonly met: string[] = [];
  readonly #fates: Fate[];
  readonly #locks = new Map<string, Promise<unknown>>();

  constructor(base: string, person: Person, fates: readonly Fate[], seed: number) {
    this.base = base;
    this.signedIn = person;
    this.#fates = [...fates];
    this.chance = chances(seed + 1);
  }

  now(): number {
    return YESTERDAY + Math.floor(performance.now() * SPEED);
  }

  fate(): Fate {
    return this.#fates.shift() ?? "fine";
  }

  /** From now on nothing goes wrong any more. */
  calm(): void {
    this.#fates.length = 0;
  }

  /** Runs work alone in its name; what a crashed tab held is let go. */
  alone<Result>(tab: Tab, name: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#locks.get(name) ?? Promise.resolve();
    const mine = before.then(() => (tab.isDead ? never : work()));
    const over = Promise.race([mine, tab.dead]).then(
      () => undefined,
      () => undefined,
    );
    this.#locks.set(
      name,
      before.then(() => over),
    );
    return mine;
  }
}

export class Tab {
  readonly profile: Profile;
  readonly transactions = new Set<IDBTransaction>();
  readonly dead: Promise<void>;
  isDead = false;
  #die: () => void = () => undefined;

  constructor(profile: Profile) {
    this.profile = profile;
    this.dead = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  run<Result>(work: () => Result): Result {
    return tabs.run(this, work);
  }

  /** Ends in the midst of whatever it does; `hard`: what is being written is not written. */
  crash(hard: boolean): void {
    this.isDead = true;
    if (hard) for (const transaction of this.transactions) aborted(transaction);
    this.#die();
  }

  later(waitMs: number, work: () => void): () => void {
    const timer = setTimeout(() => !this.isDead && this.run(work), waitMs / SPEED);
    return () => clearTimeout(timer);
  }

  async fetch(path: string, init: RequestInit): Promise<Response> {
    const { profile } = this;
    if (this.isDead) return never;
    const fate = path.startsWith("/api/") ? profile.fate() : "fine";
    profile.met.push(`${path.replace("/api/v1/", "")} ${profile.isOffline ? "offline" : fate}`);
    const response = profile.isOffline ? lost() : this.#on(fate, path, init);
    const answered = await Promise.race([response, this.dead.then(() => never)]);
    return this.isDead ? never : answered;
  }

  async #on(fate: Fate, path: string, init: RequestInit): Promise<Response> {
    const send = (more: Record<string, string> = {}) => this.#send(path, init, more);
    switch (fate) {
      case "fine":
        return send();
      case "request lost":
        return lost();
      case "answer lost":
        return send().then(lost);
      case "twice":
        return Promise.all([send(), send()]).then(([, second]) => second);
      case "again later":
        setTimeout(() => void send().catch(() => undefined), 30 + this.profile.chance() * 100);
        return send();
      case "slow":
        return pause(20 + this.profile.chance() * 60).then(() => send());
      case "slow answer":
        return send().then((response) => pause(20 + this.profile.chance() * 60).then(() => response));
      case "500":
        return said(500);
      case "503":
        return said(503, { "Retry-After": "2" });
      case "500 though taken":
        return send().then(() => said(500));
      case "garbled":
        return send().then((response) => new Response('{"receipt": {"uu', { status: response.status }));
      case "401":
        return said(401);
      case "forged":
        return send({ "X-CSRFToken": "f".repeat(64) });
    }
  }

  async #send(path: string, init: RequestInit, more: Record<string, string>): Promise<Response> {
    const who = this.profile.signedIn;
    const cookie = who === null ? `csrf=${"n".repeat(32)}` : `session=${who.session}; csrf=${who.csrf}`;
    const headers = { ...(init.headers as Record<string, string>), Cookie: cookie, ...more };
    const { method = "GET", body = null, signal = null } = init;
    const response = await network(`${this.profile.base}${path}`, {
      method,
      headers,
      body,
      signal,
      redirect: "manual",
    });
    return response.status >= 300 && response.status < 400 ? redirected() : response;
  }
}

function said(status: number, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ code: String(status), message: `said ${status}` }), { status, headers });
}

async function lost(): Promise<Response> {
  throw new TypeError("fetch failed");
}

/** What browsers make of a redirect that is not to be followed. */
function redirected(): Response {
  const response = Response.error();
  Object.defineProperty(response, "type", { value: "opaqueredirect" });
  return response;
}

function aborted(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It was over already.
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export /** Looks until there is something, or null: counted in looks, so that a machine that stood still is not taken for a fault. */
async function comes<Found>(look: () => Found | Promise<Found>, everyMs: number): Promise<Found | null> {
  for (let looks = PATIENCE_MS / everyMs; looks > 0; looks--) {
    const found = await look();
    if (found) return found;
    await pause(everyMs);
  }
  return null;
}

const network = globalThis.fetch;

/** Reads the one object of a page that is of use here. */
class Pages {
  parseFromString(html: string) {
    const found = /<script id="page-config"[^>]*>(.*?)<\/script>/s.exec(html);
    return { getElementById: () => (found ? { textContent: found[1] } : null) };
  }
}

/** Puts tabs in the place of the one page that browser code knows. */
export function install(): void {
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...how: Parameters<typeof begin>) {
    const tab = tabs.getStore();
    if (tab?.isDead) throw new Crashed();
    const transaction = begin.apply(this, how);
    tab?.transactions.add(transaction);
    for (const end of ["complete", "abort"])
      transaction.addEventListener(end, () => tab?.transactions.delete(transaction));
    return transaction;
  };
  const fetched = (url: string, init: RequestInit = {}) => tabs.getStore()?.fetch(url, init) ?? lost();
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => timeout(ms / HASTE);
  Object.assign(globalThis, { fetch: fetched, DOMParser: Pages, innerWidth: 1366, innerHeight: 768 });
  Object.assign(globalThis, { devicePixelRatio: 1, location: { pathname: "/work/", assign: () => undefined } });
}

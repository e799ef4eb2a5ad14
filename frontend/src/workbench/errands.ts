/** All that is asked of the server, as the person who opened the page. */
import type { Letter } from "../core/outbox.ts";
import type { AccountChoices, Beaten, HeartbeatBody, PageConfig, Reply, ShiftReceipt, Work } from "../core/wire.ts";
import { post } from "../platform/http.ts";
import { freshConfig } from "../platform/page.ts";
import { uuid7 } from "../platform/uuids.ts";
import type { Look } from "./exposing.ts";
import type { Identity } from "./sender.ts";

/** How long the server may think about a whole pack. */
const PACKED_AT_MOST = 80;

export class Errands {
  readonly urls: PageConfig["urls"];
  readonly #key: string;
  #csrf: string;

  constructor(config: PageConfig) {
    this.urls = config.urls;
    this.#key = config.annotator.key;
    this.#csrf = config.csrf;
  }

  /** @throws ApiError */
  send({ content }: Letter): Promise<Reply> {
    return post<Reply>(this.urls[`${content.kind}s` as const], { ...this.#me(), body: content.body });
  }

  /** @throws ApiError */
  claim(want: number): Promise<Work> {
    return post<Work>(this.urls.claims, { ...this.#me(), body: { want } });
  }

  /** Pairs for some hours without a network. @throws ApiError */
  pack(): Promise<Work> {
    return post<Work>(this.urls.packs, { ...this.#me(), body: { want: PACKED_AT_MOST } });
  }

  /** Saves choices to the account. @throws ApiError */
  async choose(choices: Partial<AccountChoices>): Promise<void> {
    await post(this.urls.choices, { ...this.#me(), body: choices, method: "PUT" });
  }

  /** Tells that a sensitive picture was looked at, and for how long. @throws ApiError */
  async expose(look: Look): Promise<void> {
    const { exposures } = this.urls;
    if (exposures) await post(exposures, { ...this.#me(), body: look });
  }

  /** @throws ApiError */
  async release(slots: readonly number[]): Promise<void> {
    await post(this.urls.releases, { ...this.#me(), body: { slots } });
  }

  /** @throws ApiError */
  async endShift(now: number): Promise<ShiftReceipt> {
    const ended = await post<{ receipt: ShiftReceipt }>(this.urls.shift_ends, {
      ...this.#me(),
      body: { uuid: uuid7(now) },
    });
    return ended.receipt;
  }

  /** Reports time; with `outlivesPage` also when the page is being left. @throws ApiError */
  beat(body: HeartbeatBody, outlivesPage: boolean): Promise<Beaten> {
    return post<Beaten>(this.urls.heartbeats ?? "", { ...this.#me(), body, keepalive: outlivesPage });
  }

  /** Says that the page is left, for now at least. Nobody waits for an answer. */
  park(): void {
    void post(this.urls.parkings, { ...this.#me(), body: {}, keepalive: true }).catch(() => undefined);
  }

  #me() {
    return { csrf: this.#csrf, by: this.#key };
  }

  /** Who is signed in now, and, when it is the same person, what the page would say. @throws ApiError */
  async identify(): Promise<{ identity: Identity; config: PageConfig | null }> {
    const config = await freshConfig(location.pathname);
    if (config === null) return { identity: "nobody", config };
    if (config.annotator.key !== this.#key) return { identity: "someone_else", config: null };
    this.#csrf = config.csrf;
    return { identity: "same", config };
  }
}

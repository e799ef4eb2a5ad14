/** Tells the server, once a minute, what someone was at. Reports that it did not take are kept, and told again. */
import { type Beat, body, queued, taken } from "../core/beats.ts";
import { type Occupation, signed, told, turned, UNWATCHED, type Watch } from "../core/spans.ts";
import type { Beaten, HeartbeatBody } from "../core/wire.ts";
import { ApiError } from "../platform/http.ts";

export const EVERY_MS = 60_000;

export interface Surroundings {
  readonly store: { beats(): Promise<readonly Beat[]>; keepBeats(beats: readonly Beat[]): Promise<void> };
  /** @throws ApiError */
  readonly send: (body: HeartbeatBody, outlivesPage: boolean) => Promise<Beaten>;
  readonly session: string;
  readonly zone: string;
  readonly now: () => number;
  /** What the server made of a report. */
  readonly heard: (beaten: Beaten) => void;
}

export class Heartbeats {
  readonly #around: Surroundings;
  #watch: Watch = UNWATCHED;
  #seq = 0;
  #beats: readonly Beat[] = [];
  #isSending = false;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /**
   * Takes up what an earlier visit left, and says that the page is open. Whoever opened it gave a sign: what they hold
   * was put aside for two minutes when the page before was left, maybe only after this one was asked for.
   */
  async start(): Promise<void> {
    this.sign();
    this.#beats = [...(await this.#around.store.beats()), ...this.#beats];
    await this.beat();
  }

  /** Someone is at this from now on; null: at nothing here. */
  turn(at: Occupation | null): void {
    this.#watch = turned(this.#watch, at, this.#around.now());
  }

  sign(): void {
    this.#watch = signed(this.#watch, this.#around.now());
  }

  /** Reports what is sure by now. A page that `isLeft` waits for nothing. */
  async beat(isLeft = false): Promise<void> {
    const beat = this.#written(isLeft);
    this.#beats = queued(this.#beats, beat);
    const kept = this.#around.store.keepBeats(this.#beats);
    // What is left unsaid now waits in the store for the next visit; told twice, it counts once.
    if (isLeft) void this.#deliver(beat, true).catch(() => undefined);
    await kept;
    if (!isLeft) await this.#drain();
  }

  #written(isLeft: boolean): Beat {
    const { session, zone, now } = this.#around;
    const { nInputs, at } = this.#watch;
    const writtenAt = now();
    const [rest, spans] = told(this.#watch, writtenAt);
    this.#watch = rest;
    this.#seq += 1;
    return { session, seq: this.#seq, zone, writtenAt, spans, nInputs, isVisible: !isLeft && at !== null };
  }

  async #drain(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let beat = this.#beats[0]; beat !== undefined; beat = this.#beats[0]) await this.#deliver(beat, false);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    } finally {
      this.#isSending = false;
    }
  }

  async #deliver(beat: Beat, outlivesPage: boolean): Promise<void> {
    const { send, now, store, heard } = this.#around;
    try {
      heard(await send(body(beat, now()), outlivesPage));
    } catch (error) {
      if (!(error instanceof ApiError && isHopeless(error))) throw error;
    }
    this.#beats = taken(this.#beats, beat);
    await store.keepBeats(this.#beats);
  }
}

/** Whether the server will never take it. Signed out, or refused for the moment, is not that. */
function isHopeless({ status }: ApiError): boolean {
  return status === 409 || status === 413 || status === 422;
}

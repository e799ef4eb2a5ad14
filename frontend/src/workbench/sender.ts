/** Carries the outbox to the server: one letter at a time, for as long as it takes. */
import { afterFailure, fate, isLate, type Letter, next, revived, unsent } from "../core/outbox.ts";
import type { Event } from "../core/reduce.ts";
import type { Connection } from "../core/state.ts";
import type { Receipt, Reply } from "../core/wire.ts";
import { ApiError } from "../platform/http.ts";
import type { Store } from "../platform/store.ts";
import { refusedBecause } from "./text.ts";

export type Identity = "same" | "nobody" | "someone_else";

export interface Surroundings {
  readonly store: Store;
  /** @throws ApiError */
  readonly send: (letter: Letter) => Promise<Reply>;
  /** Asks who is signed in now. @throws ApiError */
  readonly identify: () => Promise<Identity>;
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly tell: (event: Event) => void;
  /** Nothing waits any more; what is left will never be taken. */
  readonly drained: (left: readonly Letter[]) => void;
  readonly now: () => number;
  readonly chance: () => number;
  readonly later: (waitMs: number, work: () => void) => unknown;
}

const ASK_AGAIN_MS = 15_000;
const CONNECTION_OF: Readonly<Record<Identity, Connection>> = {
  same: "fine",
  nobody: "signed_out",
  someone_else: "someone_else",
};

export class Sender {
  readonly #around: Surroundings;
  #running: Promise<void> | null = null;
  #again: "no" | "as due" | "now" = "no";
  #isOver = false;
  #connection: Connection = "fine";

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Sends what is due. `eager` tries the oldest letter now, as if it had never failed. */
  async kick(eager = false): Promise<void> {
    if (this.#isOver) return;
    if (this.#running !== null) {
      if (this.#again !== "now") this.#again = eager ? "now" : "as due";
      return this.#running;
    }
    this.#running = this.#drain(eager)
      .catch((error: unknown) => {
        this.#later(ASK_AGAIN_MS); // whatever it was, what waits is not forgotten
        throw error;
      })
      .finally(() => {
        this.#running = null;
      });
    await this.#running;
    const again = this.#again;
    this.#again = "no";
    if (again !== "no") await this.kick(again === "now");
  }

  /** Someone came back, or the network did: asks who is signed in if that was in doubt, then sends at once. */
  async wake(): Promise<void> {
    const isKnown = this.#connection === "fine" || this.#connection === "behind";
    if (isKnown || (await this.identify())) await this.kick(true);
  }

  /** Sends nothing more; resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  /** Whether the person who works here is still the one signed in. */
  async identify(): Promise<boolean> {
    if (this.#isOver) return false;
    return this.#identified(await this.#around.store.letters());
  }

  /** Tries anew what the server would not take. */
  async retry(uuid: string): Promise<void> {
    if (this.#isOver) return;
    const letter = (await this.#around.store.letters()).find((one) => one.uuid === uuid);
    if (letter === undefined) return;
    await this.#around.store.keepLetter(revived(letter));
    await this.kick();
  }

  async #drain(eager: boolean): Promise<void> {
    let isEager = eager;
    while (!this.#isOver && (await this.#around.alone(() => this.#step(isEager)))) isEager = false;
  }

  /** One letter; whether there is more to do now. */
  async #step(isEager: boolean): Promise<boolean> {
    if (this.#isOver) return false;
    const letters = await this.#around.store.letters();
    const due = next(
      isEager ? letters.map((letter) => ({ ...letter, tries: 0, notBefore: 0 })) : letters,
      this.#around.now(),
    );
    if (due === null) {
      this.#connected(this.#connection === "behind" ? "fine" : this.#connection, []);
      this.#around.drained(letters);
      return false;
    }
    if ("waitMs" in due) {
      this.#connected(this.#connection === "fine" ? "behind" : this.#connection, letters);
      this.#later(due.waitMs);
      return false;
    }
    return this.#send(due.letter, letters);
  }

  async #send(letter: Letter, letters: readonly Letter[]): Promise<boolean> {
    try {
      const reply = await this.#around.send(letter);
      await this.#saved(letter, letters, reply);
      if (reply.work) this.#around.tell({ type: "arrived", work: reply.work });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.#failed(letter, error, letters);
    }
  }

  async #saved(letter: Letter, letters: readonly Letter[], reply: Partial<Reply>): Promise<void> {
    await this.#around.store.dropLetter(letter);
    this.#connected("fine", except(letters, letter));
    const judgedToday = reply.judged_today ?? null;
    this.#around.tell({ type: "saved", uuid: letter.uuid, judgedToday, became: reply.receipt?.outcome ?? null });
  }

  async #failed(letter: Letter, error: ApiError, letters: readonly Letter[]): Promise<boolean> {
    const after = afterFailure(letter, error, this.#around.now(), this.#around.chance());
    switch (fate(letter, error)) {
      case "gone":
        await this.#saved(letter, letters, { receipt: withdrawn(letter) });
        return true;
      case "again":
        await this.#around.store.keepLetter(after);
        this.#connected("behind", letters);
        return true;
      case "dead":
        await this.#around.store.keepLetter(after);
        this.#around.tell({ type: "refused", uuid: letter.uuid, message: refusedBecause(error.code) });
        return true;
      case "identify":
        return this.#refused(letter, after, letters);
    }
  }

  /** A refusal counts against the letter only if it met the person who wrote it. */
  async #refused(letter: Letter, after: Letter, letters: readonly Letter[]): Promise<boolean> {
    await this.#around.store.keepLetter({ ...after, refused: letter.refused });
    const isTheirs = await this.#identified(letters);
    if (isTheirs) await this.#around.store.keepLetter(after);
    return isTheirs;
  }

  /** Whether to go on: only as the person who wrote the letters. */
  async #identified(letters: readonly Letter[]): Promise<boolean> {
    try {
      const identity = await this.#around.identify();
      this.#connected(CONNECTION_OF[identity], letters);
      if (identity === "same") return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#connected("behind", letters);
    }
    this.#later(ASK_AGAIN_MS);
    return false;
  }

  #later(waitMs: number): void {
    this.#around.later(waitMs, () => void this.kick());
  }

  #connected(connection: Connection, letters: readonly Letter[]): void {
    this.#connection = connection;
    const late = isLate(letters, this.#around.now());
    this.#around.tell({ type: "connected", connection, nUnsent: unsent(letters).length, isLate: late });
  }
}

function except(letters: readonly Letter[], gone: Letter): Letter[] {
  return letters.filter((letter) => letter.uuid !== gone.uuid);
}

function withdrawn({ uuid, content }: Letter): Receipt {
  return { uuid, pair: content.body.pair, outcome: "withdrawn", revision: 0, struck: [] };
}

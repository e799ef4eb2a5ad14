/** What the server would say, for one annotator, without a database. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Strings } from "../src/core/strings.ts";
import type {
  AccountChoices,
  JudgmentBody,
  PageConfig,
  Pair,
  Receipt,
  Reply,
  ShiftReceipt,
  Work,
} from "../src/core/wire.ts";
import { CHOICES } from "./choices.ts";
import { pairOf } from "./pairs.ts";
import { PROMPTS } from "./prompts.ts";
import { pseudo } from "./pseudo.ts";

type Body = Partial<JudgmentBody> & { readonly want?: number; readonly slots?: readonly number[] };

const RULINGS: PageConfig["guideline"]["rulings"] = [
  { number: 1, title: "Objects", decision: "judge", text: "Strike what cannot be seen. The “and” before it follows." },
  {
    number: 2,
    title: "Attributes",
    decision: "judge",
    text: "A red apple that is green: strike “red”, keep the apple.",
  },
  {
    number: 4,
    title: "Counts",
    decision: "judge",
    text: "Four cats where three are seen: strike the number, keep the noun.",
  },
  {
    number: 5,
    title: "Relations",
    decision: "judge",
    text: "A dog on a horse, but beside it: strike the word of place.",
  },
  { number: 7, title: "Style and medium", decision: "lenient", text: "Watercolor, ukiyo-e, detailed, realistic." },
  {
    number: 10,
    title: "Boosters and platforms",
    decision: "never",
    text: "8k, masterpiece, octane render, artstation.",
  },
];
const LOCKED = { octane: "10", render: "10", "8k": "10", masterpiece: "10", artstation: "10" };

export class Wire {
  /** A status that every request gets instead of its answer; 0 for none. */
  fault = 0;
  readonly #began = new Date().toISOString();
  readonly #pairs: readonly Pair[];
  readonly #language: string;
  readonly #paths: readonly string[];
  readonly #done = new Set<number>();
  #choices: AccountChoices = CHOICES;
  readonly #receipts = new Map<string, Receipt>();

  constructor(folder: string | undefined, language: string) {
    this.#language = language;
    const rows = folder ? rowsOf(folder) : [];
    this.#paths = rows.map((row) => row.path);
    this.#pairs = folder
      ? rows.map((row, place) =>
          pairOf(row.prompt, {
            slot: place + 1,
            url: `/pictures/${place + 1}`,
            size: row.size,
            language: row.language,
          }),
        )
      : PROMPTS.map(([language, prompt], place) =>
          pairOf(prompt, { slot: place + 1, language, locked: LOCKED, size: [1200, 900] }),
        );
  }

  config(): PageConfig {
    const urls = { claims: "/api/v1/claims", judgments: "/api/v1/judgments", skips: "/api/v1/skips" };
    const more = {
      releases: "/api/v1/releases",
      corrections: "/api/v1/corrections",
      choices: "/api/v1/choices",
      flags: "/api/v1/flags",
      questions: "/api/v1/questions",
      packs: "/api/v1/packs",
      parkings: "/api/v1/parkings",
      shift_ends: "/api/v1/shift-ends",
      sign_in: "/work/",
      inbox: "/work/",
      leave: "/work/",
    };
    return {
      csrf: "development",
      work: this.#work(10),
      urls: { ...urls, ...more },
      annotator: { key: "development", name: "Mina Park" },
      judged_today: this.#receipts.size,
      build: "development",
      guideline: { number: 3, rulings: RULINGS },
      tour: { after: 3, url: "/work/" },
      language: this.#language,
      strings: stringsIn(this.#language),
      choices: this.#choices,
    };
  }

  pictureOf(slot: number): string | undefined {
    return this.#paths[slot - 1];
  }

  /** null for an address that the wire does not have. */
  answer(name: string, body: Body): object | null {
    switch (name) {
      case "claims":
        return this.#work(body.want ?? 10);
      case "choices":
        this.#choices = { ...this.#choices, ...(body as Partial<AccountChoices>) };
        return this.#choices;
      case "judgments":
      case "corrections":
        return this.#judged(body);
      case "skips":
        this.#done.add(body.slot ?? 0);
        return { work: this.#refilled(body) };
      case "releases":
        return { released: body.slots?.length ?? 0 };
      case "packs":
        return this.#work(body.want ?? 80);
      case "parkings":
        return { parked: 0 };
      case "flags":
        return { flagged: true };
      case "shift-ends":
        return { receipt: this.#receipt() };
      default:
        return null;
    }
  }

  #receipt(): ShiftReceipt {
    const to = new Date().toISOString();
    return { from: this.#began, to, judged: this.#receipts.size, skipped: 0, active_ms: 0 };
  }

  #judged(body: Body): Reply {
    const { uuid = "", pair = 0, slot = 0, struck = [] } = body;
    this.#done.add(slot);
    const receipt = this.#receipts.get(uuid) ?? receiptFor(uuid, pair, struck);
    this.#receipts.set(uuid, receipt);
    return { receipt, judged_today: this.#receipts.size, work: this.#refilled(body) };
  }

  #refilled(body: Body): Work | null {
    return body.refill ? this.#work(body.refill) : null;
  }

  #work(most: number): Work {
    const pairs = this.#pairs.filter((pair) => !this.#done.has(pair.slot)).slice(0, most);
    return pairs.length > 0
      ? { state: "work", retry_after: null, pairs }
      : { state: "no_work", retry_after: 30, pairs: [] };
  }
}

function stringsIn(language: string): Strings {
  if (language === "qps") return pseudo(stringsIn("en"));
  return JSON.parse(readFileSync(new URL(`../locales/${language}.json`, import.meta.url), "utf8")) as Strings;
}

interface Row {
  readonly path: string;
  readonly prompt: string;
  readonly size: readonly [number, number];
  readonly language: string;
}

function rowsOf(folder: string): Row[] {
  const lines = readFileSync(join(folder, "anno.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => {
    const { img_path, prompt } = JSON.parse(line) as { img_path: string; prompt: string };
    const path = join(folder, "imgs", img_path);
    return { path, prompt, size: pngSize(path), language: /\p{Script=Han}/u.test(prompt) ? "zh" : "en" };
  });
}

function pngSize(path: string): readonly [number, number] {
  const head = readFileSync(path).subarray(0, 24);
  return [head.readUInt32BE(16), head.readUInt32BE(20)];
}

function receiptFor(uuid: string, pair: number, struck: readonly number[]): Receipt {
  return { uuid, pair, outcome: "counted", revision: 1, struck };
}

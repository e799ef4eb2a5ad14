/** Prints schedules for those who live them elsewhere, in a real browser: `node faults/print.ts FIRST COUNT`. */
import { schedule } from "./schedules.ts";

/** One server for one browser: it can be killed more often than where many share it. */
const KILLS = 0.3;
const [first = 1, count = 1] = process.argv.slice(2).map(Number);
const seeds = Array.from({ length: count }, (_, place) => first + place);
process.stdout.write(`${JSON.stringify(seeds.map((seed) => schedule(seed, KILLS)))}\n`);

/**
 * Lives through schedules against a real server: `node faults/run.ts PLAN`. The plan is JSON: where the server is, and
 * for each life its seed and the sessions of two people. Each story is a line of JSON on the way out; a line "kill" asks for the
 * death of the server's processes.
 */
import { readFileSync } from "node:fs";
import { AnnotatorAtWork, type Story } from "./annotators.ts";
import { Crashed, install, type Person, Profile } from "./profiles.ts";
import { schedule } from "./schedules.ts";

interface Plan {
  readonly base: string;
  readonly atOnce: number;
  readonly lives: readonly {
    readonly place: number;
    readonly seed: number;
    readonly people: readonly [Person, Person];
  }[];
}

install();
process.on("unhandledRejection", (error) => {
  // What a crashed tab was about to do.
  if (error instanceof Crashed || (error instanceof Error && error.name === "AbortError")) return;
  throw error;
});

const plan = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Plan;
const waiting = [...plan.lives];
await Promise.all(Array.from({ length: plan.atOnce }, work));
process.exit(0);

async function work(): Promise<void> {
  for (let life = waiting.shift(); life !== undefined; life = waiting.shift()) say(life.place, await lived(life));
}

async function lived({ seed, people }: Plan["lives"][number]): Promise<Story> {
  const told = schedule(seed);
  const profile = new Profile(plan.base, people[0], told.fates, seed);
  const annotator = new AnnotatorAtWork(told, profile, people, () => void process.stdout.write("kill\n"));
  try {
    return await annotator.live();
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed, acts: annotator.acts, problems: [...annotator.problems, problem], met: profile.met };
  }
}

function say(place: number, story: Story): void {
  process.stdout.write(`${JSON.stringify({ place, ...story })}\n`);
}

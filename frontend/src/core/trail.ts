/** What was done on a pair and when: sent with its answer, so that speed and pay can be checked against it later. */

export type Device = "mouse" | "touch" | "keyboard" | "mixed";
export type Source = "mouse" | "touch" | "keyboard";

/** Milliseconds since the pair was shown, what was done, from which word to which, and by what. */
export type Step = readonly [ms: number, kind: string, from: number | null, to: number | null, source: Source];

export interface Trail {
  readonly version: 1;
  /** Milliseconds since the epoch; all other times count from it. */
  readonly shown: number;
  readonly painted: number | null;
  readonly first: number | null;
  readonly answered: number;
  readonly device: Device;
  readonly zoomed: boolean;
  readonly hidden_ms: number;
  readonly build: string;
  readonly events: readonly Step[];
}

export interface Recording {
  readonly shownAt: number;
  readonly paintedAt: number | null;
  readonly zoomed: boolean;
  readonly hiddenMs: number;
  readonly hiddenAt: number | null;
  readonly steps: readonly Step[];
}

export const STEPS_AT_MOST = 500;

export function recording(now: number): Recording {
  return { shownAt: now, paintedAt: null, zoomed: false, hiddenMs: 0, hiddenAt: null, steps: [] };
}

/** The recording with one more step; those beyond the most that are kept are not. */
export function stepped(record: Recording, now: number, step: readonly [string, number | null, number | null, Source]) {
  if (record.steps.length >= STEPS_AT_MOST) return record;
  return { ...record, steps: [...record.steps, [now - record.shownAt, ...step] satisfies Step] };
}

export function painted(record: Recording, now: number): Recording {
  return record.paintedAt === null ? { ...record, paintedAt: now } : record;
}

export function zoomed(record: Recording): Recording {
  return record.zoomed ? record : { ...record, zoomed: true };
}

export function hidden(record: Recording, now: number): Recording {
  return record.hiddenAt === null ? { ...record, hiddenAt: now } : record;
}

export function seen(record: Recording, now: number): Recording {
  if (record.hiddenAt === null) return record;
  return { ...record, hiddenMs: record.hiddenMs + now - record.hiddenAt, hiddenAt: null };
}

export function trail(record: Recording, now: number, build: string): Trail {
  const { shownAt, paintedAt, steps, hiddenMs, zoomed } = seen(record, now);
  return {
    version: 1,
    shown: shownAt,
    painted: paintedAt === null ? null : paintedAt - shownAt,
    first: steps[0]?.[0] ?? null,
    answered: now - shownAt,
    device: device(steps),
    zoomed,
    hidden_ms: hiddenMs,
    build,
    events: steps,
  };
}

function device(steps: readonly Step[]): Device {
  const sources = new Set(steps.map(([, , , , source]) => source));
  const [only] = sources;
  return sources.size > 1 ? "mixed" : (only ?? "keyboard");
}

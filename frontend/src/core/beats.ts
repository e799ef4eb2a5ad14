/** Reports of time on their way to the server: in order, until each was taken. */
import type { Span } from "./spans.ts";
import type { HeartbeatBody } from "./wire.ts";

export interface Beat {
  /** The page that wrote it. */
  readonly session: string;
  readonly seq: number;
  readonly zone: string;
  /** Milliseconds since the epoch. */
  readonly writtenAt: number;
  readonly spans: readonly Span[];
  readonly nInputs: number;
  readonly isVisible: boolean;
}

/** The server reckons with whole packs of some hours; what is older than this will not be believed. */
const KEPT_MS = 14 * 24 * 3600 * 1000;
const KEPT_AT_MOST = 1_000;

/** What the server reads at most; a clock that was put on or back must not make a report unreadable. */
const LONGEST_MS = 31 * 24 * 3600 * 1000;

export function body(beat: Beat, now: number): HeartbeatBody {
  const ago = (time: number) => bounded(beat.writtenAt - time);
  return {
    session: beat.session,
    seq: beat.seq,
    zone: beat.zone,
    sent_at: new Date(beat.writtenAt).toISOString(),
    age_ms: bounded(now - beat.writtenAt),
    spans: beat.spans.map(({ from, to, activity, pair, nWords, quietMs }) => ({
      from_ms_ago: ago(from),
      to_ms_ago: ago(to),
      activity,
      pair,
      n_words: nWords,
      quiet_ms: bounded(quietMs),
    })),
    inputs: beat.nInputs,
    visible: beat.isVisible,
  };
}

function bounded(lengthMs: number): number {
  return Math.min(LONGEST_MS, Math.max(0, Math.round(lengthMs)));
}

/** With one more. One that says nothing is left out while others wait: they say that the page was there. */
export function queued(beats: readonly Beat[], beat: Beat): readonly Beat[] {
  if (beats.length > 0 && beat.spans.length === 0) return beats;
  return [...beats, beat].filter(({ writtenAt }) => writtenAt > beat.writtenAt - KEPT_MS).slice(-KEPT_AT_MOST);
}

/** Without that one. */
export function taken(beats: readonly Beat[], { session, seq }: Beat): readonly Beat[] {
  return beats.filter((beat) => beat.session !== session || beat.seq !== seq);
}

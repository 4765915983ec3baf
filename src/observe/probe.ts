// Room observe: what every probe has in common: it begins, reads every so often, says when it could not, and ends by reading to
// the end. It reports and never decides.
import type { JournalWriter } from "../journal/writer.ts";

export interface ProbeSpec {
  readonly name: string;
  readonly watches: readonly string[];
  readonly everyMs: number;
  /** The probe's own reads change what it looks at (SQS has no peek). */
  readonly touches?: true;
  /** Reads what is new and journals it. */
  readonly read: () => Promise<void>;
  /** Only read when asked to: a FIFO dead letter queue is read at the end of the drain. */
  readonly onlyWhenAsked?: boolean;
}

export interface Probe {
  readonly name: string;
  /** Reads what is there by now; a failed read is a gap, and the probe counts as not alive from then on. */
  readToEnd(): Promise<void>;
  isAlive(): boolean;
  /** Reads wait until the returned function is called: what is learned meanwhile is journaled after it. */
  hold(): () => void;
  /** No reads of its own accord until the returned function is called: days of virtual time are not looked at five times a second. */
  rest(): () => void;
  /** Reads to the end once more and stops. */
  stop(): Promise<void>;
}

/** Starts a probe. */
export function startProbe(journal: JournalWriter, spec: ProbeSpec): Probe {
  const { name, watches, everyMs } = spec;
  const about = {
    probe: name,
    watches,
    everyMs,
    ...(spec.touches === undefined ? {} : { touches: spec.touches }),
  };
  journal.append({ kind: "probe.began", actor: "observe", data: about });
  let alive = true;
  let stopped = false;
  let reading: Promise<void> = Promise.resolve();
  const read = (): Promise<void> => {
    reading = reading.then(spec.read).catch((error: unknown) => {
      alive = false;
      const reason = error instanceof Error ? error.message : String(error);
      journal.append({ kind: "probe.gap", actor: "observe", data: { ...about, reason } });
    });
    return reading;
  };
  let timer: NodeJS.Timeout | undefined;
  let resting = false;
  const next = () => {
    if (stopped || resting || spec.onlyWhenAsked === true) return;
    timer = setTimeout(() => void read().then(next), everyMs);
  };
  next();
  return {
    name,
    readToEnd: read,
    isAlive: () => alive,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      reading = reading.then(() => promise);
      return resolve;
    },
    rest() {
      resting = true;
      clearTimeout(timer);
      return () => {
        resting = false;
        next();
      };
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      clearTimeout(timer);
      await read();
      journal.append({ kind: "probe.ended", actor: "observe", data: { probe: name, watches } });
    },
  };
}

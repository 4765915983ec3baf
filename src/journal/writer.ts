// Room journal: the one writer. Append only. What is an intent (op.invoked, resource.intended) and every change of phase is
// written to the file before append returns, so a killed process never did what its journal does not say; other lines are
// gathered up to 64 KiB. fsync at phase changes and at close: a power cut may cost the last phase's tail, a SIGKILL nothing
// but the gathered lines. Where the system under test dies with this process, nothing outlives a power cut that a journal would have to
// tell of, and fsync is left out.
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { saveBlob, takeOutBlobs } from "./blobs.ts";
import { type Clock, monotonicClock } from "./clock.ts";
import { JournalError } from "./errors.ts";
import type { Draft, JsonObject, Kind, Line } from "./line.ts";
import { WRITE_BUFFER_BYTES } from "./limits.ts";

export interface JournalWriter extends AsyncDisposable {
  readonly path: string;
  /** The journal's own clock: milliseconds, as in `atMs`. */
  nowMs(): number;
  /** Numbers the line, keeps it, tells the listeners, and returns its `seq`. */
  append<K extends Kind>(draft: Draft<K>): number;
  /** Calls `listener` with each line appended from now on, until the returned function is called. */
  onLine(listener: (line: Line) => void): () => void;
  close(): Promise<void>;
}

const AT_ONCE = new Set<Kind>([
  "run.started",
  "op.invoked",
  "resource.intended",
  "resource.created",
  "fault.began",
  "drain.ended",
  "run.ended",
]);

/** Gathered lines reach the file after this at the latest, so that a tail of the journal is worth watching. */
const FLUSH_AFTER_MS = 200;

export interface JournalOptions {
  readonly clock?: Clock;
  /** Whether fsync makes it outlive a power cut. Default: it does. */
  readonly outlivesPower?: boolean;
}

/**
 * Opens `folder/journal.ndjson` for a new journal.
 *
 * @throws JournalError when one is there already: a journal is never written twice.
 */
export function openJournal(folder: string, options: JournalOptions = {}): JournalWriter {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "journal.ndjson");
  const clock = options.clock ?? monotonicClock();
  const { outlivesPower = true } = options;
  const descriptor = openNew(file);
  const listeners = new Set<(line: Line) => void>();
  let buffered = "";
  let seq = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (buffered === "") return;
    const text = buffered;
    buffered = "";
    writeWhole(descriptor, Buffer.from(text, "utf8"));
  }

  return {
    path: file,
    nowMs: () => clock.nowMs(),
    append(draft) {
      if (closed) throw new JournalError(file, seq, `the journal is closed; ${draft.kind} came too late`);
      seq += 1;
      const line = numbered(draft as Draft, seq, clock.nowMs());
      const data = takeOutBlobs(line.kind, line.data as unknown as JsonObject, (text) =>
        saveBlob(path.join(folder, "blobs"), text),
      );
      buffered += `${JSON.stringify({ ...line, data })}\n`;
      if (AT_ONCE.has(line.kind) || buffered.length >= WRITE_BUFFER_BYTES) flush();
      else timer ??= setTimeout(flush, FLUSH_AFTER_MS).unref();
      if (line.kind === "phase.entered") {
        flush();
        if (outlivesPower) fsyncSync(descriptor);
      }
      for (const listener of listeners) listener(line);
      return seq;
    },
    onLine(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (closed) return;
      closed = true;
      flush();
      if (outlivesPower) fsyncSync(descriptor);
      closeSync(descriptor);
    },
    async [Symbol.asyncDispose]() {
      await this.close();
    },
  };
}

function openNew(file: string): number {
  try {
    return openSync(file, "ax");
  } catch (error) {
    throw new JournalError(
      file,
      0,
      "a journal is there already or cannot be made; a run writes a new folder",
      {
        cause: error,
      },
    );
  }
}

/** write(2) may take less than it was given. */
function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

/** Members in the order of CONTRACTS 3, so that equal lines are equal bytes. */
function numbered(draft: Draft, seq: number, atMs: number): Line {
  const { kind, actor, hop, order, op, cause, at, data } = draft;
  const line = {
    seq,
    atMs,
    kind,
    actor,
    ...(hop === undefined ? {} : { hop }),
    ...(order === undefined ? {} : { order }),
    ...(op === undefined ? {} : { op }),
    ...(cause === undefined ? {} : { cause }),
    ...(at === undefined ? {} : { at }),
    data,
  };
  return line as Line;
}

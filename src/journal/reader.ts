// Room journal: the one reader. It streams, refuses what breaks the format with file and line, and reports a torn last line.
import { open } from "node:fs/promises";
import { isUtf8 } from "node:buffer";
import path from "node:path";
import { putBackBlobs } from "./blobs.ts";
import { JournalError } from "./errors.ts";
import { parseLine, type Where } from "./line-parser.ts";
import type { JsonObject, Line } from "./line.ts";
import { MAX_LINE_BYTES, READ_CHUNK_BYTES } from "./limits.ts";

export interface ReadSummary {
  readonly lines: number;
  /** The last line has no newline: it was cut, is not read, and everything before it is. */
  readonly torn?: { readonly line: number; readonly bytes: number };
  /** Whether `run.ended` was read: without it the run was killed. */
  readonly ended: boolean;
}

const NEWLINE = 10;

/** Reads a journal from its first line to its last whole one. */
export async function readJournal(file: string, onLine: (line: Line) => void): Promise<ReadSummary> {
  const follow = openRules(file);
  const blobs = path.join(path.dirname(file), "blobs");
  let number = 0;
  let ended = false;
  const rest = await eachLine(file, (bytes) => {
    number += 1;
    const line = lineOf(bytes, { file, line: number }, blobs);
    follow(line, number);
    ended = line.kind === "run.ended";
    onLine(line);
  }).catch((error: unknown) => {
    throw withNextStep(error);
  });
  return { lines: number, ended, ...(rest > 0 ? { torn: { line: number + 1, bytes: rest } } : {}) };
}

/** What stands before a broken line is whole, and may be judged. */
function withNextStep(error: unknown): unknown {
  if (!(error instanceof JournalError) || error.line < 2) return error;
  const { file, line, problem } = error;
  const part = path.join(path.dirname(file), "part.ndjson");
  const next = `to judge what stands before it: head -n ${line - 1} ${file} > ${part} && ordeal judge ${part}`;
  return new JournalError(file, line, problem, { cause: error, next });
}

function lineOf(bytes: Buffer, where: Where, blobs: string): Line {
  if (bytes.length > MAX_LINE_BYTES) throw tooLong(where.file, where.line);
  if (!isUtf8(bytes)) throw new JournalError(where.file, where.line, "is not UTF-8");
  const text = bytes.toString("utf8");
  const line = parseLine(text, where);
  // Only a line that holds a reference pays for putting blobs back.
  return text.includes('"blob":') ? withBlobs(line, blobs, where) : line;
}

function tooLong(file: string, line: number): JournalError {
  return new JournalError(file, line, `is over the limit of ${MAX_LINE_BYTES} bytes a line`);
}

/** Calls `onBytes` for each line without its newline; returns how many bytes stand after the last newline. */
async function eachLine(file: string, onBytes: (bytes: Buffer) => void): Promise<number> {
  const handle = await open(file).catch((error: unknown) => {
    throw new JournalError(file, 0, "cannot be opened; give a run, a scenario's folder or a journal file", {
      cause: error,
    });
  });
  try {
    const chunk = Buffer.allocUnsafe(READ_CHUNK_BYTES);
    let kept: Buffer[] = [];
    let keptBytes = 0;
    let number = 0;
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, null).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        throw new JournalError(file, 0, `cannot be read: ${why}`, { cause: error });
      });
      if (bytesRead === 0) return keptBytes;
      let from = 0;
      for (let to = chunk.indexOf(NEWLINE); to >= 0 && to < bytesRead; to = chunk.indexOf(NEWLINE, from)) {
        const part = chunk.subarray(from, to);
        number += 1;
        onBytes(keptBytes === 0 ? part : Buffer.concat([...kept, part]));
        kept = [];
        keptBytes = 0;
        from = to + 1;
      }
      if (from < bytesRead) {
        keptBytes += bytesRead - from;
        if (keptBytes > MAX_LINE_BYTES) throw tooLong(file, number + 1);
        kept.push(Buffer.from(chunk.subarray(from, bytesRead)));
      }
    }
  } finally {
    await handle.close();
  }
}

function withBlobs(line: Line, folder: string, where: Where): Line {
  try {
    const data = putBackBlobs(line.kind, line.data as unknown as JsonObject, folder);
    return { ...line, data } as unknown as Line;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new JournalError(where.file, where.line, "is nested too deeply to be read", { cause: error });
  }
}

/** The rules that need more than one line: dense seq, one run.started, one completion for each op. */
function openRules(file: string): (line: Line, number: number) => void {
  const invoked = new Set<string>();
  const done = new Set<string>();
  let ended = false;
  const refuse = (number: number, problem: string) => {
    throw new JournalError(file, number, problem);
  };
  return (line, number) => {
    if (line.seq !== number)
      refuse(number, `seq is ${line.seq} and must be ${number}: lines are missing or doubled`);
    if (ended) refuse(number, `${line.kind} stands after run.ended, the last line of a journal`);
    ended = line.kind === "run.ended";
    if (line.kind === "run.started") {
      if (number !== 1) refuse(number, "a second run.started: two journals in one file");
    } else if (number === 1) refuse(number, `begins with ${line.kind}, not with run.started`);
    if (!line.kind.startsWith("op.")) return;
    const op = line.op ?? "";
    if (op === "") refuse(number, `${line.kind} names no op`);
    if (line.kind === "op.invoked") {
      if (invoked.has(op) || done.has(op)) refuse(number, `op ${op} was invoked before`);
      invoked.add(op);
    } else if (invoked.delete(op)) done.add(op);
    else refuse(number, done.has(op) ? `op ${op} is completed a second time` : `op ${op} was never invoked`);
  };
}

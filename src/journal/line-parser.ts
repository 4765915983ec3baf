// Room journal: one line of text to one checked Line. The envelope is checked by hand, since every line pays for it; data by
// the schema of its kind.
import type { ValidateFunction } from "ajv/dist/2020.js";
import { JournalError } from "./errors.ts";
import { JOURNAL_FORMAT, type Kind, type Line } from "./line.ts";
import { compiledSchema, definitionsOf, problemsOf } from "./schema.ts";

const KINDS = new Map<string, ValidateFunction>();
let names: readonly string[] | undefined;

function dataCheck(kind: string): ValidateFunction | undefined {
  const known = KINDS.get(kind);
  if (known !== undefined) return known;
  names ??= definitionsOf("journal-line");
  if (!names.includes(kind)) return undefined;
  const validate = compiledSchema("journal-line", kind);
  KINDS.set(kind, validate);
  return validate;
}

export interface Where {
  readonly file: string;
  readonly line: number;
}

/** Parses and checks one line; an error names file, line and field. */
export function parseLine(text: string, where: Where): Line {
  const value = parseJson(text, where);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw broken(where, "is not a JSON object");
  const line = value as Record<string, unknown>;
  checkEnvelope(line, where);
  const kind = line.kind as Kind;
  const validate = dataCheck(kind);
  if (validate === undefined)
    throw broken(where, `kind ${kind} is not known; a newer Ordeal may have written it`);
  if (kind === "run.started") checkFormat(line.data, where);
  if (!validate(line.data)) throw broken(where, `${kind} data${problemsOf(validate.errors).join("; ")}`);
  return line as unknown as Line;
}

/** Before anything else of it: what a newer format holds is not for us to say. */
function checkFormat(data: unknown, where: Where): void {
  const format = typeof data === "object" && data !== null && "format" in data ? data.format : undefined;
  if (typeof format !== "number" || format === JOURNAL_FORMAT) return;
  if (format > JOURNAL_FORMAT)
    throw broken(
      where,
      `format ${format} is newer than ${JOURNAL_FORMAT}, the newest this Ordeal reads: update it`,
    );
  throw broken(where, `format ${format} is none that ever was`);
}

function parseJson(text: string, where: Where): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new JournalError(
      where.file,
      where.line,
      `is not JSON: ${error instanceof Error ? error.message : ""}`,
      {
        cause: error,
      },
    );
  }
}

function checkEnvelope(line: Record<string, unknown>, where: Where): void {
  if (!Number.isSafeInteger(line.seq)) throw broken(where, "seq is not a whole number");
  if (typeof line.atMs !== "number" || line.atMs < 0)
    throw broken(where, "atMs is not a number of milliseconds");
  if (typeof line.kind !== "string") throw broken(where, "kind is not a string");
  if (typeof line.actor !== "string") throw broken(where, "actor is not a string");
  if (line.hop !== undefined && typeof line.hop !== "string") throw broken(where, "hop is not a string");
  if (line.order !== undefined && typeof line.order !== "string")
    throw broken(where, "order is not a string");
  if (line.op !== undefined && typeof line.op !== "string") throw broken(where, "op is not a string");
  if (line.cause !== undefined && !isEarlier(line.cause, line.seq)) {
    throw broken(where, `cause ${String(line.cause)} is not the seq of an earlier line`);
  }
  if (line.at !== undefined && !isPosition(line.at)) {
    throw broken(where, "at is not {source, n} with n a string of decimal digits");
  }
}

function isEarlier(cause: unknown, seq: unknown): boolean {
  return Number.isSafeInteger(cause) && (cause as number) >= 1 && (cause as number) < (seq as number);
}

function isPosition(at: unknown): boolean {
  if (typeof at !== "object" || at === null || !("source" in at) || !("n" in at)) return false;
  return typeof at.source === "string" && typeof at.n === "string" && isDecimal(at.n);
}

function isDecimal(text: string): boolean {
  if (text.length === 0) return false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

function broken(where: Where, problem: string): JournalError {
  return new JournalError(where.file, where.line, problem);
}

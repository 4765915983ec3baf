// Checks: rows of recorded AWS answers from a folder of `.jsonl` files. A folder that is not there and a line that is no row are told
// apart by exit code: 66 and 65 (sysexits, as the CLI's own).
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Row } from "./judge.ts";

/** Something is wrong with what the command was given; says how to end. */
export class RecordingsError extends Error {
  readonly exitCode: 65 | 66;
  constructor(exitCode: 65 | 66, message: string) {
    super(message);
    this.name = "RecordingsError";
    this.exitCode = exitCode;
  }
}

/** The names of the folder's files of rows, sorted. */
export function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new RecordingsError(
      66,
      `${folder}: no such folder; name one that holds .jsonl files of recorded rows`,
    );
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".jsonl"))
    .toSorted();
  if (files.length === 0) throw new RecordingsError(66, `${folder}: holds no .jsonl file`);
  return files;
}

/** The rows of one file. */
export function rowsOf(folder: string, file: string): readonly Row[] {
  const lines = readFileSync(path.join(folder, file), "utf8").split("\n");
  return lines.flatMap((line, at) =>
    line.trim() === "" ? [] : [rowOf(line, `${path.join(folder, file)}:${at + 1}`)],
  );
}

function rowOf(line: string, where: string): Row {
  const value = parsed(line, where);
  if (!isRow(value)) throw new RecordingsError(65, `${where}: a row is a JSON object`);
  return value;
}

function parsed(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new RecordingsError(
      65,
      `${where}: is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// Room cli: what is printed and how the process ends. Data goes to stdout; progress, notices and errors to stderr.
import { existsSync } from "node:fs";
import type { Verdict } from "../claims/verdict.ts";
import { exitCodeOfError } from "../scenario/errors.ts";

/** Prints to stdout. */
export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Prints to stderr. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** An error that a room foresaw is its message; any other is a bug of ours and shows where. */
export function printError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  tell(`ordeal: ${message}`);
  if (exitCodeOfError(error) === 70)
    tell(`${error instanceof Error ? (error.stack ?? "") : ""}\nThis is a bug of Ordeal.`);
}

/** Ends the process once what was printed is out; open handles of a library must not keep it. */
export function exitWith(code: number): void {
  process.exitCode = code;
  process.stdout.write("", () => process.exit(code));
}

export function fail(error: unknown): void {
  exitWith(exitCodeOfError(error));
}

/** Colour only on a terminal; NO_COLOR and FORCE_COLOR decide otherwise. */
export function wantsColor(stream: NodeJS.WriteStream): boolean {
  if (process.env.NO_COLOR) return false;
  return stream.isTTY || Boolean(process.env.FORCE_COLOR);
}

/** How a reader here starts Ordeal: in its own repository through npm, which brings the right Node, elsewhere the installed one. */
export function ownCommand(): string {
  return existsSync("src/index.ts") && existsSync("bin/ordeal.js") ? "npm run ordeal --" : "npx ordeal";
}

/** The verdict with its two commands as a reader here may type them. */
export function typed(verdict: Verdict): Verdict {
  const { judge, run } = verdict.repeat;
  const type = (command: string) => command.replace(/^ordeal(?= )/, ownCommand());
  return { ...verdict, repeat: { judge: type(judge), run: type(run) } };
}

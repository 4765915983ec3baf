// Room cli: what is printed and how the process ends. Data goes to stdout; progress, notices and errors to stderr.
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

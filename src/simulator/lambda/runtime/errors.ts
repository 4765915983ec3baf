// Room simulator/lambda/runtime: how an error of a handler is told, in the words of AWS's Node runtime (aws-lambda-nodejs-runtime-interface-client,
// read from what it answers), with frames of the function's own code only: whoever runs it, and where, stays out.
import { types } from "node:util";
import { type ErrorObject, TASK_ROOT } from "./runtime.ts";

/** What the runtime itself refuses. */
export class RuntimeError extends Error {
  readonly errorType: string;
  constructor(errorType: string, message: string) {
    super(message);
    this.name = errorType;
    this.errorType = errorType;
  }
}

/** How paths are told: a runtime that unpacks somewhere else names its folder. */
export type TidyPaths = (text: string) => string;

/** `file:///var/task/index.js` of a module loaded by require is told as a path. */
export function errorObject(error: unknown, tidy: TidyPaths = (text) => text): ErrorObject {
  try {
    return readError(error, tidy);
  } catch {
    return UNREADABLE;
  }
}

/** Code may have put anything in the place of an error's members, also what throws when it is read. */
const UNREADABLE: ErrorObject = {
  errorType: "handled",
  errorMessage:
    "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack",
};

function readError(error: unknown, tidy: TidyPaths): ErrorObject {
  if (!isError(error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  const errorMessage = tidy(textOf(error.message));
  return { errorType: textOf(error.name), errorMessage, trace: traceOf(error, tidy) };
}

/** An error whose type is the runtime's, whatever the cause's own name is. */
export function runtimeErrorObject(
  errorType: string,
  error: unknown,
  tidy: TidyPaths = (text) => text,
): ErrorObject {
  const told = errorObject(error, tidy);
  const errorMessage =
    isError(error) && error.name !== errorType ? `${error.name}: ${told.errorMessage}` : told.errorMessage;
  const [, ...frames] = (told.trace ?? []).filter((line) => /^\s+at /.test(line) || line === told.trace?.[0]);
  return { errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`, ...frames] };
}

function traceOf(error: Error, tidy: TidyPaths): readonly string[] {
  const stack = typeof error.stack === "string" ? error.stack : `${error.name}: ${error.message}`;
  const lines = tidy(stack).split("\n");
  // Below the function's last frame is whoever called it: in Lambda its runtime, here another.
  const end = Math.max(lines.findLastIndex(isOwn), lines.findIndex(isFrame) - 1);
  return (end < 0 ? lines : lines.slice(0, end + 1)).filter(
    (line) => !isFrame(line) || isOwn(line) || line.includes("node:") || line.includes("<anonymous>"),
  );
}

/** Code may have put anything there. */
const textOf = (value: unknown): string => (typeof value === "string" ? value : String(value));

const isFrame = (line: string): boolean => /^\s+at /.test(line);
const isOwn = (line: string): boolean => isFrame(line) && line.includes(TASK_ROOT);

/** Errors of another realm count too, and what has all that an error has. */
const isError = (value: unknown): value is Error =>
  value instanceof Error || types.isNativeError(value) || looksLikeError(value);

const looksLikeError = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  ["name", "message", "stack"].every((member) => typeof Reflect.get(value, member) === "string");

/** Names of modules that cannot be found: what failed is the import, not the code. */
const NOT_FOUND = new Set(["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"]);

/** What went wrong while the code was loaded. */
export function initError(error: unknown, tidy: TidyPaths = (text) => text): ErrorObject {
  if (error instanceof RuntimeError) return errorObject(error, tidy);
  const code = isError(error) && "code" in error ? error.code : undefined;
  if (typeof code === "string" && NOT_FOUND.has(code))
    return runtimeErrorObject("Runtime.ImportModuleError", error, tidy);
  if (isError(error) && error.name === "SyntaxError")
    return runtimeErrorObject("Runtime.UserCodeSyntaxError", error, tidy);
  return errorObject(error, tidy);
}

/** The environment ended under an invocation, with a code, or by a signal that it sent itself. */
export function exitError(requestId: string, end: number | string | undefined): ErrorObject {
  return { errorType: "Runtime.ExitError", errorMessage: `RequestId: ${requestId} Error: ${reasonOf(end)}` };
}

function reasonOf(end: number | string | undefined): string {
  if (end === undefined || end === 0) return "Runtime exited without providing a reason";
  const how = typeof end === "number" ? `exit status ${end}` : `signal: ${SIGNALS[end] ?? end}`;
  return `Runtime exited with error: ${how}`;
}

/** As the platform calls them. */
const SIGNALS: Readonly<Record<string, string>> = {
  SIGABRT: "aborted",
  SIGHUP: "hangup",
  SIGINT: "interrupt",
  SIGKILL: "killed",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
};

/** A rejection that nobody handled, while the handler ran. */
export function unhandledRejection(reason: unknown, tidy: TidyPaths = (text) => text): ErrorObject {
  const told = errorObject(reason, tidy);
  const errorMessage = isError(reason) ? `${told.errorType}: ${told.errorMessage}` : told.errorMessage;
  const frames = (told.trace ?? []).filter((line) => /^\s+at /.test(line));
  const errorType = "Runtime.UnhandledPromiseRejection";
  return { errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`, ...frames] };
}

// Room simulator/lambda/runtime: which function of the package the handler setting means (Developer Guide, "Define Lambda function handler in
// Node.js"), and its refusal in the runtime's words.
import { RuntimeError } from "./errors.ts";
import type { Handler } from "./runtime.ts";
import { isStreaming } from "./streaming.ts";

export interface HandlerPlace {
  /** Without its ending: `lib/index`. */
  readonly module: string;
  /** `["handler"]`; an object of handlers is reached by more than one name. */
  readonly names: readonly string[];
}

const ENDINGS = [".js", ".mjs", ".cjs"];

export function placeOf(handler: string): HandlerPlace {
  const slash = handler.lastIndexOf("/") + 1;
  const [name = "", ...names] = handler.slice(slash).split(".");
  if (name === "" || names.length === 0 || handler.includes(".."))
    throw new RuntimeError("Runtime.MalformedHandlerName", "Bad handler");
  return { module: handler.slice(0, slash) + name, names };
}

/** The file, by whether it is there. */
export function fileOf({ module }: HandlerPlace, has: (file: string) => boolean): string {
  const file = ENDINGS.map((ending) => module + ending).find(has);
  if (file !== undefined) return file;
  const name = module.slice(module.lastIndexOf("/") + 1);
  throw new RuntimeError(
    "Runtime.ImportModuleError",
    `Error: Cannot find module '${name}'\nRequire stack:\n- /var/runtime/index.mjs`,
  );
}

/** AWS_EXECUTION_ENV of the runtimes that take no callback: a third parameter is one, unless the handler streams. */
const WITHOUT_CALLBACKS = /^AWS_Lambda_nodejs(2[4-9]|[3-9]\d)\./;
const CALLBACK_PARAMETERS = 3;
/** Of the runtime (aws-lambda-nodejs-runtime-interface-client, read 2026-11-25). */
const NO_CALLBACKS =
  "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.";

/** `exported` is a namespace, or what a CommonJS module exports; `runtime` is AWS_EXECUTION_ENV. */
export function handlerIn(exported: unknown, place: HandlerPlace, runtime = ""): Handler {
  const handler = findHandler(exported, place);
  const takesCallback = handler.length >= CALLBACK_PARAMETERS && !isStreaming(handler);
  if (takesCallback && WITHOUT_CALLBACKS.test(runtime))
    throw new RuntimeError("Runtime.CallbackHandlerDeprecated", NO_CALLBACKS);
  return handler;
}

function findHandler(exported: unknown, { names, module }: HandlerPlace): Handler {
  const whole = `${module.slice(module.lastIndexOf("/") + 1)}.${names.join(".")}`;
  const found = reach(exported, names) ?? reach(reach(exported, ["default"]), names);
  if (found === undefined || found === null)
    throw new RuntimeError("Runtime.HandlerNotFound", `${whole} is undefined or not exported`);
  if (typeof found !== "function")
    throw new RuntimeError("Runtime.HandlerNotFound", `${whole} is not a function`);
  return found as Handler;
}

function reach(from: unknown, names: readonly string[]): unknown {
  let at = from;
  for (const name of names) {
    if ((typeof at !== "object" && typeof at !== "function") || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return at;
}

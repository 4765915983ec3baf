// Room states-language, intrinsic functions: a call of the definition against what the state can see.
import { runtimeError } from "../failure.ts";
import type { Json } from "../json.ts";
import { inputText, valueAt } from "../jsonpath/evaluate.ts";
import { PathInvalid } from "../jsonpath/path.ts";
import { PathMissing } from "../jsonpath/read.ts";
import type { Scope } from "../scope.ts";
import { IntrinsicRefused, INTRINSICS } from "./functions.ts";
import { type Argument, type Call, parseCall, unescapeLiteral } from "./parse.ts";

/** The value of a call such as `States.Array($.a, 1)`. */
export function evaluateIntrinsic(text: string, scope: Scope): Json {
  try {
    return run(parseCall(text), scope);
  } catch (error) {
    if (error instanceof PathInvalid) {
      throw runtimeError(
        `Invalid intrinsic function '${text}' : ${error.message}`,
        "States.IntrinsicFailure",
      );
    }
    throw error;
  }
}

function run(call: Call, scope: Scope): Json {
  const body = INTRINSICS.get(call.name);
  if (body === undefined) throw failed(call, `no function is named States.${call.name}`);
  const args = call.args.map((arg) => valueOf(arg, call, scope));
  const raw = (at: number) => {
    const arg = call.args[at];
    return arg?.kind === "text" ? arg.raw : undefined;
  };
  try {
    return body(args, { ...scope.chance, raw });
  } catch (error) {
    if (error instanceof IntrinsicRefused) throw failed(call, error.message);
    throw error;
  }
}

function failed(call: Call, why: string, error = "States.IntrinsicFailure") {
  return runtimeError(`The function '${call.text}' had the following error: ${why}`, error);
}

function valueOf(arg: Argument, call: Call, scope: Scope): Json {
  switch (arg.kind) {
    case "text":
      return unescapeLiteral(arg.raw);
    case "value":
      return arg.value;
    case "call":
      return run(arg.call, scope);
    case "path":
      return pathValue(arg.path, call, scope);
  }
}

function pathValue(path: string, call: Call, scope: Scope): Json {
  try {
    return valueAt(path, scope);
  } catch (error) {
    if (!(error instanceof PathMissing)) throw error;
    const why = `The JsonPath argument for the field '${path}' could not be found in the input '${inputText(path, scope)}'`;
    throw failed(call, why, "States.Runtime");
  }
}

// Room simulator/cloudformation: what a stack gives to others and takes from them: outputs, exports, imports.
import type { Instance } from "../../../template/instance.ts";
import { isList, isObject, type Json } from "../../../template/json.ts";
import { resolve, type Scope } from "../../../template/resolve.ts";
import { exportNamed, importersOf } from "../exports.ts";
import type { CloudFormationState, Stack, StackOutput } from "../state.ts";
import { StepRefused } from "./refused.ts";

/** Throws StepRefused, IntrinsicError. */
export function outputsOf({ outputs }: Instance, scope: Scope): readonly StackOutput[] {
  return outputs.map(({ key, value, description, exportName }) => ({
    key,
    value: textOf(key, resolve(value, scope)),
    description,
    exportName: exportName === undefined ? undefined : textOf(key, resolve(exportName, scope)),
  }));
}

function textOf(key: string, value: Json): string {
  if (typeof value !== "object") return String(value);
  throw new StepRefused(
    `Template format error: The Value field of every Outputs member must evaluate to a String. (${key})`,
  );
}

/** The names of all exports that a template uses. */
export function importsOf({ resources, outputs, scope }: Instance): readonly string[] {
  const found = new Set<string>();
  const look = (value: Json | undefined): void => {
    if (isList(value)) for (const item of value) look(item);
    if (!isObject(value)) return;
    for (const [name, item] of Object.entries(value)) {
      if (name === "Fn::ImportValue" && item !== undefined) found.add(String(resolve(item, scope)));
      look(item);
    }
  };
  for (const { properties } of resources.values()) look(properties);
  for (const { value } of outputs) look(value);
  return [...found];
}

/** Throws StepRefused for an export that is not there. */
export function checkImports(state: CloudFormationState, region: string, imports: readonly string[]): void {
  const missing = imports.find((name) => exportNamed(state, region, name) === undefined);
  if (missing !== undefined) throw new StepRefused(`No export named ${missing} found.`);
}

/** Throws StepRefused where an export is another stack's already, or one that somebody uses would change or go. */
export function checkExports(
  state: CloudFormationState,
  stack: Stack,
  outputs: readonly StackOutput[],
): void {
  const named = new Map(outputs.map(({ exportName, value }) => [exportName, value]));
  for (const { exportName: name } of outputs) {
    const standing = name === undefined ? undefined : exportNamed(state, stack.region, name);
    if (standing !== undefined && standing.stack.id !== stack.id)
      throw new StepRefused(
        `Export with name ${standing.name} is already exported by stack ${standing.stack.name}.`,
      );
  }
  for (const { exportName: name, value } of stack.outputs) {
    if (name === undefined || named.get(name) === value) continue;
    const users = importersOf(state, stack.region, name).map((one) => one.name);
    if (users.length > 0)
      throw new StepRefused(
        `Export ${name} cannot be ${named.has(name) ? "updated" : "deleted"} as it is in use by ${users.join(", ")}`,
      );
  }
}

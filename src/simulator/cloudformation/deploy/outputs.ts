// Room simulator/cloudformation: what a stack gives to others and takes from them: outputs, exports, imports.
import { type Instance, NO_TEXT } from "../../../template/instance.ts";
import { isList, isObject, type Json } from "../../../template/json.ts";
import { resolve, type Scope } from "../../../template/resolve.ts";
import { exportNamed, importersOf } from "../exports.ts";
import type { CloudFormationState, Stack, StackOutput } from "../state.ts";
import { StepRefused } from "./refused.ts";

/** Throws StepRefused, IntrinsicError. */
export function outputsOf({ outputs }: Instance, scope: Scope): readonly StackOutput[] {
  return outputs.map(({ key, value, description, exportName, line }) => ({
    key,
    value: textOf(resolve(value, scope), `${key}, line ${line}`),
    description,
    exportName:
      exportName === undefined ? undefined : textOf(resolve(exportName, scope), `${key}, line ${line}`),
  }));
}

function textOf(value: Json, place: string): string {
  if (typeof value !== "object") return String(value);
  throw new StepRefused(`${NO_TEXT} (${place})`);
}

/** An export that a template uses, and where it does so first. */
export interface Import {
  readonly name: string;
  readonly place: string;
}

/** All exports that a template uses, each once. */
export function importsOf({ resources, outputs, scope }: Instance): readonly Import[] {
  const found = new Map<string, Import>();
  const look = (value: Json | undefined, place: string): void => {
    if (isList(value)) for (const item of value) look(item, place);
    if (!isObject(value)) return;
    for (const [key, item] of Object.entries(value)) {
      if (key === "Fn::ImportValue" && item !== undefined) {
        const name = String(resolve(item, scope));
        if (!found.has(name)) found.set(name, { name, place });
      }
      look(item, place);
    }
  };
  for (const { id, properties, line } of resources.values()) look(properties, `${id}, line ${line}`);
  for (const { key, value, line } of outputs) look(value, `${key}, line ${line}`);
  return [...found.values()];
}

/** Throws StepRefused for an export that is not there. */
export function checkImports(state: CloudFormationState, region: string, imports: readonly Import[]): void {
  const missing = imports.find(({ name }) => exportNamed(state, region, name) === undefined);
  if (missing !== undefined)
    throw new StepRefused(`No export named ${missing.name} found (${missing.place})`);
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

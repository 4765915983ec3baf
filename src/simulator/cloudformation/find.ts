// Room simulator/cloudformation: the stack or change set a call names, by name or by id, or AWS's refusal.
import type { Call } from "./action.ts";
import { constraint, noSuchChangeSet, noSuchStack, validation } from "./errors.ts";
import { liveKey } from "./evolve.ts";
import type { ChangeSet, CloudFormationState, Stack } from "./state.ts";
import type { AwsError } from "../wire/index.ts";

const NAME = /^[a-zA-Z][-a-zA-Z0-9]*$/;
const MAX_NAME = 128;

/** Throws where a name is none that a stack may have. */
export function readStackName(name: string | undefined): string {
  if (name === undefined)
    throw validation(
      "1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null",
    );
  if (!NAME.test(name))
    throw constraint(
      name.slice(0, MAX_NAME),
      "stackName",
      "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*",
    );
  if (name.length > MAX_NAME)
    throw constraint(name, "stackName", `Member must have length less than or equal to ${MAX_NAME}`);
  return name;
}

/** One that stands, by name; by id also one that was deleted. */
export function stackNamed(
  { stacks, live }: CloudFormationState,
  name: string,
  { region }: Pick<Call, "region">,
): Stack | undefined {
  const stack = stacks.get(name) ?? stacks.get(live.get(liveKey(region, name)) ?? "");
  return stack?.region === region ? stack : undefined;
}

export function findStack(
  state: CloudFormationState,
  name: string | undefined,
  call: Pick<Call, "region">,
  refusal: (name: string) => AwsError = noSuchStack,
): Stack {
  if (name === undefined || name === "") throw validation("StackName is required");
  const stack = stackNamed(state, name, call);
  if (stack === undefined) throw refusal(name);
  return stack;
}

export function findChangeSet(
  state: CloudFormationState,
  name: string | undefined,
  stackName: string | undefined,
  call: Pick<Call, "region">,
): ChangeSet {
  if (name === undefined) throw validation("ChangeSetName is required");
  const byId = state.changeSets.get(name);
  if (byId !== undefined) return byId;
  if (name.startsWith("arn:")) throw noSuchChangeSet(name);
  if (stackName === undefined)
    throw validation("StackName must be specified if ChangeSetName is not specified as an ARN.");
  const stack = stackNamed(state, stackName, call);
  if (stack === undefined) throw validation(`Stack [${stackName}] does not exist`);
  const found = [...state.changeSets.values()].find((one) => one.stackId === stack.id && one.name === name);
  if (found === undefined) throw noSuchChangeSet(name);
  return found;
}

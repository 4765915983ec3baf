// Room simulator/cloudformation: how operations begin: the events of a stack that is made, and of what then goes on by itself.
import { keyedUuid } from "../../box/keyed.ts";
import { AwsError } from "../wire/index.ts";
import type { Call } from "./action.ts";
import { validation } from "./errors.ts";
import type { CloudFormationEvent, StackBegun, StackMade, StackStatusChanged } from "./events.ts";
import { partitionOf } from "./intake.ts";
import type { CloudFormationState, OnFailure, Settings, Stack } from "./state.ts";

/** The id of the stack that is made next. */
export function newStackId(state: CloudFormationState, name: string, call: Call): string {
  const { region, account, seed } = call;
  const uuid = keyedUuid(seed, "cloudformation.stack", name, state.stacks.size);
  return `arn:${partitionOf(region)}:cloudformation:${region}:${account}:stack/${name}/${uuid}`;
}

export const made = (
  stackId: string,
  stackName: string,
  settings: Settings,
  isProtected: boolean,
  { region, account, baseUrl, nowMs: atMs }: Call,
): StackMade => ({
  kind: "cloudformation.stack-made",
  stackId,
  stackName,
  region,
  account,
  baseUrl: urlBase(baseUrl, region),
  settings,
  isProtected,
  atMs,
});

/** The host of CloudFormation has no queues; that of SQS has. */
const urlBase = (baseUrl: string, region: string): string =>
  baseUrl.replace(`//cloudformation.${region}.`, `//sqs.${region}.`);

interface Beginning {
  readonly operation: StackBegun["operation"];
  readonly settings?: Settings;
  readonly onFailure?: OnFailure | undefined;
  readonly retain?: readonly string[];
  readonly changeSetId?: string;
  readonly token?: string | undefined;
}

const FIRST_STATUS = {
  create: "CREATE_IN_PROGRESS",
  update: "UPDATE_IN_PROGRESS",
  delete: "DELETE_IN_PROGRESS",
} as const;

export function begin(
  stackId: string,
  { operation, settings, onFailure = "ROLLBACK", retain = [], changeSetId, token }: Beginning,
  { nowMs: atMs, seed }: Call,
  serial: number,
): readonly CloudFormationEvent[] {
  return [
    {
      kind: "cloudformation.stack-begun",
      stackId,
      operation,
      settings,
      onFailure,
      retain,
      changeSetId,
      token,
      atMs,
    },
    statusEvent(stackId, FIRST_STATUS[operation], "User Initiated", seed, serial, atMs),
  ];
}

export const statusEvent = (
  stackId: string,
  status: string,
  reason: string | undefined,
  seed: string,
  serial: number,
  atMs: number,
): StackStatusChanged => ({
  kind: "cloudformation.stack-status",
  stackId,
  status,
  reason,
  atMs,
  eventId: keyedUuid(seed, "cloudformation.event", stackId, serial),
});

/** OnFailure, or DisableRollback, not both. */
export function onFailureOf({
  OnFailure: onFailure,
  DisableRollback: isDisabled,
}: {
  readonly OnFailure?: string | undefined;
  readonly DisableRollback?: boolean | undefined;
}): OnFailure {
  if (onFailure !== undefined && isDisabled !== undefined)
    throw validation("You cannot specify both DisableRollback and OnFailure.");
  if (isDisabled === true) return "DO_NOTHING";
  if (onFailure === undefined || onFailure === "ROLLBACK") return "ROLLBACK";
  if (onFailure === "DO_NOTHING" || onFailure === "DELETE") return onFailure;
  throw validation(
    `1 validation error detected: Value '${onFailure}' at 'onFailure' failed to satisfy constraint: Member must satisfy enum value set: [ROLLBACK, DELETE, DO_NOTHING]`,
  );
}

/**
 * Whether a call repeats the stack's last operation, to be answered as that was.
 *
 * @throws AwsError where the token belongs to another operation (API Reference, UpdateStack, Errors).
 */
export function isRepeated(
  stack: Stack,
  operation: StackBegun["operation"],
  token: string | undefined,
): boolean {
  if (token === undefined || stack.token !== token) return false;
  if (stack.operation === operation) return true;
  throw new AwsError("TokenAlreadyExistsException", "A client request token already exists.");
}

const UPDATABLE = [
  "CREATE_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_ROLLBACK_COMPLETE",
  "CREATE_FAILED",
  "UPDATE_FAILED",
];

/** Throws for a stack that cannot be updated now. */
export function checkUpdatable({ id, status }: Stack): void {
  if (!UPDATABLE.includes(status))
    throw validation(`Stack:${id} is in ${status} state and can not be updated.`);
}

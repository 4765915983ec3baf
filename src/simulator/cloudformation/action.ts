// Room simulator/cloudformation: an action of this service, and the shapes that several of them share.
import type { Action, AnyAction, Call, Decision, Members } from "../wire/index.ts";
import type { CloudFormationEvent } from "./events.ts";
import type { CloudFormationState } from "./state.ts";

export type { Call, InputOf } from "../wire/index.ts";
export type CloudFormationAction<I extends Members, O extends Members> = Action<
  CloudFormationState,
  CloudFormationEvent,
  I,
  O
> & { readonly extent?: "full" | "partial" };
export type AnyCloudFormationAction = AnyAction<CloudFormationState, CloudFormationEvent> & {
  readonly extent?: "full" | "partial";
};

/** Keeps the literal shapes, so that `decide` knows its members. */
export function action<const I extends Members, const O extends Members>(
  definition: CloudFormationAction<I, O>,
): CloudFormationAction<I, O> {
  return definition;
}

/** An answer that changes nothing. */
export const answered = <A>(answer: A): Decision<CloudFormationEvent, A> => ({ events: [], answer });

/** `2026-01-01T00:00:00.000Z`, as XML has it. */
export const isoOf = (atMs: number, { epochMs }: Pick<Call, "epochMs">): string =>
  new Date(epochMs + atMs).toISOString();

const STRINGS = { list: "string" } as const;
const TAGS = { list: { members: { Key: "string", Value: "string" } } } as const;
const PARAMETERS = {
  list: {
    members: {
      ParameterKey: "string",
      ParameterValue: "string",
      UsePreviousValue: "boolean",
      ResolvedValue: "string",
    },
  },
} as const;

export const shapes = {
  strings: STRINGS,
  tags: TAGS,
  parameters: PARAMETERS,
  rollbackConfiguration: {
    members: {
      RollbackTriggers: { list: { members: { Arn: "string", Type: "string" } } },
      MonitoringTimeInMinutes: "integer",
    },
  },
  drift: { members: { StackDriftStatus: "string" } },
  resourceDrift: { members: { StackResourceDriftStatus: "string" } },
  outputs: {
    list: {
      members: { OutputKey: "string", OutputValue: "string", Description: "string", ExportName: "string" },
    },
  },
} as const;

/** What CreateStack, UpdateStack and CreateChangeSet are given of a stack. */
export const WANTED = {
  StackName: "string",
  TemplateBody: "string",
  TemplateURL: "string",
  UsePreviousTemplate: "boolean",
  Parameters: shapes.parameters,
  Capabilities: STRINGS,
  Tags: TAGS,
  RoleARN: "string",
  NotificationARNs: STRINGS,
  ResourceTypes: STRINGS,
  RollbackConfiguration: shapes.rollbackConfiguration,
  StackPolicyBody: "string",
  StackPolicyURL: "string",
  ClientRequestToken: "string",
  TimeoutInMinutes: "integer",
  RetainExceptOnCreate: "boolean",
} as const;

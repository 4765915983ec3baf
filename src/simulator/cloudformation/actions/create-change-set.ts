// Room simulator/cloudformation: CreateChangeSet: what a stack would become; of type CREATE with a stack in review that has nothing yet.
import { keyedUuid } from "../../../box/keyed.ts";
import { action, type Call, type InputOf, WANTED } from "../action.ts";
import { checkUpdatable, made, newStackId, onFailureOf, statusEvent } from "../begin.ts";
import { changesOf, checkTypesStay, isChange } from "../difference.ts";
import { constraint, noSuchStackInBrackets, notModelled, validation } from "../errors.ts";
import { AwsError } from "../../wire/index.ts";
import type { CloudFormationEvent } from "../events.ts";
import { findStack, readStackName, stackNamed } from "../find.ts";
import { type Asked, askedOf } from "../wanted.ts";
import { partitionOf } from "../intake.ts";
import type { ChangeSet, CloudFormationState, Stack } from "../state.ts";

const NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;
const NOTHING =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

const INPUT = {
  ...WANTED,
  ChangeSetName: "string",
  ClientToken: "string",
  Description: "string",
  ChangeSetType: "string",
  ResourcesToImport: { list: { members: { ResourceType: "string" } } },
  IncludeNestedStacks: "boolean",
  OnStackFailure: "string",
  ImportExistingResources: "boolean",
} as const;

type Input = InputOf<typeof INPUT>;

export const createChangeSet = action({
  name: "CreateChangeSet",
  extent: "partial",
  input: INPUT,
  output: { Id: "string", StackId: "string" },
  decide(state, input, call) {
    const { ChangeSetName: name = "", ChangeSetType: type = "UPDATE" } = input;
    if (!NAME.test(name))
      throw constraint(
        name,
        "changeSetName",
        "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*",
      );
    if (input.ImportExistingResources === true) throw notModelled("ImportExistingResources");
    if (type !== "CREATE" && type !== "UPDATE") throw notModelled(`ChangeSetType ${type}`);
    const begun = type === "CREATE" ? reviewed(state, input, call) : standing(state, input, call);
    if ([...state.changeSets.values()].some((one) => one.stackId === begun.stack.id && one.name === name))
      throw new AwsError("AlreadyExistsException", `ChangeSet ${name} already exists`);
    const changeSet = changeSetOf(name, type, input, begun, call, state.changeSets.size);
    return {
      events: [...begun.events, { kind: "cloudformation.change-set-made", changeSet }],
      answer: { Id: changeSet.id, StackId: begun.stack.id },
    };
  },
});

interface Begun extends Asked {
  readonly stack: Stack;
  readonly isNew: boolean;
  readonly events: readonly CloudFormationEvent[];
}

function standing(state: CloudFormationState, input: Input, call: Call): Begun {
  const stack = findStack(state, input.StackName, call, noSuchStackInBrackets);
  checkUpdatable(stack);
  const asked = askedOf(input, stack, stack.settings);
  checkTypesStay(stack, asked.instance);
  return { ...asked, stack, isNew: false, events: [] };
}

/** A stack in review: the one that stands, or a new one. */
function reviewed(state: CloudFormationState, input: Input, call: Call): Begun {
  const name = readStackName(input.StackName);
  const old = stackNamed(state, name, call);
  if (old !== undefined && old.status !== "REVIEW_IN_PROGRESS")
    throw validation(
      `Stack [${name}] already exists and cannot be created again with the changeSet [${String(input.ChangeSetName)}].`,
    );
  const { region, account, baseUrl, seed, nowMs: atMs } = call;
  const id = old?.id ?? newStackId(state, name, call);
  const asked = askedOf(input, { id, name, region, account }, undefined);
  if (old !== undefined) return { ...asked, stack: old, isNew: true, events: [] };
  const stack: Stack = {
    id,
    name,
    region,
    account,
    baseUrl,
    settings: asked.settings,
    isProtected: false,
    createdMs: atMs,
    previous: undefined,
    status: "REVIEW_IN_PROGRESS",
    reason: undefined,
    updatedMs: undefined,
    deletedMs: undefined,
    onFailure: "ROLLBACK",
    token: undefined,
    operation: undefined,
    changeSetId: undefined,
    resources: new Map(),
    outputs: [],
    imports: [],
    events: [],
  };
  const events = [
    made(id, name, asked.settings, false, call),
    statusEvent(id, "REVIEW_IN_PROGRESS", "User Initiated", seed, 0, atMs),
  ];
  return { ...asked, stack, isNew: true, events };
}

function changeSetOf(
  name: string,
  type: ChangeSet["type"],
  input: Input,
  { stack, settings, instance, isNew }: Begun,
  { region, account, seed, nowMs }: Call,
  serial: number,
): ChangeSet {
  const uuid = keyedUuid(seed, "cloudformation.change-set", stack.id, name, nowMs, serial);
  const isEmpty = !isNew && !isChange(stack, settings, instance);
  return {
    id: `arn:${partitionOf(region)}:cloudformation:${region}:${account}:changeSet/${name}/${uuid}`,
    name,
    stackId: stack.id,
    type,
    description: input.Description,
    settings,
    createdMs: nowMs,
    onFailure:
      input.OnStackFailure === undefined ? undefined : onFailureOf({ OnFailure: input.OnStackFailure }),
    status: "CREATE_IN_PROGRESS",
    execution: "UNAVAILABLE",
    reason: isEmpty ? NOTHING : undefined,
    changes: isEmpty ? [] : changesOf(stack, settings, instance),
  };
}

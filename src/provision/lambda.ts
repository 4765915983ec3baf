// Room provision: functions, the mappings that feed them and the permissions to call them, by the calls of Lambda.
import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  type GetFunctionConfigurationCommandOutput,
  GetPolicyCommand,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
} from "@aws-sdk/client-lambda";
import { TargetUnavailable } from "../target/errors.ts";
import type { Sender } from "../target/clients.ts";
import type { JsonObject } from "../template/template.ts";
import { type CodeZip, zipOf } from "./code-zip.ts";
import type { Made, ResourceKind } from "./resource.ts";
import { createSeen } from "./seen.ts";
import { difference, isThere, until } from "./until.ts";

const GONE = /ResourceNotFound/;

const OF_CONFIGURATION = ["Runtime", "Handler", "Role", "Timeout", "MemorySize", "Environment"] as const;

function configurationOf(properties: JsonObject): Omit<CreateFunctionCommandInput, "FunctionName" | "Code"> {
  const given = OF_CONFIGURATION.filter((name) => properties[name] !== undefined);
  // The target checks it; what it refuses is a refusal of the template.
  return Object.fromEntries(given.map((name) => [name, properties[name]])) as unknown as Omit<
    CreateFunctionCommandInput,
    "FunctionName" | "Code"
  >;
}

function codeOf({ Code }: JsonObject): CodeZip {
  const text = (Code as JsonObject | undefined)?.ZipFile;
  if (typeof text !== "string") throw new TargetUnavailable("a function's code was not bundled");
  return zipOf(text);
}

type Configuration = GetFunctionConfigurationCommandOutput;
const seen = createSeen<Configuration>();

const read = (FunctionName: string, lambda: Sender<LambdaClient>): Promise<Configuration> =>
  lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));

async function madeFunction(name: string, lambda: Sender<LambdaClient>): Promise<Made> {
  const found = await read(name, lambda);
  return seen.keep({ ref: name, attributes: { Arn: found.FunctionArn ?? "" } }, found);
}

export const functionKind: ResourceKind = {
  type: "AWS::Lambda::Function",
  properties: ["FunctionName", "Code", "ReservedConcurrentExecutions", ...OF_CONFIGURATION],
  nameOf: (id, { FunctionName }, prefix) =>
    typeof FunctionName === "string" ? FunctionName : `${prefix}-${id}`,
  async create(name, properties, clients, tags) {
    const lambda = await clients.lambda();
    const { bytes: ZipFile, sha256 } = codeOf(properties);
    await lambda.send(
      new CreateFunctionCommand({
        ...configurationOf(properties),
        FunctionName: name,
        Code: { ZipFile },
        Tags: { ...tags },
      }),
    );
    const reserved = properties.ReservedConcurrentExecutions;
    if (reserved !== undefined)
      await lambda.send(
        new PutFunctionConcurrencyCommand({
          FunctionName: name,
          ReservedConcurrentExecutions: Number(reserved),
        }),
      );
    const found = await read(name, lambda);
    const CodeSha256 = sha256.toString("base64");
    return seen.keep({ ref: name, attributes: { Arn: found.FunctionArn ?? "", CodeSha256 } }, found);
  },
  adopt: async (physicalId, _name, clients) => madeFunction(physicalId, await clients.lambda()),
  async differences(made, properties, clients) {
    const lambda = await clients.lambda();
    let got = await seen.take(made, () => read(made.ref, lambda));
    await until(`function ${made.ref} becomes Active`, async () => {
      if (got.State === "Pending") got = await read(made.ref, lambda);
      return got.State !== "Pending";
    });
    if (got.State === "Failed") return [`State reads Failed: ${got.StateReason}`];
    const kept: Readonly<Record<string, unknown>> = { ...got, Environment: onlyVariables(got.Environment) };
    return [
      ...OF_CONFIGURATION.flatMap((name) => difference(name, properties[name], kept[name])),
      // A stack zips inline code by itself: what it made of it has no digest that is known here.
      ...difference("Code", made.attributes.CodeSha256, got.CodeSha256),
    ];
  },
  async remove(made, _properties, clients) {
    const lambda = await clients.lambda();
    await lambda.send(new DeleteFunctionCommand({ FunctionName: made.ref }));
  },
  async exists(made, _properties, clients) {
    const lambda = await clients.lambda();
    return isThere(() => lambda.send(new GetFunctionConfigurationCommand({ FunctionName: made.ref })), GONE);
  },
};

const onlyVariables = (environment: { Variables?: Record<string, string> | undefined } | undefined) =>
  environment?.Variables === undefined ? undefined : { Variables: environment.Variables };

const OF_MAPPING = [
  "EventSourceArn",
  "FunctionName",
  "BatchSize",
  "Enabled",
  "MaximumBatchingWindowInSeconds",
  "FunctionResponseTypes",
  "ScalingConfig",
  "FilterCriteria",
  "StartingPosition",
] as const;
/** What reads back under the name that it was asked under. */
const OF_MAPPING_READ = [
  "EventSourceArn",
  "BatchSize",
  "MaximumBatchingWindowInSeconds",
  "FunctionResponseTypes",
  "ScalingConfig",
] as const;

export const mappingKind: ResourceKind = {
  type: "AWS::Lambda::EventSourceMapping",
  properties: OF_MAPPING,
  nameOf: (id, _properties, prefix) => `${prefix}-${id}`,
  async create(_name, properties, clients, tags) {
    const lambda = await clients.lambda();
    const given = OF_MAPPING.filter((name) => properties[name] !== undefined);
    const input = Object.fromEntries(given.map((name) => [name, properties[name]]));
    Object.assign(input, { Tags: { ...tags } });
    const { UUID = "" } = await lambda.send(
      new CreateEventSourceMappingCommand(input as unknown as CreateEventSourceMappingCommandInput),
    );
    return { ref: UUID, attributes: { Id: UUID } };
  },
  adopt: async (physicalId) => ({ ref: physicalId, attributes: { Id: physicalId } }),
  async differences(made, properties, clients) {
    const lambda = await clients.lambda();
    let got: Readonly<Record<string, unknown>> = {};
    await until(`mapping ${made.ref} is made`, async () => {
      const { State, ...found } = await lambda.send(new GetEventSourceMappingCommand({ UUID: made.ref }));
      got = found;
      return State?.endsWith("ing") !== true;
    });
    return OF_MAPPING_READ.flatMap((name) => difference(name, properties[name], got[name]));
  },
  async remove(made, _properties, clients) {
    const lambda = await clients.lambda();
    await lambda.send(new DeleteEventSourceMappingCommand({ UUID: made.ref }));
  },
  async exists(made, _properties, clients) {
    const lambda = await clients.lambda();
    return isThere(() => lambda.send(new GetEventSourceMappingCommand({ UUID: made.ref })), GONE);
  },
};

export const permissionKind: ResourceKind = {
  type: "AWS::Lambda::Permission",
  properties: ["FunctionName", "Action", "Principal", "SourceArn", "SourceAccount"],
  nameOf: (id, _properties, prefix) => `${prefix}-${id}`,
  async create(name, properties, clients) {
    const lambda = await clients.lambda();
    const { FunctionName, Action, Principal, SourceArn, SourceAccount } = properties;
    await lambda.send(
      new AddPermissionCommand({
        StatementId: name,
        FunctionName: String(FunctionName),
        Action: String(Action),
        Principal: String(Principal),
        ...(SourceArn === undefined ? {} : { SourceArn: String(SourceArn) }),
        ...(SourceAccount === undefined ? {} : { SourceAccount: String(SourceAccount) }),
      }),
    );
    return { ref: name, attributes: { Id: name } };
  },
  adopt: async (physicalId) => ({ ref: physicalId, attributes: { Id: physicalId } }),
  async differences(made, properties, clients) {
    return (await hasStatement(made.ref, properties, await clients.lambda()))
      ? []
      : [`the policy of ${String(properties.FunctionName)} has no statement ${made.ref}`];
  },
  async remove(made, { FunctionName }, clients) {
    const lambda = await clients.lambda();
    await lambda.send(
      new RemovePermissionCommand({ FunctionName: String(FunctionName), StatementId: made.ref }),
    );
  },
  exists: async (made, properties, clients) => hasStatement(made.ref, properties, await clients.lambda()),
};

async function hasStatement(
  id: string,
  { FunctionName }: JsonObject,
  lambda: Sender<LambdaClient>,
): Promise<boolean> {
  let policy: string | undefined;
  const look = async () => {
    const answer = await lambda.send(new GetPolicyCommand({ FunctionName: String(FunctionName) }));
    policy = answer.Policy;
  };
  return (await isThere(look, GONE)) && policy?.includes(JSON.stringify(id)) === true;
}

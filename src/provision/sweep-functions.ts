// Room provision: deletes by name what a killed run left of functions, tables, roles and the bucket of code. Nothing there is nothing to do.
import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import {
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  paginateListEventSourceMappings,
} from "@aws-sdk/client-lambda";
import type { Clients } from "../target/clients.ts";
import { bucketKind } from "./bucket.ts";

const GONE = /ResourceNotFound|NoSuchEntity|NoSuchBucket|NotFound/;

/** Deletes it; false where there was none. */
export async function removeOf(type: string, name: string, clients: Clients): Promise<boolean> {
  const remove = REMOVALS.get(type);
  if (remove === undefined) return false;
  try {
    await remove(name, clients);
    return true;
  } catch (error) {
    if (error instanceof Error && GONE.test(error.name)) return false;
    throw error;
  }
}

const REMOVALS: ReadonlyMap<string, (name: string, clients: Clients) => Promise<void>> = new Map([
  ["AWS::Lambda::Function", removeFunction],
  ["AWS::DynamoDB::Table", removeTable],
  ["AWS::IAM::Role", removeRole],
  ["AWS::S3::Bucket", (name, clients) => bucketKind.remove({ ref: name, attributes: {} }, {}, clients)],
]);

/** Its mappings first: they would go on asking for it. */
async function removeFunction(FunctionName: string, clients: Clients): Promise<void> {
  const lambda = await clients.lambda();
  const pages = paginateListEventSourceMappings({ client: lambda }, { FunctionName });
  for await (const { EventSourceMappings = [] } of pages)
    for (const { UUID } of EventSourceMappings)
      await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  await lambda.send(new DeleteFunctionCommand({ FunctionName }));
}

async function removeTable(TableName: string, clients: Clients): Promise<void> {
  const dynamoDb = await clients.dynamoDb();
  await dynamoDb.send(new DeleteTableCommand({ TableName }));
}

async function removeRole(RoleName: string, clients: Clients): Promise<void> {
  const iam = await clients.iam();
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  for (const { PolicyArn } of AttachedPolicies)
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
}

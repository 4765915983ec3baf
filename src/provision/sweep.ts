// Room provision: deletes what a killed run left on an endpoint: only what its journals intended, only on that same endpoint, and
// only when its lock is free. The run's own files are never edited; swept.json beside them says that it was done.
import { existsSync, globSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DeleteQueueCommand, GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import {
  DeleteTopicCommand,
  ListSubscriptionsByTopicCommand,
  paginateListTopics,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { readJournal } from "../journal/reader.ts";
import { hasRunFile, readRunFile } from "../journal/run-file.ts";
import type { Clients } from "../target/clients.ts";
import { isNoSuchQueue } from "./queue.ts";
import { isRunLockFree } from "./run-lock.ts";
import { deleteStack, STACK_TYPE } from "./stack.ts";

interface Intended {
  readonly type: string;
  readonly name: string;
}

/** Sweeps every killed run under `runsDir` that ran on this endpoint. */
export async function sweepKilledRuns(
  runsDir: string,
  endpoint: URL,
  clients: Clients,
): Promise<{ deleted: readonly string[]; left: readonly string[] }> {
  const deleted: string[] = [];
  const left: string[] = [];
  for (const run of existsSync(runsDir) ? readdirSync(runsDir) : []) {
    const runDir = path.join(runsDir, run);
    if (!isKilled(runDir, endpoint)) continue;
    const before = left.length;
    for (const resource of await intendedBy(runDir)) {
      try {
        if (await remove(resource, clients)) deleted.push(resource.name);
      } catch {
        left.push(resource.name);
      }
    }
    if (left.length === before)
      writeFileSync(path.join(runDir, "swept.json"), `${JSON.stringify({ deleted })}\n`);
  }
  return { deleted, left };
}

function isKilled(runDir: string, endpoint: URL): boolean {
  if (!hasRunFile(runDir) || existsSync(path.join(runDir, "swept.json"))) return false;
  try {
    const run = readRunFile(runDir);
    return run.endedAt === undefined && run.target.endpoint === endpoint.href && isRunLockFree(runDir);
  } catch {
    // A broken run.json names no endpoint: nothing may be deleted on its word.
    return false;
  }
}

/** What the journals intended and did not see deleted, newest first. A journal that breaks off is read as far as it goes. */
async function intendedBy(runDir: string): Promise<readonly Intended[]> {
  const intended = new Map<string, Intended>();
  for (const journal of globSync("{scenarios,logs}/*/journal.ndjson", { cwd: runDir })) {
    const read = readJournal(path.join(runDir, journal), (line) => {
      if (line.kind === "resource.intended") intended.set(line.data.name, line.data);
      if (line.kind === "resource.deleted") intended.delete(line.data.name);
    });
    await read.catch(() => undefined);
  }
  const newestFirst = [...intended.values()].toReversed();
  // A stack takes its resources with it; deleting them under its feet would leave it DELETE_FAILED on some targets.
  return newestFirst.toSorted((a, b) => Number(b.type === STACK_TYPE) - Number(a.type === STACK_TYPE));
}

/** What only some systems have. */
const SWEPT_APART: readonly string[] = [
  "AWS::Lambda::Function",
  "AWS::DynamoDB::Table",
  "AWS::IAM::Role",
  "AWS::S3::Bucket",
];

/** Policies, subscriptions and mappings go with their queue, topic and function. */
async function remove({ type, name }: Intended, clients: Clients): Promise<boolean> {
  if (type === STACK_TYPE) return removeStack(name, clients);
  if (type === "AWS::SQS::Queue") return removeQueue(name, clients);
  if (type === "AWS::SNS::Topic") return removeTopic(name, clients);
  return SWEPT_APART.includes(type) && (await import("./sweep-functions.ts")).removeOf(type, name, clients);
}

async function removeStack(name: string, clients: Clients): Promise<boolean> {
  if (await deleteStack(name, clients)) return true;
  throw new Error(`stack ${name} is still there`);
}

async function removeQueue(name: string, { sqs }: Clients): Promise<boolean> {
  try {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    return true;
  } catch (error) {
    if (isNoSuchQueue(error)) return false;
    throw error;
  }
}

async function removeTopic(name: string, { sns }: Clients): Promise<boolean> {
  for await (const page of paginateListTopics({ client: sns }, {})) {
    const topic = page.Topics?.find((one) => one.TopicArn?.endsWith(`:${name}`) === true);
    if (topic?.TopicArn === undefined) continue;
    const { Subscriptions } = await sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topic.TopicArn }),
    );
    for (const { SubscriptionArn } of Subscriptions ?? []) {
      if (SubscriptionArn !== undefined) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    }
    await sns.send(new DeleteTopicCommand({ TopicArn: topic.TopicArn }));
    return true;
  }
  return false;
}

// Room provision: every kind of resource that a sweep deletes, in the order of deleting: stacks take theirs with them, what joins
// two resources goes before either of them. A service that only some systems use is loaded with the first of its kinds.
import { STACK_TYPE } from "../stack.ts";
import type { LooseKind } from "./kind.ts";
import { looseQueues } from "./queues.ts";
import { looseStacks } from "./stacks.ts";
import { looseSubscriptions } from "./subscriptions.ts";
import { looseTopics } from "./topics.ts";

export type { LooseKind, Tags } from "./kind.ts";

const KINDS: ReadonlyMap<string, () => Promise<LooseKind>> = new Map([
  [STACK_TYPE, async () => looseStacks],
  ["AWS::Lambda::EventSourceMapping", async () => (await import("./mappings.ts")).looseMappings],
  [looseSubscriptions.type, async () => looseSubscriptions],
  ["AWS::Lambda::Function", async () => (await import("./functions.ts")).looseFunctions],
  [looseTopics.type, async () => looseTopics],
  [looseQueues.type, async () => looseQueues],
  ["AWS::DynamoDB::Table", async () => (await import("./tables.ts")).looseTables],
  ["AWS::IAM::Role", async () => (await import("./roles.ts")).looseRoles],
  ["AWS::IAM::ManagedPolicy", async () => (await import("./policies.ts")).loosePolicies],
  ["AWS::Logs::LogGroup", async () => (await import("./log-groups.ts")).looseLogGroups],
  ["AWS::S3::Bucket", async () => (await import("./buckets.ts")).looseBuckets],
]);

/** In the order of deleting. */
export const LOOSE_TYPES: readonly string[] = [...KINDS.keys()];

/** Undefined for what goes with something else: a policy with its queue. */
export const looseKind = async (type: string): Promise<LooseKind | undefined> => KINDS.get(type)?.();

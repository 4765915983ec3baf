// Room provision: stacks as a sweep sees them. A stack takes its resources with it, but no bucket that holds anything.
import {
  DescribeStacksCommand,
  paginateDescribeStacks,
  paginateListStackResources,
} from "@aws-sdk/client-cloudformation";
import type { Clients } from "../../target/clients.ts";
import { bucketExists, bucketKind, emptyBucket } from "../bucket.ts";
import { deleteStack } from "../stack.ts";
import { STACK_TYPE } from "../stack-type.ts";
import { type LooseKind, nameAfter, tagsIn } from "./kind.ts";

/** CloudFormation has one code for all that is wrong with a call; of what is gone it says this. */
const DOES_NOT_EXIST = /does not exist/;

async function describe(StackName: string, clients: Clients) {
  const cloudFormation = await clients.cloudFormation();
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.find(isThere);
  } catch (error) {
    if (error instanceof Error && DOES_NOT_EXIST.test(error.message)) return undefined;
    throw error;
  }
}

/** Some targets list stacks that are gone. */
const isThere = ({ StackStatus }: { readonly StackStatus?: string | undefined }): boolean =>
  StackStatus !== "DELETE_COMPLETE";

export const looseStacks: LooseKind = {
  type: STACK_TYPE,
  async list(prefix, clients) {
    const client = await clients.cloudFormation();
    const names: string[] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {}))
      names.push(...Stacks.filter(isThere).map(({ StackName = "" }) => StackName));
    return names.filter((name) => name.startsWith(prefix));
  },
  tagsOf: async (name, clients) => tagsIn((await describe(name, clients))?.Tags),
  nameIn: (arn) => nameAfter(arn, /^arn:[^:]+:cloudformation:[^:]*:[^:]*:stack\/([^/]+)\/.+$/),
  exists: async (name, clients) => (await describe(name, clients)) !== undefined,
  async remove(name, clients) {
    for (const bucket of await bucketsOf(name, clients))
      if (await bucketExists(bucket, clients)) await emptyBucket(bucket, await clients.s3());
    if (!(await deleteStack(name, clients))) throw new Error(`stack ${name} is still there`);
  },
};

async function bucketsOf(StackName: string, clients: Clients): Promise<readonly string[]> {
  const client = await clients.cloudFormation();
  const names: string[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
    for (const { ResourceType, PhysicalResourceId } of StackResourceSummaries)
      if (ResourceType === bucketKind.type && PhysicalResourceId !== undefined)
        names.push(PhysicalResourceId);
  return names;
}

// Room provision: log groups as a sweep sees them. One that a function made by itself carries no tags: it goes with its function.
import type { Clients } from "../../target/clients.ts";
import { ifThere, type LooseKind, nameAfter, type Tags } from "./kind.ts";

const GONE = /ResourceNotFound/;

interface Group {
  readonly name: string;
  readonly arn: string;
}

async function groups(prefix: string, { logs }: Clients): Promise<readonly Group[]> {
  const all: Group[] = [];
  let nextToken: unknown;
  do {
    const page = await logs("DescribeLogGroups", {
      ...(prefix === "" ? {} : { logGroupNamePrefix: prefix }),
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const found: readonly unknown[] = Array.isArray(page["logGroups"]) ? page["logGroups"] : [];
    for (const one of found) {
      const { logGroupName: name, arn = "" } = one as { logGroupName?: string; arn?: string }; // JSON of Logs
      if (name !== undefined) all.push({ name, arn: arn.replace(/:\*$/, "") });
    }
    nextToken = page["nextToken"] ?? undefined;
  } while (nextToken !== undefined);
  return all;
}

const find = async (name: string, clients: Clients): Promise<Group | undefined> =>
  (await groups(name, clients)).find((one) => one.name === name);

export async function removeLogGroup(logGroupName: string, { logs }: Clients): Promise<void> {
  await ifThere(() => logs("DeleteLogGroup", { logGroupName }), GONE);
}

export const looseLogGroups: LooseKind = {
  type: "AWS::Logs::LogGroup",
  list: async (prefix, clients) => (await groups(prefix, clients)).map(({ name }) => name),
  async tagsOf(name, clients) {
    const resourceArn = (await find(name, clients))?.arn;
    if (resourceArn === undefined) return {};
    const found = await ifThere(() => clients.logs("ListTagsForResource", { resourceArn }), GONE);
    return (found?.["tags"] ?? {}) as Tags; // JSON of Logs
  },
  nameIn: (arn) => nameAfter(arn, /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)/),
  exists: async (name, clients) => (await find(name, clients)) !== undefined,
  remove: removeLogGroup,
};

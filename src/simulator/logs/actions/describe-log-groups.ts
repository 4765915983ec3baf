// Room simulator/logs: DescribeLogGroups, in the order of names. What functions write does not come here, so no group holds anything.
import { notImplemented } from "../../wire/index.ts";
import { action } from "../action.ts";
import { invalid } from "../find.ts";

const MAX_PAGE = 50;

export const describeLogGroups = action({
  name: "DescribeLogGroups",
  extent: "partial",
  input: {
    logGroupNamePrefix: "string",
    logGroupNamePattern: "string",
    nextToken: "string",
    limit: "integer",
    accountIdentifiers: { list: "string" },
    includeLinkedAccounts: "boolean",
    logGroupClass: "string",
    logGroupIdentifiers: { list: "string" },
  },
  output: {
    logGroups: {
      list: {
        members: {
          logGroupName: "string",
          creationTime: "integer",
          retentionInDays: "integer",
          metricFilterCount: "integer",
          arn: "string",
          storedBytes: "integer",
          logGroupClass: "string",
          logGroupArn: "string",
        },
      },
    },
    nextToken: "string",
  },
  decide({ groups }, { logGroupNamePrefix: prefix, logGroupNamePattern: part, ...more }, call) {
    const { nextToken, limit = MAX_PAGE, logGroupClass: wantedClass } = more;
    for (const name of ["accountIdentifiers", "includeLinkedAccounts", "logGroupIdentifiers"] as const)
      if (more[name] !== undefined) throw notImplemented("logs", `DescribeLogGroups with ${name}`);
    if (prefix !== undefined && part !== undefined)
      throw invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
    if (limit < 1 || limit > MAX_PAGE) throw invalid(`limit must be from 1 to ${MAX_PAGE}`);
    const found = [...groups.values()]
      .filter(({ region, name }) => region === call.region && name.startsWith(prefix ?? ""))
      .filter(({ name, logGroupClass }) => name.includes(part ?? "") && isOf(logGroupClass, wantedClass))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .filter(({ name }) => nextToken === undefined || name > nextToken);
    const page = found.slice(0, limit);
    return {
      events: [],
      answer: {
        logGroups: page.map(({ name, arn, createdMs, retentionDays, logGroupClass }) => ({
          logGroupName: name,
          creationTime: call.epochMs + createdMs,
          retentionInDays: retentionDays,
          metricFilterCount: 0,
          arn: `${arn}:*`,
          storedBytes: 0,
          logGroupClass,
          logGroupArn: arn,
        })),
        nextToken: found.length > page.length ? page.at(-1)?.name : undefined,
      },
    };
  },
});

const isOf = (is: string, wanted: string | undefined): boolean => wanted === undefined || is === wanted;

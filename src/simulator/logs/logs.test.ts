// Room simulator/logs, tests: log groups as a client sends for them on the wire.
import { expect, it } from "vitest";
import { ManualClock } from "../../box/manual-clock.ts";
import { createSimulator } from "../simulator.ts";

function world() {
  const clock = new ManualClock("1", Date.parse("2026-01-01T00:00:00.000Z"));
  const simulator = createSimulator({ clock, seed: "1" });
  return async (operation: string, members: object) => {
    const body = new TextEncoder().encode(JSON.stringify(members));
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `Logs_20140328.${operation}`,
    };
    const request = { method: "POST", path: "/", query: "", headers, body };
    const answer = await simulator.handle(request, { baseUrl: "http://aws.test" });
    const text = new TextDecoder().decode(answer.body);
    return { status: answer.status, ...(text === "" ? {} : (JSON.parse(text) as object)) };
  };
}

const ARN = "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/worker";
const TOLD = {
  logGroupName: "/aws/lambda/worker",
  creationTime: 1767225600000,
  metricFilterCount: 0,
  arn: `${ARN}:*`,
  storedBytes: 0,
  logGroupClass: "STANDARD",
  logGroupArn: ARN,
};

it("a group is made, told, kept for some days, tagged and deleted", async () => {
  const call = world();
  const logGroupName = "/aws/lambda/worker";
  expect(await call("CreateLogGroup", { logGroupName, tags: { run: "1" } })).toEqual({ status: 200 });
  expect(await call("DescribeLogGroups", { logGroupNamePrefix: "/aws/" })).toEqual({
    status: 200,
    logGroups: [TOLD],
  });
  await call("PutRetentionPolicy", { logGroupName, retentionInDays: 7 });
  expect(await call("DescribeLogGroups", {})).toEqual({
    status: 200,
    logGroups: [{ ...TOLD, retentionInDays: 7 }],
  });
  await call("DeleteRetentionPolicy", { logGroupName });
  expect(await call("DescribeLogGroups", { logGroupNamePattern: "work" })).toEqual({
    status: 200,
    logGroups: [TOLD],
  });
  await call("TagResource", { resourceArn: ARN, tags: { team: "orders" } });
  await call("UntagResource", { resourceArn: `${ARN}:*`, tagKeys: ["run"] });
  expect(await call("ListTagsForResource", { resourceArn: ARN })).toEqual({
    status: 200,
    tags: { team: "orders" },
  });
  await call("DeleteLogGroup", { logGroupName });
  expect(await call("DescribeLogGroups", {})).toEqual({ status: 200, logGroups: [] });
});

it("groups are told in pages, by name", async () => {
  const call = world();
  for (const logGroupName of ["b", "a", "c"]) await call("CreateLogGroup", { logGroupName });
  const names: unknown[] = [];
  let nextToken: unknown;
  do {
    const page: Record<string, unknown> = await call("DescribeLogGroups", { limit: 2, nextToken });
    const groups = page["logGroups"] as readonly { readonly logGroupName: string }[]; // as above
    names.push(groups.map(({ logGroupName }) => logGroupName));
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  expect(names).toEqual([["a", "b"], ["c"]]);
});

it.each([
  ["CreateLogGroup", { logGroupName: "there" }, 400, "ResourceAlreadyExistsException"],
  ["CreateLogGroup", { logGroupName: "a b" }, 400, "InvalidParameterException"],
  ["CreateLogGroup", { logGroupName: "a", kmsKeyId: "k" }, 501, "NotImplemented"],
  ["CreateLogGroup", { logGroupName: "a", logGroupClass: "RARE" }, 400, "InvalidParameterException"],
  ["DeleteLogGroup", { logGroupName: "none" }, 400, "ResourceNotFoundException"],
  ["PutRetentionPolicy", { logGroupName: "there", retentionInDays: 2 }, 400, "InvalidParameterException"],
  ["TagResource", { resourceArn: ARN, tags: {} }, 400, "ResourceNotFoundException"],
  ["DescribeLogGroups", { limit: 51 }, 400, "InvalidParameterException"],
  [
    "DescribeLogGroups",
    { logGroupNamePrefix: "a", logGroupNamePattern: "b" },
    400,
    "InvalidParameterException",
  ],
  ["PutLogEvents", { logGroupName: "there" }, 501, "NotImplemented"],
  ["GetLogEvents", { logGroupName: "there" }, 501, "NotImplemented"],
])("%s of %j is %i %s", async (operation, members, status, code) => {
  const call = world();
  await call("CreateLogGroup", { logGroupName: "there" });
  const answer: Record<string, unknown> = await call(operation, members);
  expect([answer["status"], String(answer["__type"]).replace(/^.*#/, "")]).toEqual([status, code]);
});

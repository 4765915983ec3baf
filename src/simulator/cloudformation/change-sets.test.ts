// Room simulator/cloudformation, tests: change sets as `aws cloudformation deploy` and the CDK use them.
import { waitUntilChangeSetCreateComplete } from "@aws-sdk/client-cloudformation";
import { expect, it } from "vitest";
import { bodyOf, refusal, world, type World } from "./world.fixture.ts";

const queue = (properties: object = {}, more: object = {}) => ({
  Type: "AWS::SQS::Queue",
  Properties: properties,
  ...more,
});
const propose = async (
  { cloudFormation, clock }: World,
  resources: object,
  ChangeSetType: "CREATE" | "UPDATE",
) => {
  const { Id = "" } = await cloudFormation.createChangeSet({
    StackName: "shop",
    ChangeSetName: "next",
    ChangeSetType,
    TemplateBody: bodyOf({ Resources: resources }),
  });
  await clock.untilIdle();
  return cloudFormation.describeChangeSet({ ChangeSetName: Id });
};
const execute = async ({ cloudFormation, clock, status }: World) => {
  await cloudFormation.executeChangeSet({ StackName: "shop", ChangeSetName: "next" });
  await clock.untilIdle();
  return status();
};

it("a first change set puts the stack in review; executing it creates", async () => {
  const at = world();
  const set = await propose(at, { A: queue() }, "CREATE");
  expect([set.Status, set.ExecutionStatus, await at.status()]).toEqual([
    "CREATE_COMPLETE",
    "AVAILABLE",
    "REVIEW_IN_PROGRESS",
  ]);
  expect(set.Changes?.map(({ ResourceChange }) => ResourceChange?.Action)).toEqual(["Add"]);
  expect(await execute(at)).toBe("CREATE_COMPLETE");
  expect((await at.story())[0]).toBe("shop REVIEW_IN_PROGRESS: User Initiated");
});

it("what an update would do: change, replace, follow, remove, add", async () => {
  const at = world();
  const dead = { deadLetterTargetArn: { "Fn::GetAtt": ["Replaced", "Arn"] }, maxReceiveCount: 1 };
  await at.create({
    Resources: {
      Changed: queue({ DelaySeconds: 1 }),
      Replaced: queue({ QueueName: "old" }),
      Follows: queue({ RedrivePolicy: dead }),
      Removed: queue(),
      Same: queue(),
    },
  });
  const { Changes = [] } = await propose(
    at,
    {
      Changed: queue({ DelaySeconds: 2 }),
      Replaced: queue({ QueueName: "new" }),
      Follows: queue({ RedrivePolicy: dead }),
      Added: queue(),
      Same: queue(),
    },
    "UPDATE",
  );
  expect(
    Changes.map(({ ResourceChange: one }) => [
      one?.Action,
      one?.LogicalResourceId,
      one?.Replacement,
      one?.Details?.map(({ ChangeSource, Target }) => `${ChangeSource} ${Target?.Name}`),
    ]),
  ).toEqual([
    ["Modify", "Changed", "False", ["DirectModification DelaySeconds"]],
    ["Modify", "Replaced", "True", ["DirectModification QueueName"]],
    ["Modify", "Follows", "False", ["ResourceAttribute RedrivePolicy"]],
    ["Add", "Added", undefined, []],
    ["Remove", "Removed", undefined, []],
  ]);
  expect(await execute(at)).toBe("UPDATE_COMPLETE");
  expect(Object.keys(await at.physical()).toSorted()).toEqual([
    "Added",
    "Changed",
    "Follows",
    "Replaced",
    "Same",
  ]);
});

it("one without changes fails in the words that the AWS CLI looks for, and cannot be executed", async () => {
  const at = world();
  await at.create({ Resources: { A: queue() } });
  const set = await propose(at, { A: queue() }, "UPDATE");
  expect([set.Status, set.StatusReason]).toEqual([
    "FAILED",
    "The submitted information didn't contain changes. Submit different information to create a change set.",
  ]);
  expect((await refusal(execute(at)))[0]).toBe("InvalidChangeSetStatus");
});

it("one that was made before an update is obsolete", async () => {
  const at = world();
  await at.create({ Resources: { A: queue() } });
  await propose(at, { A: queue(), B: queue() }, "UPDATE");
  await at.update({ Resources: { A: queue(), C: queue() } });
  const { Status, ExecutionStatus } = await at.cloudFormation.describeChangeSet({
    StackName: "shop",
    ChangeSetName: "next",
  });
  expect([Status, ExecutionStatus]).toEqual(["CREATE_COMPLETE", "OBSOLETE"]);
  expect((await refusal(execute(at)))[1]).toMatch(/current execution status of \[OBSOLETE\]$/);
});

it("listed, deleted, and gone once another is executed", async () => {
  const at = world();
  await propose(at, { A: queue() }, "CREATE");
  await at.cloudFormation.createChangeSet({
    StackName: "shop",
    ChangeSetName: "other",
    ChangeSetType: "CREATE",
    TemplateBody: bodyOf({ Resources: { B: queue() } }),
  });
  await at.clock.untilIdle();
  const names = async () =>
    ((await at.cloudFormation.listChangeSets({ StackName: "shop" })).Summaries ?? []).map(
      ({ ChangeSetName }) => ChangeSetName,
    );
  expect(await names()).toEqual(["next", "other"]);
  await execute(at);
  expect(await names()).toEqual([]);
  expect((await refusal(execute(at)))[1]).toMatch(
    /cannot be executed in its current execution status of \[EXECUTE_COMPLETE\]$/,
  );
  await at.cloudFormation.deleteChangeSet({ StackName: "shop", ChangeSetName: "nothing" });
  expect(
    (
      await refusal(at.cloudFormation.describeChangeSet({ StackName: "shop", ChangeSetName: "nothing" }))
    ).slice(0, 2),
  ).toEqual(["ChangeSetNotFound", "ChangeSet [nothing] does not exist"]);
});

it("the SDK's waiter passes", async () => {
  const at = world();
  const { cloudFormation: client, clock } = at;
  const input = { StackName: "shop", ChangeSetName: "next" };
  await client.createChangeSet({
    ...input,
    ChangeSetType: "CREATE",
    TemplateBody: bodyOf({ Resources: { A: queue() } }),
  });
  await clock.untilIdle();
  const { state } = await waitUntilChangeSetCreateComplete({ client, maxWaitTime: 5, minDelay: 1 }, input);
  expect(state).toBe("SUCCESS");
});

it.each([
  [
    "CREATE of a stack that stands",
    "CREATE",
    "Stack [shop] already exists and cannot be created again with the changeSet [next].",
  ],
  ["UPDATE of one that does not", "UPDATE", "Stack [shop] does not exist"],
] as const)("%s is refused", async (_, type, words) => {
  const at = world();
  if (type === "CREATE") await at.create({ Resources: { A: queue() } });
  expect((await refusal(propose(at, { A: queue() }, type)))[1]).toBe(words);
});

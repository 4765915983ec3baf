// Room simulator/cloudformation, tests: what each operation answers and refuses, and what stacks may be asked for when.
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from "@aws-sdk/client-cloudformation";
import { describe, expect, it } from "vitest";
import { parseTemplate } from "../../template/template.ts";
import { bodyOf, refusal, STACK, world, type World } from "./world.fixture.ts";

const QUEUE = { Resources: { Queue: { Type: "AWS::SQS::Queue", Properties: { DelaySeconds: 1 } } } };
const CHANGED = { Resources: { Queue: { Type: "AWS::SQS::Queue", Properties: { DelaySeconds: 2 } } } };
const none = { StackName: "none" };

const REFUSED: readonly (readonly [string, (at: World) => Promise<unknown>, string, string])[] = [
  [
    "DescribeStacks",
    ({ cloudFormation: c }) => c.describeStacks(none),
    "ValidationError",
    "Stack with id none does not exist",
  ],
  [
    "DescribeStackEvents",
    ({ cloudFormation: c }) => c.describeStackEvents(none),
    "ValidationError",
    "Stack [none] does not exist",
  ],
  [
    "DescribeStackResources",
    ({ cloudFormation: c }) => c.describeStackResources(none),
    "ValidationError",
    "Stack with id none does not exist",
  ],
  [
    "ListStackResources",
    ({ cloudFormation: c }) => c.listStackResources(none),
    "ValidationError",
    "Stack with id none does not exist",
  ],
  [
    "GetTemplate",
    ({ cloudFormation: c }) => c.getTemplate(none),
    "ValidationError",
    "Stack with id none does not exist",
  ],
  [
    "UpdateStack",
    ({ cloudFormation: c }) => c.updateStack({ ...none, TemplateBody: bodyOf(QUEUE) }),
    "ValidationError",
    "Stack [none] does not exist",
  ],
  [
    "CreateStack without a template",
    ({ cloudFormation: c }) => c.createStack({ StackName: "s" }),
    "ValidationError",
    "Either Template URL or Template Body must be specified.",
  ],
  [
    "CreateStack with a bad name",
    ({ cloudFormation: c }) => c.createStack({ StackName: "1_x", TemplateBody: bodyOf(QUEUE) }),
    "ValidationError",
    "1 validation error detected: Value '1_x' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*",
  ],
  [
    "ListStacks by a status that is none",
    ({ cloudFormation: c }) => c.listStacks({ StackStatusFilter: ["STANDING" as "CREATE_COMPLETE"] }),
    "ValidationError",
    expect.stringMatching(
      /^1 validation error detected: Value '\[STANDING\]' at 'stackStatusFilter' failed to satisfy constraint: Member must satisfy constraint: \[Member must satisfy enum value set: \[CREATE_IN_PROGRESS, /,
    ) as string,
  ],
  [
    "OnFailure and DisableRollback",
    ({ create }) => create(QUEUE, { OnFailure: "DELETE", DisableRollback: true }),
    "ValidationError",
    "You cannot specify both DisableRollback and OnFailure.",
  ],
  [
    "a role without its capability",
    ({ create }) => create({ Resources: { R: { Type: "AWS::IAM::Role", Properties: {} } } }),
    "InsufficientCapabilitiesException",
    "Requires capabilities : [CAPABILITY_IAM]",
  ],
  [
    "a named role without its capability",
    ({ create }) =>
      create(
        { Resources: { R: { Type: "AWS::IAM::Role", Properties: { RoleName: "r" } } } },
        { Capabilities: ["CAPABILITY_IAM"] },
      ),
    "InsufficientCapabilitiesException",
    "Requires capabilities : [CAPABILITY_NAMED_IAM]",
  ],
  [
    "NotificationARNs",
    ({ create }) => create(QUEUE, { NotificationARNs: ["arn"] }),
    "NotImplemented",
    "cloudformation NotificationARNs is not implemented by this simulator",
  ],
  [
    "SignalResource",
    ({ cloudFormation: c }) =>
      c.signalResource({ ...none, LogicalResourceId: "x", UniqueId: "1", Status: "SUCCESS" }),
    "NotImplemented",
    "cloudformation SignalResource is not implemented by this simulator",
  ],
  [
    "DetectStackDrift",
    ({ cloudFormation: c }) => c.detectStackDrift(none),
    "NotImplemented",
    "cloudformation DetectStackDrift is not implemented by this simulator",
  ],
  [
    "CancelUpdateStack",
    ({ cloudFormation: c }) => c.cancelUpdateStack(none),
    "NotImplemented",
    "cloudformation CancelUpdateStack is not implemented by this simulator",
  ],
];

it.each(REFUSED)("%s is refused", async (_, call, code, message) => {
  expect((await refusal(call(world()))).slice(0, 2)).toEqual([code, message]);
});

describe("a stack that stands", () => {
  it("is not created again, unless by the token that made it", async () => {
    const at = world();
    await at.create(QUEUE, { ClientRequestToken: "t" });
    expect(await at.create(QUEUE, { ClientRequestToken: "t" })).toBe("CREATE_COMPLETE");
    expect((await refusal(at.create(QUEUE))).slice(0, 2)).toEqual([
      "AlreadyExistsException",
      "Stack [shop] already exists",
    ]);
    const { StackEvents = [] } = await at.cloudFormation.describeStackEvents({ StackName: STACK });
    expect(new Set(StackEvents.map(({ ClientRequestToken }) => ClientRequestToken))).toEqual(new Set(["t"]));
  });

  it("is not updated or deleted by the token of another operation, and a repeated update is one", async () => {
    const at = world();
    await at.create(QUEUE, { ClientRequestToken: "t" });
    const used = ["TokenAlreadyExistsException", "A client request token already exists."];
    const { cloudFormation: c } = at;
    const again = c.deleteStack({ StackName: STACK, ClientRequestToken: "t" });
    expect((await refusal(again)).slice(0, 2)).toEqual(used);
    expect((await refusal(at.update(CHANGED, { ClientRequestToken: "t" }))).slice(0, 2)).toEqual(used);
    expect(await at.update(CHANGED, { ClientRequestToken: "u" })).toBe("UPDATE_COMPLETE");
    expect(await at.update(QUEUE, { ClientRequestToken: "u" })).toBe("UPDATE_COMPLETE");
    expect((await c.getTemplate({ StackName: STACK })).TemplateBody).toBe(bodyOf(CHANGED));
  });

  it("under protection is not deleted", async () => {
    const at = world();
    await at.create(QUEUE, { EnableTerminationProtection: true });
    expect((await refusal(at.remove()))[1]).toBe(
      "Stack [shop] cannot be deleted while TerminationProtection is enabled",
    );
    await at.cloudFormation.updateTerminationProtection({
      StackName: STACK,
      EnableTerminationProtection: false,
    });
    expect(await at.remove()).toBe("DELETE_COMPLETE");
  });

  it("is described with all that was asked for", async () => {
    const at = world();
    await at.create(
      { Description: "words", ...QUEUE },
      { Tags: [{ Key: "a", Value: "b" }], TimeoutInMinutes: 5 },
    );
    const { Stacks } = await at.cloudFormation.describeStacks({ StackName: STACK });
    expect(Stacks).toEqual([
      {
        StackId: expect.stringMatching(
          /^arn:aws:cloudformation:us-east-1:000000000000:stack\/shop\/[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
        ),
        StackName: "shop",
        Description: "words",
        CreationTime: new Date("2026-01-01T00:00:00.000Z"),
        RollbackConfiguration: {},
        StackStatus: "CREATE_COMPLETE",
        DisableRollback: false,
        NotificationARNs: [],
        TimeoutInMinutes: 5,
        Tags: [{ Key: "a", Value: "b" }],
        EnableTerminationProtection: false,
        DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
      },
    ]);
  });

  it("while something goes on is not updated", async () => {
    const at = world();
    await at.cloudFormation.createStack({ StackName: STACK, TemplateBody: bodyOf(QUEUE) });
    expect((await refusal(at.update(CHANGED)))[1]).toMatch(
      /^Stack:arn:\S+ is in CREATE_IN_PROGRESS state and can not be updated\.$/,
    );
  });

  it("may be deleted while it is still created", async () => {
    const at = world();
    await at.cloudFormation.createStack({ StackName: STACK, TemplateBody: bodyOf(QUEUE) });
    await at.clock.advanceBy(30);
    expect(await at.remove()).toBe("DELETE_COMPLETE");
    expect((await at.sqs.listQueues({})).QueueUrls).toBeUndefined();
  });

  it("while it is updated is not deleted", async () => {
    const at = world();
    await at.create(QUEUE);
    await at.cloudFormation.updateStack({ StackName: STACK, TemplateBody: bodyOf(CHANGED) });
    expect((await refusal(at.remove()))[1]).toMatch(
      /^Stack \[arn:\S+\] cannot be deleted while in status UPDATE_IN_PROGRESS$/,
    );
  });

  it("may be deleted while it is rolled back", async () => {
    const at = world();
    const bad = { Type: "AWS::SQS::Queue", DependsOn: "Good", Properties: { DelaySeconds: 1000 } };
    const Resources = { Good: { Type: "AWS::SQS::Queue" }, Bad: bad };
    await at.cloudFormation.createStack({ StackName: STACK, TemplateBody: bodyOf({ Resources }) });
    await at.clock.advanceBy(90);
    expect(await at.status()).toBe("ROLLBACK_IN_PROGRESS");
    expect(await at.remove()).toBe("DELETE_COMPLETE");
    expect((await at.sqs.listQueues({})).QueueUrls).toBeUndefined();
  });

  it("that was rolled back can only be deleted", async () => {
    const at = world();
    const bad = { Resources: { Q: { Type: "AWS::SQS::Queue", Properties: { DelaySeconds: 1000 } } } };
    await at.create(bad);
    expect((await refusal(at.update(QUEUE)))[1]).toContain(
      "is in ROLLBACK_COMPLETE state and can not be updated.",
    );
    expect(await at.remove()).toBe("DELETE_COMPLETE");
    expect(await at.create(QUEUE)).toBe("CREATE_COMPLETE");
  });
});

it("a resource that something else made is refused by its identifier", async () => {
  const at = world();
  await at.sqs.createQueue({ QueueName: "mine" });
  const template = { Resources: { Q: { Type: "AWS::SQS::Queue", Properties: { QueueName: "mine" } } } };
  expect(await at.create(template)).toBe("ROLLBACK_COMPLETE");
  expect((await at.story()).join("\n")).toContain(
    `Q CREATE_FAILED: Resource handler returned message: "Resource of type 'AWS::SQS::Queue' with identifier 'mine' already exists."`,
  );
  expect((await at.sqs.listQueues({})).QueueUrls).toHaveLength(1);
});

it("regions do not see each other", async () => {
  const { cloudFormation, simulator } = world();
  await cloudFormation.createStack({ StackName: STACK, TemplateBody: bodyOf(QUEUE) });
  const answer = simulator.internal.call(
    "cloudformation",
    "DescribeStacks",
    { StackName: STACK },
    { actor: "test", region: "eu-west-1" },
  );
  await expect(answer).rejects.toThrow("Stack with id shop does not exist");
});

it("many events come by pages, each once, the newest first", async () => {
  const at = world();
  const Resources = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`Q${index}`, { Type: "AWS::SQS::Queue" }]),
  );
  expect(await at.create({ Resources })).toBe("CREATE_COMPLETE");
  const story = await at.story();
  expect([story.length, story[0], story.at(-1)]).toEqual([
    182,
    "shop CREATE_IN_PROGRESS: User Initiated",
    "shop CREATE_COMPLETE",
  ]);
});

it("the same seed gives the same ids, another gives others", async () => {
  const ids = async (seed: string) => {
    const at = world(seed);
    await at.create({ Resources: { Queue: { Type: "AWS::SQS::Queue" } } });
    const { StackEvents } = await at.cloudFormation.describeStackEvents({ StackName: STACK });
    return StackEvents?.map(({ EventId, StackId, PhysicalResourceId }) => [
      EventId,
      StackId,
      PhysicalResourceId,
    ]);
  };
  expect(await ids("1")).toEqual(await ids("1"));
  expect(await ids("1")).not.toEqual(await ids("2"));
});

it("the order system goes up in less than 50 ms of real time", async () => {
  const file = path.resolve(import.meta.dirname, "../../system/template.yaml");
  const { Metadata: _, ...body } = parseTemplate(readFileSync(file, "utf8")).raw;
  const Parameters = [{ ParameterKey: "Prefix", ParameterValue: "p" }];
  const capabilities = { Parameters, Capabilities: ["CAPABILITY_NAMED_IAM"] };
  const tookMs = [];
  // The first also loads the SDK; the machine may be busy with other things for one or two of them.
  for (let run = 0; run < 6; run += 1) {
    const at = world(String(run));
    const beganMs = performance.now();
    expect(await at.create(body, capabilities)).toBe("CREATE_COMPLETE");
    tookMs.push(performance.now() - beganMs);
  }
  expect(Math.min(...tookMs)).toBeLessThan(50);
});

it("the SDK's waiters pass", async () => {
  const at = world();
  const { cloudFormation: client, clock } = at;
  const config = { client, maxWaitTime: 5, minDelay: 1 };
  const input = { StackName: STACK };
  await at.create(QUEUE);
  expect((await waitUntilStackCreateComplete(config, input)).state).toBe("SUCCESS");
  await at.update(CHANGED);
  expect((await waitUntilStackUpdateComplete(config, input)).state).toBe("SUCCESS");
  await client.deleteStack(input);
  await clock.untilIdle();
  expect((await waitUntilStackDeleteComplete(config, input)).state).toBe("SUCCESS");
});

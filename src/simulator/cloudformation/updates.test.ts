// Room simulator/cloudformation, tests: updates: in place, by replacement, and back again.
import { describe, expect, it } from "vitest";
import { refusal, world, type World } from "./world.fixture.ts";

const queue = (properties: object = {}, more: object = {}) => ({
  Type: "AWS::SQS::Queue",
  Properties: properties,
  ...more,
});
const stack = (resources: object, outputs: object = {}) => ({ Resources: resources, Outputs: outputs });
const attribute = async ({ sqs }: World, QueueUrl: string | undefined, name: "VisibilityTimeout") => {
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: [name] });
  return Attributes?.[name];
};
const queues = async ({ sqs }: World) => (await sqs.listQueues({})).QueueUrls ?? [];
/** Those lines of the last operation that say that something is done. */
const done = async ({ story }: World) => {
  const lines = await story();
  return lines
    .slice(lines.findLastIndex((line) => line.endsWith("User Initiated")))
    .filter((line) => !line.endsWith("IN_PROGRESS") || line.startsWith("shop"));
};

describe("in place", () => {
  it("a new VisibilityTimeout keeps queue and messages", async () => {
    const at = world();
    await at.create(stack({ Queue: queue({ VisibilityTimeout: 30 }) }));
    const { Queue: url } = await at.physical();
    await at.sqs.sendMessage({ QueueUrl: url, MessageBody: "kept" });
    expect(await at.update(stack({ Queue: queue({ VisibilityTimeout: 60 }) }))).toBe("UPDATE_COMPLETE");
    expect(await at.physical()).toEqual({ Queue: url });
    expect(await attribute(at, url, "VisibilityTimeout")).toBe("60");
    const { Messages } = await at.sqs.receiveMessage({ QueueUrl: url });
    expect(Messages?.[0]?.Body).toBe("kept");
    expect(await done(at)).toEqual([
      "shop UPDATE_IN_PROGRESS: User Initiated",
      "Queue UPDATE_COMPLETE",
      "shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "shop UPDATE_COMPLETE",
    ]);
  });

  it("what is no longer asked for goes back to its default", async () => {
    const at = world();
    await at.create(stack({ Queue: queue({ VisibilityTimeout: 60 }) }));
    await at.update(stack({ Queue: queue() }));
    const { Queue: url } = await at.physical();
    expect(await attribute(at, url, "VisibilityTimeout")).toBe("30");
  });

  it("the stack's tags reach its resources and change with it", async () => {
    const at = world();
    await at.create(stack({ Queue: queue({ Tags: [{ Key: "own", Value: "1" }] }) }), {
      Tags: [{ Key: "run", Value: "a" }],
    });
    const { Queue: QueueUrl } = await at.physical();
    expect((await at.sqs.listQueueTags({ QueueUrl })).Tags).toEqual({ run: "a", own: "1" });
    await at.update(stack({ Queue: queue() }), { Tags: [{ Key: "run", Value: "b" }] });
    expect((await at.sqs.listQueueTags({ QueueUrl })).Tags).toEqual({ run: "b" });
  });

  it("what does not change has no line", async () => {
    const at = world();
    await at.create(stack({ A: queue(), B: queue() }));
    await at.update(stack({ A: queue({ DelaySeconds: 1 }), B: queue() }));
    expect((await done(at)).filter((line) => line.startsWith("B "))).toEqual([]);
  });
});

describe("by replacement", () => {
  it("the new one is there before the old one goes, and what refers to it follows", async () => {
    const at = world();
    const of = (name: string) =>
      stack(
        {
          Queue: queue({ QueueName: name }),
          Main: queue({
            RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Queue", "Arn"] }, maxReceiveCount: 2 },
          }),
        },
        { Arn: { Value: { "Fn::GetAtt": ["Queue", "Arn"] } } },
      );
    await at.create(of("old"));
    expect(await at.update(of("new"))).toBe("UPDATE_COMPLETE");
    expect((await at.outputs())["Arn"]).toMatch(/:new$/);
    expect((await queues(at)).filter((url) => /\/(?:old|new)$/.test(url))).toEqual([
      expect.stringMatching(/\/new$/),
    ]);
    const kinds = at.events.flatMap((event) =>
      event.kind === "sqs.queue-created" && event.queueArn.endsWith(":new")
        ? ["new made"]
        : event.kind === "sqs.queue-deleted"
          ? ["old deleted"]
          : [],
    );
    expect(kinds).toEqual(["new made", "old deleted"]);
    expect(await done(at)).toEqual([
      "shop UPDATE_IN_PROGRESS: User Initiated",
      "Queue UPDATE_IN_PROGRESS: Requested update requires the creation of a new physical resource; hence creating one.",
      "Queue UPDATE_IN_PROGRESS: Resource creation Initiated",
      "Queue UPDATE_COMPLETE",
      "Main UPDATE_COMPLETE",
      "shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "Queue DELETE_COMPLETE",
      "shop UPDATE_COMPLETE",
    ]);
  });

  it("a name that somebody chose cannot stand twice", async () => {
    const at = world();
    await at.create(stack({ Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "t" } } }));
    const fifo = { Type: "AWS::SNS::Topic", Properties: { TopicName: "t", FifoTopic: true } };
    expect(await at.update(stack({ Topic: fifo }))).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await at.story()).toContain(
      "Topic UPDATE_FAILED: CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename t and update the stack again.",
    );
  });

  it("UpdateReplacePolicy Retain keeps the old one", async () => {
    const at = world();
    const of = (name: string) =>
      stack({ Queue: queue({ QueueName: name }, { UpdateReplacePolicy: "Retain" }) });
    await at.create(of("old"));
    await at.update(of("new"));
    expect(await queues(at)).toHaveLength(2);
    expect(await done(at)).toContain("Queue DELETE_SKIPPED");
  });
});

it("a named queue whose stack was deleted comes up again, once SQS gives its name back", async () => {
  const at = world();
  const named = stack({ Queue: queue({ QueueName: "orders" }) });
  await at.create(named);
  await at.remove();
  const deletedMs = at.clock.nowMs();
  expect(await at.create(named)).toBe("CREATE_COMPLETE");
  expect((at.clock.nowMs() - deletedMs) / 1000).toBeCloseTo(60, 0);
});

describe("removal", () => {
  it("what the template no longer has is deleted in the cleanup", async () => {
    const at = world();
    await at.create(stack({ A: queue(), B: queue() }));
    expect(await at.update(stack({ A: queue() }))).toBe("UPDATE_COMPLETE");
    expect(await queues(at)).toHaveLength(1);
    expect(Object.keys(await at.physical())).toEqual(["A"]);
  });

  it("DeletionPolicy Retain leaves it", async () => {
    const at = world();
    await at.create(stack({ A: queue(), B: queue({}, { DeletionPolicy: "Retain" }) }));
    expect(await at.remove()).toBe("DELETE_COMPLETE");
    expect(await queues(at)).toHaveLength(1);
  });
});

describe("back again", () => {
  const bad = queue({ VisibilityTimeout: 43_201 });

  it("a failed creation is rolled back, the service's words in the first failing event", async () => {
    const at = world();
    const status = await at.create(stack({ Good: queue(), Bad: { ...bad, DependsOn: "Good" } }));
    expect(status).toBe("ROLLBACK_COMPLETE");
    expect(await queues(at)).toEqual([]);
    const first = (await at.story()).find((line) => line.includes("CREATE_FAILED"));
    expect(first).toMatch(
      /^Bad CREATE_FAILED: Resource handler returned message: "Invalid value for the parameter VisibilityTimeout\. \(Service: Sqs, Status Code: 400, Request ID: [\da-f-]{36}\) \(SDK Attempt Count: 1\)" \(RequestToken: [\da-f-]{36}, HandlerErrorCode: InvalidRequest\)$/,
    );
    expect(await at.story()).toContain(
      "shop ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Bad]. Rollback requested by user.",
    );
  });

  it("what was on its way beside a failure is cancelled", async () => {
    const at = world();
    await at.create(stack({ Beside: queue(), Bad: bad }));
    expect(await at.story()).toContain("Beside CREATE_FAILED: Resource creation cancelled");
    expect(await queues(at)).toEqual([]);
  });

  it.each([
    [{ OnFailure: "DO_NOTHING" }, "CREATE_FAILED", 1],
    [{ DisableRollback: true }, "CREATE_FAILED", 1],
    [{ OnFailure: "DELETE" }, "DELETE_COMPLETE", 0],
    [{ OnFailure: "ROLLBACK" }, "ROLLBACK_COMPLETE", 0],
  ] as const)("%j ends in %s", async (more, status, left) => {
    const at = world();
    expect(await at.create(stack({ Good: queue(), Bad: { ...bad, DependsOn: "Good" } }), more)).toBe(status);
    expect(await queues(at)).toHaveLength(left);
  });

  it("a failed update brings everything back to what it was", async () => {
    const at = world();
    const before = {
      Changed: queue({ VisibilityTimeout: 40 }),
      Replaced: queue({ QueueName: "old" }),
      Removed: queue(),
      Bad: queue(),
    };
    await at.create(stack(before, { Url: { Value: { Ref: "Replaced" } } }));
    const physical = await at.physical();
    const template = (await at.cloudFormation.getTemplate({ StackName: "shop" })).TemplateBody;
    const after = {
      Changed: queue({ VisibilityTimeout: 50 }),
      Replaced: queue({ QueueName: "new" }),
      Added: queue(),
      Bad: { ...bad, DependsOn: ["Changed", "Replaced", "Added"] },
    };
    expect(await at.update(stack(after))).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await at.physical()).toEqual(physical);
    expect(await attribute(at, physical["Changed"], "VisibilityTimeout")).toBe("40");
    expect((await queues(at)).toSorted()).toEqual(Object.values(physical).toSorted());
    expect((await at.cloudFormation.getTemplate({ StackName: "shop" })).TemplateBody).toBe(template);
    expect((await at.outputs())["Url"]).toMatch(/\/old$/);
    // SQS gives a name back 60 s after its queue was deleted (SQS-27).
    await at.clock.advanceBy(60_000);
    expect(await at.update(stack({ ...after, Bad: queue() }))).toBe("UPDATE_COMPLETE");
  });

  it("an update with DisableRollback stays where it failed, and can go on", async () => {
    const at = world();
    await at.create(stack({ Queue: queue() }));
    expect(await at.update(stack({ Queue: bad }), { DisableRollback: true })).toBe("UPDATE_FAILED");
    expect(await at.update(stack({ Queue: queue({ VisibilityTimeout: 50 }) }))).toBe("UPDATE_COMPLETE");
  });
});

it("an update that changes nothing is refused", async () => {
  const at = world();
  const same = stack({ Queue: queue({ VisibilityTimeout: 30 }) });
  await at.create(same);
  expect(await refusal(at.update(same))).toEqual(["ValidationError", "No updates are to be performed.", 400]);
  expect(await refusal(at.update({ Description: "other words", ...same }))).toEqual([
    "ValidationError",
    "No updates are to be performed.",
    400,
  ]);
});

it("an update of outputs alone is an update", async () => {
  const at = world();
  await at.create(stack({ Queue: queue() }));
  expect(await at.update(stack({ Queue: queue() }, { A: { Value: "1" } }))).toBe("UPDATE_COMPLETE");
  expect(await at.outputs()).toEqual({ A: "1" });
});

it("a type cannot change", async () => {
  const at = world();
  await at.create(stack({ It: queue() }));
  const [code, message] = await refusal(at.update(stack({ It: { Type: "AWS::SNS::Topic" } })));
  expect([code, message]).toEqual([
    "ValidationError",
    "Update of resource type is not permitted. The new template modifies resource type of the following resources: [It] (line 1)",
  ]);
});

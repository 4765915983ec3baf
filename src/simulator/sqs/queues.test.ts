// Room simulator/sqs, tests: queues come, change and go.
import { describe, expect, it } from "vitest";
import { depth, EPOCH_MS, queueArn, queueUrl, queueWith, receive, refusal, world } from "./world.fixture.ts";

it("a new queue has AWS's defaults [SQS-04] [SQS-20]", async () => {
  const at = world();
  const QueueUrl = await at.queue("q");
  const { Attributes } = await at.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
  expect(Attributes).toEqual({
    QueueArn: queueArn("q"),
    ApproximateNumberOfMessages: "0",
    ApproximateNumberOfMessagesNotVisible: "0",
    ApproximateNumberOfMessagesDelayed: "0",
    CreatedTimestamp: String(EPOCH_MS / 1000),
    LastModifiedTimestamp: String(EPOCH_MS / 1000),
    VisibilityTimeout: "30",
    DelaySeconds: "0",
    MaximumMessageSize: "1048576",
    MessageRetentionPeriod: "345600",
    ReceiveMessageWaitTimeSeconds: "0",
    SqsManagedSseEnabled: "true",
  });
});

it.each([
  ["MaximumMessageSize", "1023"],
  ["MaximumMessageSize", "1048577"],
  ["DelaySeconds", "901"],
  ["MessageRetentionPeriod", "59"],
  ["MessageRetentionPeriod", "1209601"],
  ["VisibilityTimeout", "43201"],
  ["ReceiveMessageWaitTimeSeconds", "21"],
])("%s %s is refused [SQS-20] [SQS-04] [SQS-13]", async (name, value) => {
  const at = world();
  expect(await refusal(at.queue("q", { [name]: value }))).toEqual([
    "InvalidAttributeValue",
    `Invalid value for the parameter ${name}.`,
    400,
  ]);
});

describe("names", () => {
  it("the same name with equal attributes is the same queue, with others a refusal [SQS-27]", async () => {
    const at = world();
    await at.queue("q", { DelaySeconds: "5" });
    expect(await at.queue("q", { DelaySeconds: "5" })).toBe(queueUrl("q"));
    expect(await refusal(at.queue("q", { DelaySeconds: "6" }))).toEqual([
      "QueueAlreadyExists",
      "A queue already exists with the same name and a different value for attribute DelaySeconds",
      400,
    ]);
  });

  it("is free again 60 s after its queue was deleted [SQS-27]", async () => {
    const at = world();
    await at.sqs.deleteQueue({ QueueUrl: await at.queue("q") });
    await at.clock.advanceBy(59_999);
    expect(await refusal(at.queue("q"))).toEqual([
      "AWS.SimpleQueueService.QueueDeletedRecently",
      "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
      400,
    ]);
    await at.clock.advanceBy(1);
    expect(await at.queue("q")).toBe(queueUrl("q"));
  });

  it("a queue that does not exist is said so, in the code of Query", async () => {
    const at = world();
    expect(await refusal(at.sqs.getQueueUrl({ QueueName: "nope" }))).toEqual([
      "AWS.SimpleQueueService.NonExistentQueue",
      "The specified queue does not exist.",
      400,
    ]);
  });

  it("are listed by prefix and page", async () => {
    const at = world();
    for (const name of ["b-2", "a-1", "b-1"]) await at.queue(name);
    const first = await at.sqs.listQueues({ QueueNamePrefix: "b-", MaxResults: 1 });
    const second = await at.sqs.listQueues({
      QueueNamePrefix: "b-",
      MaxResults: 1,
      NextToken: first.NextToken,
    });
    expect(new Set([...(first.QueueUrls ?? []), ...(second.QueueUrls ?? [])])).toEqual(
      new Set([queueUrl("b-1"), queueUrl("b-2")]),
    );
  });
});

describe("purging", () => {
  it("takes what is in flight and delayed too; again within 60 s is refused [SQS-28]", async () => {
    const at = world();
    const url = await queueWith(at, "q", {}, "in flight");
    await receive(at, url);
    await at.sqs.sendMessage({ QueueUrl: url, MessageBody: "visible" });
    await at.sqs.sendMessage({ QueueUrl: url, MessageBody: "delayed", DelaySeconds: 60 });
    expect(await depth(at, url)).toEqual([1, 1, 1]);
    await at.sqs.purgeQueue({ QueueUrl: url });
    expect(await depth(at, url)).toEqual([0, 0, 0]);
    expect(await refusal(at.sqs.purgeQueue({ QueueUrl: url }))).toEqual([
      "AWS.SimpleQueueService.PurgeQueueInProgress",
      "Only one PurgeQueue operation on q is allowed every 60 seconds.",
      403,
    ]);
    await at.clock.advanceBy(60_000);
    await at.sqs.purgeQueue({ QueueUrl: url });
  });
});

it("tags are set, listed and taken away", async () => {
  const at = world();
  const QueueUrl = await at.queue("q");
  await at.sqs.tagQueue({ QueueUrl, Tags: { team: "orders", run: "1" } });
  await at.sqs.untagQueue({ QueueUrl, TagKeys: ["run"] });
  expect((await at.sqs.listQueueTags({ QueueUrl })).Tags).toEqual({ team: "orders" });
});

it.each<[string, object, string]>([
  [
    "a label with a space",
    { Label: "a b" },
    "Value a b for parameter Label is invalid. Reason: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.",
  ],
  ["no label", { Label: "" }, "The request must contain the parameter Label."],
  [
    "an account id of nine digits",
    { AWSAccountIds: ["111111111111", "123456789"] },
    "Value [123456789] for parameter PrincipalId is invalid. Reason: Unable to verify.",
  ],
  [
    "what only the owner may do",
    { Actions: ["SendMessage", "CreateQueue"] },
    "Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.",
  ],
  [
    "more than seven actions",
    { Actions: Array<string>(8).fill("SendMessage") },
    "8 Actions were found, maximum allowed is 7.",
  ],
])("a permission with %s is refused", async (_, more, words) => {
  const at = world();
  const QueueUrl = await at.queue("q");
  const permission = { Label: "l", AWSAccountIds: ["111111111111"], Actions: ["SendMessage"] };
  expect((await refusal(at.sqs.addPermission({ QueueUrl, ...permission, ...more })))[1]).toBe(words);
});

it("a permission is a statement of the policy, and leaves it again", async () => {
  const at = world();
  const QueueUrl = await at.queue("q");
  await at.sqs.addPermission({
    QueueUrl,
    Label: "send",
    AWSAccountIds: ["111111111111"],
    Actions: ["SendMessage"],
  });
  const policy = async () =>
    (await at.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["Policy"] })).Attributes?.Policy;
  expect(JSON.parse((await policy()) ?? "{}")).toMatchObject({
    Statement: [{ Sid: "send", Effect: "Allow" }],
  });
  await at.sqs.removePermission({ QueueUrl, Label: "send" });
  expect(await policy()).toBeUndefined();
});

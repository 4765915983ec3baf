import { expect, it } from "vitest";
import { world } from "./world.fixture.ts";

it("a message sent is received, hidden, and deleted", async () => {
  const { sqs, queue, clock, events } = world();
  const QueueUrl = await queue("orders", { VisibilityTimeout: "30" });
  expect(QueueUrl).toBe("http://sqs.test/000000000000/orders");
  const polling = sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
  await clock.advanceBy(5_000);
  await sqs.sendMessage({ QueueUrl, MessageBody: "order 7" });
  await clock.advanceBy(0);
  const { Messages = [] } = await polling;
  expect(Messages.map(({ Body }) => Body)).toEqual(["order 7"]);
  expect((await sqs.receiveMessage({ QueueUrl })).Messages).toBeUndefined();
  await clock.advanceBy(30_000);
  const again = await sqs.receiveMessage({ QueueUrl });
  expect(again.Messages?.map(({ Body }) => Body)).toEqual(["order 7"]);
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: again.Messages?.[0]?.ReceiptHandle });
  expect(events.map(({ kind }) => kind)).toEqual([
    "sqs.queue-created",
    "sqs.sent",
    "sqs.received",
    "sqs.visible",
    "sqs.received",
    "sqs.deleted",
  ]);
});

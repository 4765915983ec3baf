// Functions under `ordeal serve --clock manual`: they run in real time, and time that is moved waits for them.
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { openServed, ROLE } from "./served.fixture.ts";

async function openWorld() {
  const { server, lambda, sqs } = await openServed("manual");
  const create = (code: string, timeoutS: number) =>
    lambda.createFunction({
      FunctionName: "Worker",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: ROLE,
      Timeout: timeoutS,
      Code: { ZipFile: zipSync({ "index.mjs": new TextEncoder().encode(code) }) },
    });
  return {
    create,
    lambda,
    sqs,
    async move(body: object): Promise<unknown> {
      const answer = await fetch(`${server.url.origin}/_ordeal/clock`, {
        method: "POST",
        body: JSON.stringify(body),
      });
      return answer.json();
    },
    /** A queue that a mapping feeds to this code, and one for what fails at once. */
    async feed(code: string, timeoutS: number): Promise<string> {
      const dead = await sqs.createQueue({ QueueName: "dead" });
      const deadLetterTargetArn = "arn:aws:sqs:us-east-1:000000000000:dead";
      const { QueueUrl = "" } = await sqs.createQueue({
        QueueName: "orders",
        Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) },
      });
      await create(code, timeoutS);
      const EventSourceArn = "arn:aws:sqs:us-east-1:000000000000:orders";
      await lambda.createEventSourceMapping({ FunctionName: "Worker", EventSourceArn });
      await sqs.sendMessage({ QueueUrl, MessageBody: "order" });
      return dead.QueueUrl ?? "";
    },
    async depth(queueName: string): Promise<number> {
      const { QueueUrl } = await sqs.getQueueUrl({ QueueName: queueName });
      const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
      return (
        Number(Attributes.ApproximateNumberOfMessages) +
        Number(Attributes.ApproximateNumberOfMessagesNotVisible)
      );
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

test("a function that takes real time is waited for, and is not timed out by the time that is moved", async () => {
  await using world = await openWorld();
  await world.feed("export const handler = () => new Promise((done) => setTimeout(done, 400));", 3);
  expect(await world.move({ advanceMs: 20_000 })).toMatchObject({ nowMs: 20_000 });
  expect([await world.depth("orders"), await world.depth("dead")]).toEqual([0, 0]);
});

test("a function that never answers is ended by moving time, once it had its limit in real time", async () => {
  await using world = await openWorld();
  await world.feed("export const handler = () => new Promise((done) => setTimeout(done, 600_000));", 1);
  await world.move({ untilIdle: true });
  expect([await world.depth("orders"), await world.depth("dead")]).toEqual([0, 1]);
});

test("a function becomes active once time is moved, and until then it is pending", async () => {
  await using world = await openWorld();
  await world.create("export const handler = async () => {};", 3);
  const state = async () =>
    (await world.lambda.getFunctionConfiguration({ FunctionName: "Worker" })).State ?? "";
  expect(await state()).toBe("Pending");
  await world.move({ untilIdle: true });
  expect(await state()).toBe("Active");
});

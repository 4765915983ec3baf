// Functions under `ordeal serve --clock manual`: they run in real time, and time that is moved waits for them.
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { serveWorld } from "./served-world.ts";

async function openWorld() {
  const server = await serveWorld({ port: 0, clock: "manual", seed: "1", account: "000000000000" });
  const config = {
    region: "us-east-1",
    endpoint: server.url.origin,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const may = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  await new IAM(config).createRole({
    RoleName: "worker",
    AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [may] }),
  });
  const lambda = new Lambda(config);
  const sqs = new SQS(config);
  const create = (code: string, timeoutS: number) =>
    lambda.createFunction({
      FunctionName: "Worker",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: "arn:aws:iam::000000000000:role/worker",
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

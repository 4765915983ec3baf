// The services of a served world: SQS and SNS at once, the others at the first call to one of them.
import { expect, test } from "vitest";
import { ManualClock } from "../box/manual-clock.ts";
import type { SimulatorEvent } from "../simulator/simulator.ts";
import type { WireRequest, WireResponse } from "../simulator/wire/index.ts";
import { openServices } from "./served-services.ts";

const ARRIVAL = { baseUrl: "http://aws.test" };
const json = (target: string, input: object): WireRequest => ({
  method: "POST",
  path: "/",
  query: "",
  headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": target },
  body: Buffer.from(JSON.stringify(input)),
});
const query = (call: Readonly<Record<string, string>>): WireRequest => ({
  method: "POST",
  path: "/",
  query: String(new URLSearchParams(call)),
  headers: {},
  body: Buffer.of(),
});
const CREATE_QUEUE = json("AmazonSQS.CreateQueue", { QueueName: "orders" });
const CREATE_TABLE = json("DynamoDB_20120810.CreateTable", {
  TableName: "orders",
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
});

function open() {
  const clock = new ManualClock("1");
  const events: SimulatorEvent[] = [];
  const services = openServices({ clock, seed: "1", log: (event) => events.push(event) }, clock);
  const ask = (request: WireRequest) => services.messaging.handle(request, ARRIVAL);
  return { clock, events, services, ask };
}

const read = async (answer: WireResponse | Promise<WireResponse>): Promise<readonly [number, unknown]> => {
  const { status, body } = await answer;
  return [status, JSON.parse(new TextDecoder().decode(body))];
};

test("a queue is there without a promise, and no call to it brings the others", () => {
  const { ask, services } = open();
  expect(ask(CREATE_QUEUE)).toMatchObject({ status: 200 });
  expect(services.present()).toBeUndefined();
});

test("first calls to others wait for the same services, which then are there", async () => {
  const { ask, services } = open();
  const [created, listed] = [ask(CREATE_TABLE), ask(json("DynamoDB_20120810.ListTables", {}))];
  expect(await read(created)).toMatchObject([200, { TableDescription: { TableStatus: "CREATING" } }]);
  expect(await read(listed)).toEqual([200, { TableNames: ["orders"] }]);
  expect(ask(json("DynamoDB_20120810.ListTables", {}))).toMatchObject({ status: 200 });
  expect(services.present()).toBe(await services.whole());
});

test("what no service answers is refused once all are there", async () => {
  const { ask } = open();
  const message = "AWSEvents PutEvents is not implemented by this simulator";
  for (const _turn of ["first", "again"])
    expect(await read(ask(json("AWSEvents.PutEvents", {})))).toMatchObject([501, { message }]);
});

test("time that is moved waits for a call that waits for its service", async () => {
  const { ask, clock } = open();
  const Resources = { Orders: { Type: "AWS::SQS::Queue", Properties: { QueueName: "orders" } } };
  void ask(query({ Action: "CreateStack", StackName: "shop", TemplateBody: JSON.stringify({ Resources }) }));
  await clock.untilIdle();
  expect(ask(json("AmazonSQS.GetQueueUrl", { QueueName: "orders" }))).toMatchObject({ status: 200 });
});

test("a topic finds no function while there are none", async () => {
  const { ask, clock, events } = open();
  const TopicArn = "arn:aws:sns:us-east-1:000000000000:orders";
  const Endpoint = "arn:aws:lambda:us-east-1:000000000000:function:Worker";
  const calls = [
    { Action: "CreateTopic", Name: "orders" },
    { Action: "Subscribe", TopicArn, Protocol: "lambda", Endpoint },
    { Action: "Publish", TopicArn, Message: "order" },
  ];
  for (const call of calls) expect(ask(query(call))).toMatchObject({ status: 200 });
  await clock.untilIdle();
  expect(events.filter(({ kind }) => kind === "sns.delivery-failed")).toMatchObject([
    { reason: `the function ${Endpoint} does not exist` },
  ]);
});

// Room simulator/lambda, tests: worlds in the box for what one function alone does not show: concurrency, asynchronous invocations,
// destinations, versions. Each export is a job.
import type { JobContext } from "../../box/thread.ts";
import { type Answer, type BoxWorld, openBoxWorld } from "./box.fixture.ts";

const ARN = "arn:aws:sqs:us-east-1:000000000000:";

const refusalOf = async (call: Promise<unknown>): Promise<readonly unknown[]> => {
  try {
    await call;
    return ["answered"];
  } catch (error) {
    const { name, message, Reason, $metadata } = error as Error & {
      Reason?: string;
      $metadata?: { httpStatusCode?: number };
    };
    return [name, message, $metadata?.httpStatusCode, ...(Reason === undefined ? [] : [Reason])];
  }
};

/** Payloads of invocations at once, one after another, and after long silence: which environments answered, with what state. */
export async function environments(_args: undefined, { world }: JobContext): Promise<unknown> {
  const at = openBoxWorld(world);
  const code = `let n = 0; const drawn = Math.random(); export const handler = async ({ ms }) => {
    n += 1; await new Promise((ok) => setTimeout(ok, ms)); return n; }`;
  await at.fn("Worker", code);
  const one = async (ms = 10) => (await at.invoke("Worker", { ms })).payload;
  const alone = [await one(), await one()];
  const together = await Promise.all([one(100), one(100), one(100)]);
  await at.sleep(15 * 60_000);
  const late = await one();
  const names = at.events.flatMap((event) =>
    event.kind === "lambda.invoked" ? [`${event.environment}${event.isColdStart ? " cold" : ""}`] : [],
  );
  return { alone, together, late, names };
}

/** A timer that was set before the environment froze, and a call that was not waited for. */
export async function frozen(_args: undefined, { world }: JobContext): Promise<unknown> {
  const at = openBoxWorld(world);
  const { QueueUrl = "" } = await at.sqs.createQueue({ QueueName: "Effects" });
  await at.fn(
    "Worker",
    `import { SQS } from "@aws-sdk/client-sqs"; const sqs = new SQS({}); let ticks = 0; setInterval(() => { ticks += 1; }, 1_000);
     export const handler = async ({ url }) => { if (url) void sqs.sendMessage({ QueueUrl: url, MessageBody: "late" }); else await new Promise((ok) => setTimeout(ok, 5)); return ticks; }`,
  );
  const depth = async () => {
    const { Attributes } = await at.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
    return Attributes?.["ApproximateNumberOfMessages"];
  };
  const first = (await at.invoke("Worker", { url: QueueUrl })).payload;
  await at.sleep(60_000);
  const between = await depth();
  const second = (await at.invoke("Worker")).payload;
  await at.sleep(1_000);
  return { first, between, second, after: await depth() };
}

export async function reserved(_args: undefined, { world }: JobContext): Promise<unknown> {
  const at = openBoxWorld(world);
  await at.fn(
    "Worker",
    "export const handler = async () => { await new Promise((ok) => setTimeout(ok, 1_000)) }",
  );
  await at.lambda.putFunctionConcurrency({ FunctionName: "Worker", ReservedConcurrentExecutions: 1 });
  const running = at.invoke("Worker");
  await at.sleep(500);
  const second = await refusalOf(at.invoke("Worker"));
  await running;
  return { second, third: (await at.invoke("Worker")).payload };
}

export interface AsyncPlay {
  readonly code: string;
  readonly payload?: unknown;
  readonly settings?: object;
  readonly config?: { readonly MaximumRetryAttempts?: number; readonly MaximumEventAgeInSeconds?: number };
  readonly destinations?: boolean;
  readonly deadLetter?: boolean;
  readonly reserved?: number;
  /** The weather delivers the first invocation twice. */
  readonly twice?: boolean;
}

/** One asynchronous invocation to its end: the attempts, and what was told of it. */
export async function asynchronous(play: AsyncPlay, { world }: JobContext): Promise<unknown> {
  const weather = play.twice === true ? [{ kind: "duplicate" as const }] : [];
  const at = openBoxWorld(world, () => weather.shift());
  const { QueueUrl: told = "" } = await at.sqs.createQueue({ QueueName: "Told" });
  const { QueueUrl: dead = "" } = await at.sqs.createQueue({ QueueName: "Dead" });
  await at.fn("Worker", play.code, {
    ...play.settings,
    ...(play.deadLetter === true ? { DeadLetterConfig: { TargetArn: `${ARN}Dead` } } : {}),
  });
  const to = { Destination: `${ARN}Told` };
  if (play.config !== undefined || play.destinations === true)
    await at.lambda.putFunctionEventInvokeConfig({
      FunctionName: "Worker",
      ...play.config,
      ...(play.destinations === true ? { DestinationConfig: { OnSuccess: to, OnFailure: to } } : {}),
    });
  if (play.reserved !== undefined)
    await at.lambda.putFunctionConcurrency({
      FunctionName: "Worker",
      ReservedConcurrentExecutions: play.reserved,
    });
  const beganMs = world.clock.nowMs();
  const { status } = await at.invoke("Worker", play.payload ?? {}, { InvocationType: "Event" });
  await world.untilIdle();
  return {
    status,
    atS: at.events.flatMap((event) =>
      event.kind === "lambda.invoked" ? [Math.floor((event.atMs - beganMs) / 1_000)] : [],
    ),
    ids: new Set(at.events.flatMap((event) => (event.kind === "lambda.invoked" ? [event.requestId] : [])))
      .size,
    told: (await bodiesIn(at, told)).map(({ Body = "" }) => JSON.parse(Body) as unknown),
    dead: await bodiesIn(at, dead),
    lost: at.events.flatMap((event) => (event.kind === "lambda.lost" ? [event.reason] : [])),
    overS: Math.floor((world.clock.nowMs() - beganMs) / 1_000),
  };
}

async function bodiesIn(at: BoxWorld, QueueUrl: string) {
  const { Messages = [] } = await at.sqs.receiveMessage({
    QueueUrl,
    MaxNumberOfMessages: 10,
    MessageAttributeNames: ["All"],
  });
  return Messages.map(({ Body, MessageAttributes }) => ({ Body, MessageAttributes }));
}

/** $LATEST, a version and an alias, before and after an update. */
export async function versions(_args: undefined, { world }: JobContext): Promise<unknown> {
  const at = openBoxWorld(world);
  const code = (n: number) =>
    `let calls = 0; export const handler = async (e, c) => [${n}, ++calls, c.functionVersion, c.invokedFunctionArn.split(":").slice(7).join()]`;
  await at.fn("Worker", code(1), { Publish: true });
  await at.lambda.createAlias({ FunctionName: "Worker", Name: "live", FunctionVersion: "1" });
  const all = async (): Promise<readonly unknown[]> => {
    const answers: Answer[] = [];
    for (const Qualifier of [undefined, "1", "live"])
      answers.push(await at.invoke("Worker", {}, { Qualifier }));
    return answers.map(({ payload }) => payload);
  };
  const before = await all();
  const { zipOf } = await import("./box.fixture.ts");
  await at.lambda.updateFunctionCode({ FunctionName: "Worker", ZipFile: zipOf(code(2)) });
  const early = await refusalOf(at.lambda.publishVersion({ FunctionName: "Worker" }));
  await at.sleep(1_000);
  const { Version } = await at.lambda.publishVersion({ FunctionName: "Worker" });
  const again = await at.lambda.publishVersion({ FunctionName: "Worker" });
  await at.lambda.updateAlias({ FunctionName: "Worker", Name: "live", FunctionVersion: "2" });
  return { before, early, published: [Version, again.Version], after: await all() };
}

export async function refusals(_args: undefined, { world }: JobContext): Promise<unknown> {
  const at = openBoxWorld(world);
  await at.fn("Worker", "export const handler = async () => 1");
  return {
    tooLarge: await refusalOf(at.invoke("Worker", "x".repeat(6_291_457))),
    tooLargeAsync: await refusalOf(
      at.invoke("Worker", `"${"x".repeat(1_048_577)}"`, { InvocationType: "Event" }),
    ),
    notJson: await refusalOf(at.invoke("Worker", "{no")),
    nobody: await refusalOf(at.invoke("Nobody")),
    noVersion: await refusalOf(at.invoke("Worker", {}, { Qualifier: "7" })),
    dryRun: (await at.invoke("Worker", {}, { InvocationType: "DryRun" })).status,
  };
}

/** What a handler prints, as the caller gets its tail. */
export async function logged(_args: undefined, { world }: JobContext): Promise<unknown> {
  const at = openBoxWorld(world);
  await at.fn(
    "Worker",
    "export const handler = async () => { console.log('hello', { a: 1 }); console.error('bad'); return 1; }",
  );
  return { cold: (await at.invoke("Worker")).log, warm: (await at.invoke("Worker")).log };
}

/** A function that computes for ever: the box ends, and says whose fault it was. */
export async function endless(_args: undefined, { world }: JobContext): Promise<unknown> {
  const at = openBoxWorld(world);
  await at.fn("Spinner", "export const handler = async () => { for (;;); }");
  return at.invoke("Spinner");
}

/** One function calls another through the SDK, and the simulator by fetch. */
export async function chained(_args: undefined, { world }: JobContext): Promise<unknown> {
  const at = openBoxWorld(world);
  world.route("services.box", async ({ url }) => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ path: url.pathname }),
  }));
  await at.fn(
    "Inner",
    "export const handler = async ({ n }) => { if (n > 1) throw new TypeError('too many'); return n + 1; }",
  );
  await at.fn(
    "Outer",
    `import { LambdaClient, InvokeCommand } from "@aws-sdk/client-lambda"; const lambda = new LambdaClient({});
     export const handler = async ({ n }) => {
       const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: "Inner", Payload: JSON.stringify({ n }) }));
       const fetched = await (await fetch(process.env.AWS_ENDPOINT_URL + "/ping")).json();
       return [JSON.parse(Buffer.from(Payload).toString()).errorType ?? JSON.parse(Buffer.from(Payload).toString()), FunctionError ?? null, fetched.path];
     }`,
  );
  const good = await at.invoke("Outer", { n: 1 });
  const bad = await at.invoke("Outer", { n: 2 });
  const sources = at.events.flatMap((event) => (event.kind === "lambda.invoked" ? [event.source] : []));
  return { good: good.payload, bad: bad.payload, sources };
}

/** A topic with a function behind it, before and after SNS may invoke it. */
export async function subscribed(_args: undefined, { world }: JobContext): Promise<unknown> {
  const at = openBoxWorld(world);
  const Endpoint = await at.fn("Worker", "export const handler = async (event) => event");
  const { TopicArn } = await at.sns.createTopic({ Name: "OrderEvents" });
  await at.sns.subscribe({ TopicArn, Protocol: "lambda", Endpoint });
  await at.sns.publish({ TopicArn, Message: "refused" });
  await world.untilIdle();
  await at.lambda.addPermission({
    FunctionName: "Worker",
    StatementId: "sns",
    Action: "lambda:InvokeFunction",
    Principal: "sns.amazonaws.com",
    SourceArn: TopicArn,
  });
  const MessageAttributes = { n: { DataType: "Number", StringValue: "1" } };
  await at.sns.publish({ TopicArn, Message: "taken", Subject: "order", MessageAttributes });
  await world.untilIdle();
  return {
    failed: at.events.flatMap((event) => (event.kind === "sns.delivery-failed" ? [event.reason] : [])),
    events: at.events.flatMap((event) =>
      event.kind === "lambda.invoked" ? [JSON.parse(event.payload) as unknown] : [],
    ),
  };
}

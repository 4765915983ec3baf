// Room simulator/lambda/mapping, tests: a queue, a function that tells what it got, and the mapping between them, in the box.
import type { CreateEventSourceMappingRequest } from "@aws-sdk/client-lambda";
import type { JobContext } from "../../../box/thread.ts";
import { type BoxWorld, openBoxWorld } from "../box.fixture.ts";
import type { InvocationFault } from "../ports.ts";

export interface Sent {
  readonly atMs?: number;
  readonly body: string;
  readonly group?: string;
}

export interface MappedPlay {
  readonly code: string;
  readonly sends: readonly Sent[];
  readonly fifo?: boolean;
  readonly queue?: Readonly<Record<string, string>>;
  readonly maxReceiveCount?: number;
  readonly settings?: object;
  readonly mapping?: Partial<CreateEventSourceMappingRequest>;
  readonly reserved?: number;
  /** Sent before the mapping exists. */
  readonly sendsFirst?: boolean;
  /** The first invocations' weather, in order. */
  readonly weather?: readonly (InvocationFault | undefined)[];
  /** Ends there even if the world goes on. */
  readonly untilMs?: number;
}

export interface Mapped {
  /** Bodies of each invocation, with its moment and outcome. */
  readonly invocations: readonly { atMs: number; bodies: readonly string[]; outcome: string }[];
  readonly left: number;
  readonly parked: readonly string[];
  readonly first: unknown;
  readonly log: string;
}

const ARN = "arn:aws:sqs:us-east-1:000000000000:";

export async function playMapped(play: MappedPlay, { world }: JobContext): Promise<Mapped> {
  const weather = [...(play.weather ?? [])];
  const at = openBoxWorld(world, () => weather.shift());
  const suffix = play.fifo === true ? ".fifo" : "";
  const names = { queue: `Orders${suffix}`, dlq: `OrdersDlq${suffix}` };
  const fifo: Record<string, string> =
    play.fifo === true ? { FifoQueue: "true", ContentBasedDeduplication: "true" } : {};
  const { QueueUrl: dlq = "" } = await at.sqs.createQueue({ QueueName: names.dlq, Attributes: fifo });
  const { QueueUrl: queue = "" } = await at.sqs.createQueue({
    QueueName: names.queue,
    Attributes: {
      ...fifo,
      ...play.queue,
      ...(play.maxReceiveCount === undefined
        ? {}
        : {
            RedrivePolicy: JSON.stringify({
              deadLetterTargetArn: ARN + names.dlq,
              maxReceiveCount: play.maxReceiveCount,
            }),
          }),
    },
  });
  await at.fn("Worker", play.code, play.settings);
  if (play.reserved !== undefined)
    await at.lambda.putFunctionConcurrency({
      FunctionName: "Worker",
      ReservedConcurrentExecutions: play.reserved,
    });
  const map = () =>
    at.lambda.createEventSourceMapping({
      FunctionName: "Worker",
      EventSourceArn: ARN + names.queue,
      ...play.mapping,
    });
  if (play.sendsFirst !== true) {
    await map();
    await at.sleep(1_500);
  }
  const beganMs = world.clock.nowMs();
  await sendAll(at, queue, play.sends, beganMs);
  if (play.sendsFirst === true) await map();
  if (play.untilMs === undefined) await world.untilIdle();
  else await at.sleep(beganMs + play.untilMs - world.clock.nowMs());
  return told(at, { queue, dlq, beganMs });
}

/** A mapping whose function was deleted, and made again. */
export async function orphaned(_args: undefined, { world }: JobContext): Promise<unknown> {
  const at = openBoxWorld(world);
  const { QueueUrl = "" } = await at.sqs.createQueue({ QueueName: "Orders" });
  await at.fn("Worker", "export const handler = async () => {}");
  const { UUID } = await at.lambda.createEventSourceMapping({
    FunctionName: "Worker",
    EventSourceArn: `${ARN}Orders`,
  });
  await at.sleep(2_000);
  await at.lambda.deleteFunction({ FunctionName: "Worker" });
  await at.sqs.sendMessage({ QueueUrl, MessageBody: "a" });
  await world.untilIdle();
  const visible = async () =>
    (await at.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] })).Attributes?.[
      "ApproximateNumberOfMessages"
    ];
  const result = (await at.lambda.getEventSourceMapping({ UUID })).LastProcessingResult;
  const waiting = await visible();
  await at.fn("Worker", "export const handler = async () => {}");
  await world.untilIdle();
  return { result, waiting, after: await visible() };
}

async function sendAll(
  at: BoxWorld,
  QueueUrl: string,
  sends: readonly Sent[],
  beganMs: number,
): Promise<void> {
  for (const { atMs = 0, body, group } of sends) {
    const waitMs = beganMs + atMs - at.world.clock.nowMs();
    if (waitMs > 0) await at.sleep(waitMs);
    const ids = group === undefined ? {} : { MessageGroupId: group };
    await at.sqs.sendMessage({ QueueUrl, MessageBody: body, ...ids });
  }
}

async function told(
  at: BoxWorld,
  { queue, dlq, beganMs }: { queue: string; dlq: string; beganMs: number },
): Promise<Mapped> {
  const outcomes = new Map<string, string>();
  for (const event of at.events)
    if (event.kind === "lambda.ended") outcomes.set(event.requestId, event.errorType ?? event.outcome);
  const invoked = at.events.filter((event) => event.kind === "lambda.invoked");
  const { Attributes = {} } = await at.sqs.getQueueAttributes({ QueueUrl: queue, AttributeNames: ["All"] });
  const { Messages = [] } = await at.sqs.receiveMessage({ QueueUrl: dlq, MaxNumberOfMessages: 10 });
  const log = JSON.stringify(at.events.filter(({ kind }) => kind !== "lambda.function-created"));
  return {
    invocations: invoked.map(({ atMs, payload, requestId }) => ({
      atMs: Math.round(atMs - beganMs),
      bodies: (JSON.parse(payload) as { Records: { body: string }[] }).Records.map(({ body }) => body),
      outcome: outcomes.get(requestId) ?? "running",
    })),
    left:
      Number(Attributes["ApproximateNumberOfMessages"]) +
      Number(Attributes["ApproximateNumberOfMessagesNotVisible"]),
    parked: Messages.map(({ Body = "" }) => Body),
    first: JSON.parse(invoked[0]?.payload ?? "null") as unknown,
    log,
  };
}

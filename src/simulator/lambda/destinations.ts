// Room simulator/lambda: what becomes known of an asynchronous invocation when it is over: a record to a destination, the event itself to the
// function's dead letter queue (recorded: answers/test_lambda_destinations.json).
import type { Fields } from "../wire/index.ts";
import type { Condition, LambdaEvent } from "./events.ts";
import type { Invoked, Queued } from "./invocation.ts";
import { qualified, versionOf } from "./names.ts";
import type { LambdaPorts } from "./ports.ts";
import type { InvokeConfig, LambdaFunction, LambdaState } from "./state.ts";

/** An asynchronous invocation that is over. */
export interface Over {
  readonly fn: LambdaFunction;
  readonly target: Queued["target"];
  readonly requestId: string;
  readonly payload: string;
  readonly condition: Condition;
  readonly invoked: number;
  readonly last: Extract<Invoked, { kind: "ended" }> | undefined;
  readonly config: InvokeConfig | undefined;
}

export interface Telling {
  ended(over: Over): Promise<void>;
  /** Sends what is to be told; the reason where it could not be sent. */
  send(arn: string, body: string, fn: LambdaFunction, attributes?: Fields): Promise<string | undefined>;
}

export function createTelling(
  ports: LambdaPorts,
  state: LambdaState,
  record: (event: LambdaEvent) => void,
  enqueue: (queued: Queued) => void,
): Telling {
  const { clock, internal } = ports;

  async function ended(over: Over): Promise<void> {
    const { fn, condition, config } = over;
    const destination = condition === "Success" ? config?.onSuccess : config?.onFailure;
    if (destination !== undefined)
      await deliver(over, destination, recordOf(over, clock.epochMs + clock.nowMs()));
    if (condition === "Success") return;
    const { deadLetterArn } = (versionOf(fn, over.target.qualifier) ?? fn.latest).config;
    if (deadLetterArn !== undefined)
      await deliver(over, deadLetterArn, over.payload, deadLetterAttributes(over));
    else if (destination === undefined) note(over, "no destination and no dead letter queue");
  }

  async function deliver(over: Over, to: string, body: string, attributes?: Fields): Promise<void> {
    const { requestId, condition, fn } = over;
    const problem = await send(to, body, fn, attributes);
    if (problem !== undefined) return note(over, `${to}: ${problem}`);
    const as = attributes === undefined ? "destination" : "dead-letter";
    record({ kind: "lambda.told", requestId, condition, to, as, functionArn: fn.arn, atMs: clock.nowMs() });
  }

  function note({ requestId, condition, fn }: Over, reason: string): void {
    record({ kind: "lambda.lost", requestId, condition, reason, functionArn: fn.arn, atMs: clock.nowMs() });
  }

  async function send(
    arn: string,
    body: string,
    fn: LambdaFunction,
    attributes?: Fields,
  ): Promise<string | undefined> {
    const [, , service, region = fn.region] = arn.split(":");
    const by = { actor: `lambda:${fn.name}`, region };
    try {
      if (service === "sqs") {
        const QueueUrl = queueUrlOf(arn);
        const more = attributes === undefined ? {} : { MessageAttributes: attributes };
        await internal.call("sqs", "SendMessage", { QueueUrl, MessageBody: body, ...more }, by);
      } else if (service === "sns") {
        const more = attributes === undefined ? {} : { MessageAttributes: attributes };
        await internal.call("sns", "Publish", { TopicArn: arn, Message: body, ...more }, by);
      } else if (service === "lambda") return toFunction(arn, body, fn);
      else return `a destination of service ${service ?? ""} is not modelled`;
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  function toFunction(arn: string, payload: string, from: LambdaFunction): string | undefined {
    const [, , , , , , name, qualifier] = arn.split(":");
    const base = arn.split(":").slice(0, 7).join(":");
    const fn = state.functions.get(base);
    if (fn === undefined || versionOf(fn, qualifier) === undefined)
      return `Function not found: ${name ?? arn}`;
    enqueue({
      target: { fn, qualifier, arn: qualified(base, qualifier) },
      payload,
      source: `lambda:${from.name}`,
    });
    return undefined;
  }

  return { ended, send };
}

/** The URL by which an internal call names a queue: account and name are what counts. */
export function queueUrlOf(arn: string): string {
  const [, , , , account = "", name = ""] = arn.split(":");
  return `https://sqs/${account}/${name}`;
}

function recordOf({ fn, target, requestId, payload, condition, invoked, last }: Over, nowMs: number): string {
  const version = versionOf(fn, target.qualifier)?.version ?? "$LATEST";
  return JSON.stringify({
    version: "1.0",
    timestamp: new Date(Math.floor(nowMs)).toISOString(),
    requestContext: {
      requestId,
      functionArn: qualified(fn.arn, target.qualifier ?? "$LATEST"),
      condition,
      approximateInvokeCount: invoked,
    },
    requestPayload: JSON.parse(payload) as unknown,
    ...(last === undefined
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: version,
            ...(last.error === undefined ? {} : { functionError: "Unhandled" }),
          },
          responsePayload: JSON.parse(last.payload) as unknown,
        }),
  });
}

const MAX_ERROR_MESSAGE = 1_024;

function deadLetterAttributes({ requestId, last }: Over): Fields {
  const text = (StringValue: string) => ({ DataType: "String", StringValue });
  return {
    RequestID: text(requestId),
    ErrorCode: { DataType: "Number", StringValue: last === undefined ? "429" : "200" },
    ErrorMessage: text((last?.error?.errorMessage ?? "Rate Exceeded.").slice(0, MAX_ERROR_MESSAGE)),
  };
}

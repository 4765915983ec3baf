// Room target: whether an event source mapping hands a function the body that was sent. LocalStack 4.14.0 parses a body that is JSON and
// writes it anew, with other spaces, so that it is not the one that a dead letter queue keeps.
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { Control, Sender } from "../clients.ts";
import { type Ability, probeName } from "./ability.ts";
import { makeProbeRole } from "./probe-role.ts";
import { arnOf } from "./wired-queue.ts";

const BODIES = { json: '{"a":1}', control: "control" };
/** A mapping takes seconds to begin on an emulator; what it has taken by then and not deleted was not as sent. */
const LIMIT_MS = 20_000;
const POLL_MS = 250;
const ACTIVE_LIMIT_MS = 60_000;

/** Reports as failed what is not word for word one of the two. */
const CODE = `exports.handler = async ({ Records }) => ({
  batchItemFailures: Records.filter(({ body }) => !${JSON.stringify(Object.values(BODIES))}.includes(body))
    .map(({ messageId }) => ({ itemIdentifier: messageId })),
});`;

/** Sends JSON to one queue and plain text to another, the control, and looks which of them the function was handed as it was. */
export async function probeMappingBody(clients: Control): Promise<Ability> {
  const sdk = await import("@aws-sdk/client-lambda");
  const sqs = await import("@aws-sdk/client-sqs");
  const lambda = await clients.lambda();
  const FunctionName = probeName();
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const role = await makeProbeRole(clients);
    undo.push(() => role.remove());
    await createFunction(FunctionName, role.arn, lambda);
    undo.push(() => lambda.send(new sdk.DeleteFunctionCommand({ FunctionName })));
    const feed = async (MessageBody: string): Promise<string> => {
      const Attributes = { VisibilityTimeout: "60" };
      const made = await clients.sqs.send(new sqs.CreateQueueCommand({ QueueName: probeName(), Attributes }));
      const QueueUrl = made.QueueUrl ?? "";
      undo.push(() => clients.sqs.send(new sqs.DeleteQueueCommand({ QueueUrl })));
      await clients.sqs.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody }));
      const mapped = await lambda.send(
        new sdk.CreateEventSourceMappingCommand({
          FunctionName,
          EventSourceArn: await arnOf(QueueUrl, clients.sqs),
          FunctionResponseTypes: ["ReportBatchItemFailures"],
        }),
      );
      undo.push(() => lambda.send(new sdk.DeleteEventSourceMappingCommand({ UUID: mapped.UUID })));
      return QueueUrl;
    };
    const [json, control] = [await feed(BODIES.json), await feed(BODIES.control)];
    const isEmpty = async (QueueUrl: string): Promise<boolean> => {
      const { Attributes } = await clients.sqs.send(
        new sqs.GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        }),
      );
      return Object.values(Attributes ?? {}).every((count) => count === "0");
    };
    return await judge(
      () => isEmpty(json),
      () => isEmpty(control),
    );
  } finally {
    for (const one of undo.toReversed()) await one();
  }
}

async function createFunction(
  FunctionName: string,
  Role: string,
  lambda: Sender<LambdaClient>,
): Promise<void> {
  const sdk = await import("@aws-sdk/client-lambda");
  const { zipSync } = await import("fflate");
  await lambda.send(
    new sdk.CreateFunctionCommand({
      FunctionName,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role,
      Code: { ZipFile: zipSync({ "index.js": new TextEncoder().encode(CODE) }) },
    }),
  );
  for (const startMs = performance.now(); performance.now() - startMs < ACTIVE_LIMIT_MS;) {
    const { State } = await lambda.send(new sdk.GetFunctionConfigurationCommand({ FunctionName }));
    if (State !== "Pending") return;
    await pause();
  }
}

async function judge(json: () => Promise<boolean>, control: () => Promise<boolean>): Promise<Ability> {
  for (const startMs = performance.now(); performance.now() - startMs < LIMIT_MS;) {
    if ((await json()) && (await control())) return { has: true, evidence: "a body of JSON arrived as sent" };
    await pause();
  }
  return (await control())
    ? { has: false, evidence: "a body of JSON reaches a function written anew, and plain text as sent" }
    : { has: false, evidence: `no mapping brought a message within ${LIMIT_MS / 1000} s` };
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, POLL_MS));

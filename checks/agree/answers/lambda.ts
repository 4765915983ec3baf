// Checks: the requests behind answers of Lambda that were recorded from AWS: queues mapped to functions, and where asynchronous invocations
// end. The recorder's functions were Python; these are Node, so what a runtime says of an error is compared by its message.
import type * as sdk from "@aws-sdk/client-lambda";
import type { SNS } from "@aws-sdk/client-sns";
import type { Message, SQS } from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import type { Json } from "./compare.ts";
import type { Script as ScriptOf, Scripting as ScriptingOf } from "./script.ts";

export interface LambdaClients {
  readonly lambda: sdk.Lambda;
  readonly sqs: SQS;
  readonly sns: SNS;
}

type Script = ScriptOf<LambdaClients>;
type Scripting = ScriptingOf<LambdaClients>;

const ROLE = "arn:aws:iam::000000000000:role/worker";

/** Tells the queue `DESTINATION` what `tells` makes of an event, then answers or throws. */
const telling = (
  tells: string,
): string => `import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
const sqs = new SQSClient({});
const tell = (value) => sqs.send(new SendMessageCommand({ QueueUrl: process.env.DESTINATION, MessageBody: JSON.stringify(value) }));
export const handler = async (event, context) => { ${tells} };`;

const TELLS_EVENT = telling("await tell(event)");
const TELLS_WITH_VERSION = telling(
  "await tell({ function_version: context.functionVersion, CUSTOM_VAR: process.env.CUSTOM_VAR, event })",
);
const FAILS_AS_ASKED = telling(`
  const [{ body, attributes }] = event.Records;
  const error = Number(attributes.ApproximateReceiveCount) <= JSON.parse(body).fail_attempts ? "failed attempt" : null;
  await tell({ error, event });
  if (error !== null) throw new Error(error)`);
const REPORTS_FAILURES = telling(`
  const failed = event.Records.filter(({ body, attributes }) => Number(attributes.ApproximateReceiveCount) <= JSON.parse(body).fail_attempts);
  const result = JSON.parse(process.env.RESULT ?? "null") ?? { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  await tell({ event, result });
  return result`);
const ANSWERS = `export const handler = async (event, context) => {
  if (event.raise_error) throw new Error("Test exception (this is intentional)");
  if (event.message) throw new Error("intentional failure");
  return { event, context: { invoked_function_arn: context.invokedFunctionArn, function_version: context.functionVersion,
    function_name: context.functionName, memory_limit_in_mb: String(context.memoryLimitInMB), aws_request_id: context.awsRequestId,
    log_group_name: context.logGroupName, log_stream_name: context.logStreamName, client_context: null } };
};`;

interface Given {
  readonly code?: string;
  readonly settings?: Partial<sdk.CreateFunctionRequest>;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Queues of the script's own and a function that knows one of them as `DESTINATION`. */
async function stage(at: Scripting, { code = TELLS_EVENT, settings, variables }: Given = {}) {
  const destination = await queue(at, "destination");
  const FunctionName = at.name("worker");
  const created = await at.send("", ({ lambda }) =>
    lambda.createFunction({
      FunctionName,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: ROLE,
      Timeout: 5,
      Code: { ZipFile: zipSync({ "index.mjs": new TextEncoder().encode(code) }) },
      Environment: { Variables: { DESTINATION: destination, ...variables } },
      ...settings,
    }),
  );
  await until(at, async () => {
    const { State } = await at.send("", ({ lambda }) => lambda.getFunctionConfiguration({ FunctionName }));
    return State === "Active";
  });
  return { destination, FunctionName, created };
}

async function queue(at: Scripting, base: string, Attributes: Record<string, string> = {}): Promise<string> {
  const asked = { QueueName: at.name(base), Attributes };
  return String((await at.send("", ({ sqs }) => sqs.createQueue(asked)))["QueueUrl"]);
}

const LOOKS = 120;

async function until(at: Scripting, isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < LOOKS && !(await isSo()); look += 1) await at.wait(1);
}

/** Maps the queue `q` and answers the mapping's id once it runs. */
async function mapped(
  at: Scripting,
  label: string,
  asked: Partial<sdk.CreateEventSourceMappingRequest> = {},
  source = "q",
): Promise<string> {
  const request = { FunctionName: at.name("worker"), EventSourceArn: at.queueArn(source), ...asked };
  const { UUID } = await at.send(label, ({ lambda }) => lambda.createEventSourceMapping(request));
  if (UUID !== undefined && asked.Enabled !== false) await enabled(at, String(UUID));
  return String(UUID);
}

async function enabled(at: Scripting, UUID: string): Promise<Json> {
  let mapping: Json = {};
  await until(at, async () => {
    mapping = await at.send("", ({ lambda }) => lambda.getEventSourceMapping({ UUID }));
    return mapping["State"] === "Enabled";
  });
  return mapping;
}

const send = (at: Scripting, QueueUrl: string, MessageBody: string, more: object = {}) =>
  at.send("", ({ sqs }) => sqs.sendMessage({ QueueUrl, MessageBody, ...more }));

/** The first answer that holds a message. */
async function arrived(at: Scripting, QueueUrl: string, more: object = {}): Promise<Json> {
  let answer: Json = {};
  const asked = { QueueUrl, WaitTimeSeconds: 1, MessageAttributeNames: ["All"], ...more };
  await until(at, async () => {
    answer = await at.send("", ({ sqs }) => sqs.receiveMessage(asked));
    return messagesOf(answer).length > 0;
  });
  for (const { ReceiptHandle } of messagesOf(answer))
    if (!("VisibilityTimeout" in more))
      await at.send("", ({ sqs }) => sqs.deleteMessage({ QueueUrl, ReceiptHandle }));
  return answer;
}

const messagesOf = (answer: Json): readonly Message[] => (answer["Messages"] ?? []) as Message[]; // the SDK's own type

/** So many messages, by body; a little longer than they need, so that one too many shows. */
async function bodiesOf(at: Scripting, QueueUrl: string, isEnough: (bodies: readonly string[]) => boolean) {
  const bodies: string[] = [];
  const take = async () => {
    const answer = await at.send("", ({ sqs }) =>
      sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    bodies.push(...messagesOf(answer).map(({ Body = "" }) => Body));
  };
  await until(at, async () => {
    await take();
    return isEnough(bodies);
  });
  await take();
  return bodies.map((body) => JSON.parse(body) as unknown).toSorted(byText);
}

interface Told {
  readonly Records: readonly { readonly body: string }[];
}

/** The records of all events, by body. */
const recordsOf = (events: readonly unknown[]) =>
  (events as Told[]) // what TELLS_EVENT told
    .flatMap(({ Records }) => Records)
    .toSorted((one, other) => byText(one.body, other.body));

const byText = (one: unknown, other: unknown): number =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
const redrive = (at: Scripting, dead: string, maxReceiveCount: number) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: at.queueArn(dead), maxReceiveCount }),
});

const destinationUrl = (at: Scripting) =>
  at.send("get_destination_queue_url", ({ sqs }) => sqs.getQueueUrl({ QueueName: at.name("destination") }));

/** One message through a function that fails as often as the message says. */
const attempts =
  (failures: number, labels: readonly string[], dead?: string): Script =>
  async (at) => {
    const { destination } = await stage(at, { code: FAILS_AS_ASKED });
    await queue(at, "dead");
    const source = await queue(at, "q", {
      VisibilityTimeout: "5",
      ...(dead === undefined ? {} : redrive(at, "dead", labels.length)),
    });
    await destinationUrl(at);
    const UUID = await mapped(at, "", { BatchSize: 1 });
    if ("event_source_mapping" in at.recorded)
      await at.send("event_source_mapping", ({ lambda }) => lambda.getEventSourceMapping({ UUID }));
    const body = `{"destination": "${destination}", "fail_attempts": ${failures}}`;
    await send(at, source, body, labels.length === 1 ? { MessageAttributes: BOOK } : {});
    for (const label of labels) at.saw(label, await arrived(at, destination));
    if (dead !== undefined) at.saw(dead, await arrived(at, await queue(at, "dead")));
  };

const BOOK = {
  Title: { DataType: "String", StringValue: "The Whistler" },
  Author: { DataType: "String", StringValue: "John Grisham" },
  WeeksOn: { DataType: "Number", StringValue: "6" },
};

/** A batch that is answered so, whatever was in it. */
const answeredWith =
  (result: string, labels: readonly string[], dead?: string): Script =>
  async (at) => {
    const { destination } = await stage(at, { code: REPORTS_FAILURES, variables: { RESULT: result } });
    const deadUrl = await queue(at, "dead");
    const source = await queue(at, "q", { VisibilityTimeout: "5", ...redrive(at, "dead", 2) });
    await destinationUrl(at);
    await mapped(at, "", { FunctionResponseTypes: ["ReportBatchItemFailures"] });
    await send(at, source, '{"message": 1, "fail_attempts": 0}');
    for (const label of labels) at.saw(label, await arrived(at, destination));
    if (dead !== undefined) at.saw(dead, await arrived(at, deadUrl));
  };

/** The pattern that the answer repeats, the message that came through, and two that no such pattern lets through. */
const filtered: Script = async (at) => {
  const { destination } = await stage(at);
  const source = await queue(at, "q");
  const created = at.recorded["create_event_source_mapping_response"] as Json; // recorded by this test
  const { Filters } = created["FilterCriteria"] as { Filters: readonly { Pattern: unknown }[] }; // repeats the request
  const [event] = at.recorded["invocation_events"] as { Records: { body: unknown }[] }[]; // one event that matched
  await mapped(at, "create_event_source_mapping_response", {
    MaximumBatchingWindowInSeconds: 1,
    FilterCriteria: { Filters: Filters.map(({ Pattern }) => ({ Pattern: textOf(Pattern) })) },
  });
  await send(at, source, '{"unrelated":"none"}');
  await send(at, source, "this is a test string");
  for (const { body } of event?.Records ?? []) await send(at, source, textOf(body));
  at.saw("invocation_events", await bodiesOf(at, destination, (bodies) => bodies.length > 0));
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const badFilter =
  (Pattern: string): Script =>
  async (at) => {
    await stage(at);
    await queue(at, "q");
    const FilterCriteria = { Filters: [{ Pattern }] };
    await mapped(at, "create_event_source_mapping_exception", { FilterCriteria });
  };

/** Fifteen messages in two calls, all in batches no larger than asked. */
const ofBatchSize =
  (BatchSize: number): Script =>
  async (at) => {
    const { destination } = await stage(at);
    const QueueUrl = await queue(at, "q");
    const MaximumBatchingWindowInSeconds = 2;
    await mapped(at, "create-event-source-mapping-response", { BatchSize, MaximumBatchingWindowInSeconds });
    for (const [turn, count] of [10, 5].entries()) {
      const Entries = numbers(count).map((n) => ({
        Id: `${n}-${turn}`,
        MessageBody: `${n}-${turn}-message-${n}`,
      }));
      await at.send(`send-message-batch-result-${count}`, ({ sqs }) =>
        sqs.sendMessageBatch({ QueueUrl, Entries }),
      );
    }
    const all = (bodies: readonly string[]) => recordsOf(bodies.map((body) => JSON.parse(body))).length >= 15;
    at.saw("Records", recordsOf(await bodiesOf(at, destination, all)));
  };

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** An asynchronous invocation, and what the destination gets of it. */
const ended =
  (payload: object, retries?: number): Script =>
  async (at) => {
    const { destination, FunctionName } = await stage(at, { code: ANSWERS });
    const to = { Destination: at.queueArn("destination") };
    await at.send("put_function_event_invoke_config", ({ lambda }) =>
      lambda.putFunctionEventInvokeConfig({
        FunctionName,
        DestinationConfig: { OnSuccess: to, OnFailure: to },
        ...(retries === undefined ? {} : { MaximumRetryAttempts: retries }),
      }),
    );
    await invokeLater(at, FunctionName, payload);
    at.saw("receive_message_result", await arrived(at, destination));
  };

const invokeLater = (at: Scripting, FunctionName: string, payload: object) =>
  at.send("", ({ lambda }) =>
    lambda.invoke({ FunctionName, InvocationType: "Event", Payload: JSON.stringify(payload) }),
  );

/** A topic that invokes the function. */
async function subscribedToTopic(at: Scripting, Attributes: Record<string, string> = {}) {
  const { destination, FunctionName, created } = await stage(at);
  const { TopicArn } = await at.send("", ({ sns }) => sns.createTopic({ Name: at.name("t"), Attributes }));
  await at.send("", ({ lambda }) =>
    lambda.addPermission({
      FunctionName,
      StatementId: "topic",
      Action: "lambda:InvokeFunction",
      Principal: "sns.amazonaws.com",
      SourceArn: String(TopicArn),
    }),
  );
  const asked = { TopicArn: String(TopicArn), Protocol: "lambda", Endpoint: String(created["FunctionArn"]) };
  const { SubscriptionArn } = await at.send("", ({ sns }) => sns.subscribe(asked));
  return { destination, FunctionName, TopicArn: String(TopicArn), SubscriptionArn: String(SubscriptionArn) };
}

const notified =
  (Subject: string, attributes: Record<string, string> = {}): Script =>
  async (at) => {
    const { destination, TopicArn } = await subscribedToTopic(at, attributes);
    await at.send("", ({ sns }) => sns.publish({ TopicArn, Subject, Message: "Hello world." }));
    const [event] = await bodiesOf(at, destination, (bodies) => bodies.length > 0);
    const { Records } = event as { Records: { Sns: unknown }[] }; // what TELLS_EVENT told
    at.saw("notification", Records[0]?.Sns);
  };

const TOPICS = "TestSNSSubscriptionLambda::";
const MAPPINGS = "TestSQSEventSourceMapping::";
const DESTINATIONS = "TestLambdaDestinationSqs::";
const SEVERE = { raise_error: 1 };

const SCRIPTS: Readonly<Record<string, Script>> = {
  test_failing_lambda_retries_after_visibility_timeout: attempts(1, ["first_attempt", "second_attempt"]),
  test_redrive_policy_with_failing_lambda: attempts(2, ["first_attempt", "second_attempt"], "dlq_response"),
  test_message_body_and_attributes_passed_correctly: attempts(0, ["first_attempt"]),
  test_report_batch_item_failures_invalid_result_json_batch_fails: answeredWith(
    '{"batchItemFailures":[{"foo":"notvalid"}]}',
    ["first_invocation", "second_invocation"],
    "dlq_response",
  ),
  test_report_batch_item_failures_empty_json_batch_succeeds: answeredWith("{}", ["first_invocation"]),
  test_report_batch_item_failures: async (at) => {
    const { destination } = await stage(at, { code: REPORTS_FAILURES });
    const fifo = { FifoQueue: "true" };
    const dead = await queue(at, "dead.fifo", fifo);
    const QueueUrl = await queue(at, "q.fifo", {
      ...fifo,
      VisibilityTimeout: "5",
      ...redrive(at, "dead.fifo", 2),
    });
    await destinationUrl(at);
    const Entries = [0, 1, 1, 2].map((failures, index) => ({
      Id: `message-${index + 1}`,
      MessageBody: `{"message": ${index + 1}, "fail_attempts": ${failures}}`,
      MessageGroupId: "1",
      MessageDeduplicationId: `dedup-${index + 1}`,
    }));
    await at.send("send_message_batch", ({ sqs }) => sqs.sendMessageBatch({ QueueUrl, Entries }));
    const asked: Partial<sdk.CreateEventSourceMappingRequest> = {
      BatchSize: 10,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    };
    await mapped(at, "create_event_source_mapping", asked, "q.fifo");
    at.saw("first_invocation", await arrived(at, destination));
    at.saw("second_invocation", await arrived(at, destination));
    at.saw("dlq_response", await arrived(at, dead));
  },
  test_report_batch_item_failures_on_lambda_error: async (at) => {
    await stage(at, { code: REPORTS_FAILURES });
    const dead = await queue(at, "dead");
    const QueueUrl = await queue(at, "q", { VisibilityTimeout: "5", ...redrive(at, "dead", 1) });
    const bodies = ["{not a json body", '{"message": 2, "fail_attempts": 0}'];
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await at.send("", ({ sqs }) => sqs.sendMessageBatch({ QueueUrl, Entries }));
    await mapped(at, "", {
      MaximumBatchingWindowInSeconds: 1,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
    const both = [
      ...messagesOf(await arrived(at, dead, { MaxNumberOfMessages: 1 })),
      ...messagesOf(await arrived(at, dead, { MaxNumberOfMessages: 1 })),
    ];
    at.saw(
      "dlq_messages",
      both.toSorted((one, other) => Number(one.Body !== bodies[0]) - Number(other.Body !== bodies[0])),
    );
  },
  test_sqs_queue_as_lambda_dead_letter_queue: async (at) => {
    const DeadLetterConfig = { TargetArn: at.queueArn("dead") };
    const dead = await queue(at, "dead");
    const { FunctionName, created } = await stage(at, { code: ANSWERS, settings: { DeadLetterConfig } });
    at.saw("lambda-response-dlq-config", created["DeadLetterConfig"]);
    await at.send("", ({ lambda }) =>
      lambda.putFunctionEventInvokeConfig({ FunctionName, MaximumRetryAttempts: 0 }),
    );
    await invokeLater(at, FunctionName, SEVERE);
    at.saw("messages", await arrived(at, dead));
  },
  [`${MAPPINGS}test_event_source_mapping_default_batch_size`]: async (at) => {
    await stage(at);
    await queue(at, "q");
    await queue(at, "other");
    const UUID = await mapped(at, "create-event-source-mapping");
    const BatchSize = 15;
    await at.send("invalid-update-event-source-mapping", ({ lambda }) =>
      lambda.updateEventSourceMapping({ UUID, BatchSize }),
    );
    await mapped(at, "invalid-create-event-source-mapping", { BatchSize }, "other");
  },
  [`${MAPPINGS}test_sqs_event_source_mapping`]: async (at) => {
    const { destination } = await stage(at);
    const source = await queue(at, "q");
    await mapped(at, "create-event-source-mapping-response", { MaximumBatchingWindowInSeconds: 1 });
    await send(at, source, '{"foo": "bar"}');
    at.saw("events", await bodiesOf(at, destination, (bodies) => bodies.length > 0));
  },
  [`${MAPPINGS}test_sqs_event_source_mapping_update`]: async (at) => {
    const variables = (CUSTOM_VAR: string) => ({ DESTINATION: destination, CUSTOM_VAR });
    const { destination, FunctionName } = await stage(at, {
      code: TELLS_WITH_VERSION,
      variables: { CUSTOM_VAR: "a" },
    });
    const publish = async () =>
      String((await at.send("", ({ lambda }) => lambda.publishVersion({ FunctionName })))["FunctionArn"]);
    const source = await queue(at, "q");
    const UUID = await mapped(at, "create-event-source-mapping-response", {
      FunctionName: await publish(),
      MaximumBatchingWindowInSeconds: 1,
    });
    await send(at, source, '{"foo": "bar"}');
    const first = await bodiesOf(at, destination, (bodies) => bodies.length > 0);
    at.saw("events", first);
    await at.send("", ({ lambda }) =>
      lambda.updateFunctionConfiguration({ FunctionName, Environment: { Variables: variables("b") } }),
    );
    await until(at, async () => {
      const now = await at.send("", ({ lambda }) => lambda.getFunctionConfiguration({ FunctionName }));
      return now["LastUpdateStatus"] === "Successful";
    });
    const second = await publish();
    await at.send("updated_esm", ({ lambda }) =>
      lambda.updateEventSourceMapping({ UUID, FunctionName: second }),
    );
    at.saw("updated_event_source_mapping", await enabled(at, UUID));
    await send(at, source, '{"foo": "bar2"}');
    const more = await bodiesOf(at, destination, (bodies) => bodies.length > 0);
    at.saw("events_postupdate", [...first, ...more]);
  },
  [`${MAPPINGS}test_duplicate_event_source_mappings`]: async (at) => {
    await stage(at);
    await queue(at, "q");
    await mapped(at, "create");
    await mapped(at, "error");
  },
  [`${MAPPINGS}test_sqs_invalid_event_filter[simple string]`]: badFilter("simple string"),
  [`${MAPPINGS}test_sqs_invalid_event_filter[invalid_filter2]`]: badFilter('[{"eventSource": ["aws:sqs"]}]'),
  [`${MAPPINGS}test_sqs_invalid_event_filter[invalid_filter3]`]: badFilter('{"eventSource": []}'),
  [`${MAPPINGS}test_sqs_event_source_mapping_batching_reserved_concurrency`]: async (at) => {
    const { destination, FunctionName } = await stage(at);
    const QueueUrl = await queue(at, "q");
    await at.send("put_concurrency_resp", ({ lambda }) =>
      lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 2 }),
    );
    for (const turn of numbers(3)) {
      const Entries = numbers(10).map((n) => ({ Id: `${n}-${turn}`, MessageBody: `${n}-${turn}-message` }));
      await at.send("", ({ sqs }) => sqs.sendMessageBatch({ QueueUrl, Entries }));
    }
    await mapped(at, "create-event-source-mapping-response", {
      BatchSize: 20,
      MaximumBatchingWindowInSeconds: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    const all = (bodies: readonly string[]) => recordsOf(bodies.map((body) => JSON.parse(body))).length >= 30;
    const events = await bodiesOf(at, destination, all);
    at.saw("batch_info", { total_batches_received: events.length });
    at.saw("Records", recordsOf(events));
  },
  test_fifo_message_group_parallelism: async (at) => {
    await stage(at);
    await queue(at, "q.fifo", { FifoQueue: "true" });
    const UUID = await mapped(at, "create_esm_disabled", { Enabled: false, BatchSize: 1 }, "q.fifo");
    await at.send("update_esm_enabling", ({ lambda }) =>
      lambda.updateEventSourceMapping({ UUID, Enabled: true }),
    );
    at.saw("get_esm_enabled", await enabled(at, UUID));
  },
  test_esm_with_not_existing_sqs_queue: async (at) => {
    await stage(at);
    await mapped(at, "error", {}, "gone");
  },
  [`${DESTINATIONS}test_assess_lambda_destination_invocation[Success-payload0]`]: ended({}),
  [`${DESTINATIONS}test_assess_lambda_destination_invocation[payload0]`]: ended({}, 0),
  [`${DESTINATIONS}test_assess_lambda_destination_invocation[payload1]`]: ended(SEVERE, 0),
  [`${DESTINATIONS}test_lambda_destination_default_retries`]: ended(SEVERE),
  [`${DESTINATIONS}test_retries`]: async (at) => {
    const { destination, FunctionName } = await stage(at, { code: ANSWERS });
    const DestinationConfig = { OnFailure: { Destination: at.queueArn("destination") } };
    await at.send("", ({ lambda }) =>
      lambda.putFunctionEventInvokeConfig({ FunctionName, DestinationConfig, MaximumRetryAttempts: 2 }),
    );
    await invokeLater(at, FunctionName, { message: "one" });
    const asked = { AttributeNames: ["All"], VisibilityTimeout: 0 };
    await arrived(at, destination, asked); // the recorder looked twice
    at.saw("queue_destination_payload", await arrived(at, destination, asked));
  },
  [`${TOPICS}test_python_lambda_subscribe_sns_topic`]: notified("[Subject] Test subject"),
  [`${TOPICS}test_publish_lambda_verify_signature[1]`]: notified("[Subject] Test subject Signature v1", {
    SignatureVersion: "1",
  }),
  [`${TOPICS}test_publish_lambda_verify_signature[2]`]: notified("[Subject] Test subject Signature v2", {
    SignatureVersion: "2",
  }),
  [`${TOPICS}test_redrive_policy_lambda_subscription`]: async (at) => {
    const { FunctionName, TopicArn, SubscriptionArn } = await subscribedToTopic(at);
    const Resource = at.queueArn("dead");
    const statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource };
    const dead = await queue(at, "dead", {
      Policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    });
    const AttributeValue = JSON.stringify({ deadLetterTargetArn: at.queueArn("dead") });
    await at.send("", ({ sns }) =>
      sns.setSubscriptionAttributes({ SubscriptionArn, AttributeName: "RedrivePolicy", AttributeValue }),
    );
    await at.send("subscription-attributes", ({ sns }) => sns.getSubscriptionAttributes({ SubscriptionArn }));
    await at.send("", ({ lambda }) => lambda.deleteFunction({ FunctionName }));
    const MessageAttributes = { attr1: { DataType: "Number", StringValue: "1" } };
    await at.send("", ({ sns }) =>
      sns.publish({ TopicArn, Message: "test_redrive_policy", MessageAttributes }),
    );
    at.saw("messages", await arrived(at, dead));
  },
  [`${DESTINATIONS}test_maxeventage`]: async (at) => {
    const { destination, FunctionName } = await stage(at, { code: ANSWERS });
    const DestinationConfig = { OnFailure: { Destination: at.queueArn("destination") } };
    const ages = { no_retry_failure_message: 60, single_retry_failure_message: 100 };
    for (const [label, MaximumEventAgeInSeconds] of Object.entries(ages)) {
      const asked = { FunctionName, DestinationConfig, MaximumRetryAttempts: 2, MaximumEventAgeInSeconds };
      await at.send("", ({ lambda }) => lambda.putFunctionEventInvokeConfig(asked));
      await invokeLater(at, FunctionName, { message: "one" });
      const answer = await arrived(at, destination, { AttributeNames: ["All"] });
      at.saw(label, messagesOf(answer)[0]);
    }
  },
};

/** The script behind a test id; for filters and batch sizes the id or the answer tells what was asked. */
export function lambdaScriptOf(id: string, recorded: Json): Script | undefined {
  const size = /test_sqs_event_source_mapping_batch_size\[(\d+)\]$/.exec(id)?.[1];
  if (size !== undefined) return ofBatchSize(Number(size));
  if (id.includes("::test_sqs_event_filter[") && "invocation_events" in recorded) return filtered;
  return SCRIPTS[id];
}

/** Without what only a runtime of the recorder's language says, and the null that AWS left out from 2025 on (`md5OfMessageAttributes`). */
export function tidyLambda(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => tidyLambda(one));
  const read: unknown =
    typeof value === "string" && value.includes('"errorMessage"') ? JSON.parse(value) : value;
  if (typeof read !== "object" || read === null || read instanceof Date) return read;
  if ("errorMessage" in read && ("stackTrace" in read || "trace" in read))
    return { errorMessage: read.errorMessage };
  return Object.fromEntries(
    Object.entries(read)
      .filter(([name, one]) => name !== "md5OfMessageAttributes" || one !== null)
      .map(([name, one]) => [name, tidyLambda(one)]),
  );
}

// Event source mappings as the API knows them: states, settings, and what is refused in AWS's words.
import { describe, expect, test } from "vitest";
import { refusal, world } from "../world.fixture.ts";

const SOURCE = "arn:aws:sqs:us-east-1:000000000000:Orders";
const FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:Worker";

async function mapped(settings: object = {}, queue: Record<string, string> = {}) {
  const at = world();
  await at.create("Worker", settings);
  await at.sqs.createQueue({ QueueName: "Orders", Attributes: queue });
  await at.sqs.createQueue({ QueueName: "Ledger.fifo", Attributes: { FifoQueue: "true" } });
  const map = (more: object = {}) =>
    at.lambda.createEventSourceMapping({ FunctionName: "Worker", EventSourceArn: SOURCE, ...more });
  return { ...at, map };
}

describe("a mapping's life", () => {
  test("ESM-02: it is Creating, then Enabled, with AWS's defaults (recorded: test_event_source_mapping_default_batch_size)", async () => {
    const { map, lambda, clock } = await mapped();
    const { $metadata: metadata, ...created } = await map();
    const UUID = created.UUID ?? "";
    expect(metadata.httpStatusCode).toBe(202);
    expect(created).toEqual({
      BatchSize: 10,
      EventSourceArn: SOURCE,
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${UUID}`,
      FunctionArn: FUNCTION,
      FunctionResponseTypes: [],
      LastModified: new Date("2026-01-01T00:00:00.000Z"),
      MaximumBatchingWindowInSeconds: 0,
      State: "Creating",
      StateTransitionReason: "USER_INITIATED",
      UUID,
    });
    expect((await refusal(lambda.updateEventSourceMapping({ UUID, BatchSize: 1 })))[0]).toBe(
      "ResourceInUseException",
    );
    await clock.advanceBy(1_000);
    const state = async () => (await lambda.getEventSourceMapping({ UUID })).State;
    expect(await state()).toBe("Enabled");
    const updated = await lambda.updateEventSourceMapping({ UUID, BatchSize: 1, Enabled: false });
    expect([updated.State, updated.BatchSize]).toEqual(["Disabling", 1]);
    await clock.advanceBy(1_000);
    expect(await state()).toBe("Disabled");
    expect((await lambda.updateEventSourceMapping({ UUID, Enabled: true })).State).toBe("Enabling");
    await clock.advanceBy(1_000);
    expect((await lambda.deleteEventSourceMapping({ UUID })).State).toBe("Deleting");
    await clock.advanceBy(1_000);
    expect(await refusal(state())).toEqual([
      "ResourceNotFoundException",
      "The resource you requested does not exist.",
      404,
    ]);
  });

  test("one that is created disabled says so at once (recorded: test_fifo_message_group_parallelism)", async () => {
    const { map, lambda } = await mapped();
    expect((await map({ Enabled: false })).State).toBe("Disabled");
    expect(
      (await lambda.listEventSourceMappings({ FunctionName: "Worker" })).EventSourceMappings,
    ).toHaveLength(1);
    expect(
      (await lambda.listEventSourceMappings({ EventSourceArn: `${SOURCE}2` })).EventSourceMappings,
    ).toEqual([]);
  });
});

describe("refused", () => {
  const INVALID = "InvalidParameterValueException";
  test.each<[string, object, string, string | RegExp]>([
    [
      "ESM-02: a batch over ten without a window",
      { BatchSize: 11 },
      INVALID,
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    ],
    [
      "ESM-02: a batch over ten on FIFO",
      { BatchSize: 11, EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:Ledger.fifo" },
      INVALID,
      /FIFO/,
    ],
    [
      "ESM-02: a batch over 10,000",
      { BatchSize: 10_001 },
      "ValidationException",
      /less than or equal to 10000$/,
    ],
    [
      "ESM-03: a window over 300 seconds",
      { MaximumBatchingWindowInSeconds: 301 },
      "ValidationException",
      /less than or equal to 300$/,
    ],
    [
      "ESM-03: a window on FIFO",
      { MaximumBatchingWindowInSeconds: 1, EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:Ledger.fifo" },
      INVALID,
      /FIFO/,
    ],
    [
      "ESM-16: a maximum concurrency of one",
      { ScalingConfig: { MaximumConcurrency: 1 } },
      "ValidationException",
      /greater than or equal to 2$/,
    ],
    [
      "ESM-16: a maximum concurrency of 1,001",
      { ScalingConfig: { MaximumConcurrency: 1_001 } },
      "ValidationException",
      /less than or equal to 1000$/,
    ],
    [
      "ESM-20: a queue that does not exist",
      { EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:Nowhere" },
      INVALID,
      "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.",
    ],
    ["a function that does not exist", { FunctionName: "Nobody" }, INVALID, "Function does not exist"],
    [
      "a filter that is no pattern",
      { FilterCriteria: { Filters: [{ Pattern: "simple string" }] } },
      INVALID,
      "Invalid filter pattern definition.",
    ],
    [
      "a filter of null",
      { FilterCriteria: { Filters: [{ Pattern: "null" }] } },
      INVALID,
      "Invalid filter pattern definition.",
    ],
    [
      "a filter whose value is no list",
      { FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":"b"}}' }] } },
      INVALID,
      "Invalid filter pattern definition.",
    ],
    ["what only a stream has", { BisectBatchOnFunctionError: true }, INVALID, /BisectBatchOnFunctionError/],
    [
      "Kinesis",
      { EventSourceArn: "arn:aws:kinesis:us-east-1:000000000000:stream/s" },
      "NotImplemented",
      /kinesis/,
    ],
  ])("%s", async (_name, input, code, words) => {
    const { map } = await mapped();
    const [name, message] = await refusal(map(input));
    expect(name).toBe(code);
    expect(message).toMatch(words);
  });

  test("ESM-13: a queue whose messages are visible again before the function's time is up", async () => {
    const { map } = await mapped({ Timeout: 60 }, { VisibilityTimeout: "30" });
    expect(await refusal(map())).toEqual([
      INVALID,
      "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds",
      400,
    ]);
  });

  test("the same source and function twice (recorded: test_duplicate_event_source_mappings)", async () => {
    const { map } = await mapped();
    const { UUID = "" } = await map();
    expect(await refusal(map())).toEqual([
      "ResourceConflictException",
      `An event source mapping with SQS arn (" ${SOURCE} ") and function (" Worker ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
      409,
    ]);
  });
});

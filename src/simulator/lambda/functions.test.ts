// Functions and what belongs to them, through the official SDK: what is answered, what is refused and in which words.
import { describe, expect, test } from "vitest";
import { zipOf } from "./box.fixture.ts";
import { refusal, world } from "./world.fixture.ts";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:Worker";

describe("CreateFunction", () => {
  test("answers Pending, and a moment later it is Active (recorded: test_dead_letter_queue)", async () => {
    const { create, lambda, clock } = world();
    const { $metadata: _, ...answer } = await create("Worker", {
      Timeout: 30,
      Environment: { Variables: { AB: "c" } },
    });
    expect(answer).toEqual({
      Architectures: ["x86_64"],
      CodeSha256: expect.stringMatching(/^[\w+/]{43}=$/),
      CodeSize: expect.any(Number),
      Description: "",
      Environment: { Variables: { AB: "c" } },
      EphemeralStorage: { Size: 512 },
      FunctionArn: ARN,
      FunctionName: "Worker",
      Handler: "index.handler",
      LastModified: "2026-01-01T00:00:00.000+0000",
      LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/Worker" },
      MemorySize: 128,
      PackageType: "Zip",
      RevisionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Role: "arn:aws:iam::000000000000:role/worker",
      Runtime: "nodejs22.x",
      RuntimeVersionConfig: {
        RuntimeVersionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1::runtime:/),
      },
      SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
      State: "Pending",
      StateReason: "The function is being created.",
      StateReasonCode: "Creating",
      Timeout: 30,
      TracingConfig: { Mode: "PassThrough" },
      Version: "$LATEST",
    });
    await clock.advanceBy(1_000);
    const after = await lambda.getFunctionConfiguration({ FunctionName: "Worker" });
    expect([after.State, after.LastUpdateStatus]).toEqual(["Active", "Successful"]);
  });

  test.each<[string, object, string, RegExp | string]>([
    ["no code", { Code: {} }, "InvalidParameterValueException", "Please provide a source for function code."],
    [
      "no zip",
      { Code: { ZipFile: Buffer.from("text") } },
      "InvalidParameterValueException",
      /^Could not unzip uploaded file/,
    ],
    [
      "a role that does not exist",
      { Role: "arn:aws:iam::000000000000:role/nobody" },
      "InvalidParameterValueException",
      "The role defined for the function cannot be assumed by Lambda.",
    ],
    [
      "a role that is none",
      { Role: "nope" },
      "ValidationException",
      /Value 'nope' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern/,
    ],
    [
      "too long a timeout",
      { Timeout: 901 },
      "ValidationException",
      "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
    ],
    [
      "too little memory",
      { MemorySize: 64 },
      "ValidationException",
      /Member must have value greater than or equal to 128$/,
    ],
    [
      "a reserved variable",
      { Environment: { Variables: { AWS_REGION: "x" } } },
      "InvalidParameterValueException",
      /Reserved keys used in this request: AWS_REGION$/,
    ],
    [
      "variables over 4 KB",
      { Environment: { Variables: { AB: "x".repeat(4_097) } } },
      "InvalidParameterValueException",
      /exceeded the 4KB limit/,
    ],
    [
      "a name that is none",
      { FunctionName: "a b" },
      "ValidationException",
      /at 'functionName' failed to satisfy constraint/,
    ],
    ["no such runtime", { Runtime: "cobol" }, "InvalidParameterValueException", /^Value cobol at 'runtime'/],
    [
      "another language",
      { Runtime: "python3.13" },
      "NotImplemented",
      "lambda functions with runtime python3.13 is not implemented by this simulator",
    ],
    [
      "a description too long",
      { Description: "x".repeat(257) },
      "ValidationException",
      /at 'description' failed to satisfy constraint: Member must have length less than or equal to 256$/,
    ],
    [
      "a time zone, which a thread has not",
      { Environment: { Variables: { TZ: "Asia/Tokyo" } } },
      "NotImplemented",
      /the variable TZ, other than UTC/,
    ],
    [
      "a wrapper around the runtime",
      { Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap" } } },
      "NotImplemented",
      /AWS_LAMBDA_EXEC_WRAPPER/,
    ],
    ["layers", { Layers: ["arn:aws:lambda:us-east-1:1:layer:a:1"] }, "NotImplemented", /Layers/],
    [
      "a container image",
      { PackageType: "Image", Code: { ImageUri: "x" } },
      "NotImplemented",
      /container images/,
    ],
    [
      "code in S3, and no such bucket",
      { Code: { S3Bucket: "bundles", S3Key: "worker.zip" } },
      "InvalidParameterValueException",
      "Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist",
    ],
  ])("refuses %s", async (_name, settings, code, message) => {
    const [name, words] = await refusal(world().create("Worker", settings));
    expect(name).toBe(code);
    expect(words).toMatch(message);
  });

  test("takes its code from S3", async () => {
    const { create, s3 } = world();
    await s3.createBucket({ Bucket: "bundles" });
    await s3.putObject({ Bucket: "bundles", Key: "worker.zip", Body: zipOf("export const handler = 1") });
    const inline = await create("Inline", {}, "export const handler = 1");
    const stored = await create("Worker", { Code: { S3Bucket: "bundles", S3Key: "worker.zip" } });
    expect(stored.CodeSha256).toBe(inline.CodeSha256);
  });

  test("refuses a second of the same name", async () => {
    const { create } = world();
    await create("Worker");
    expect(await refusal(create("Worker"))).toEqual([
      "ResourceConflictException",
      "Function already exist: Worker",
      409,
    ]);
  });
});

test("Invoke without a runtime is refused by name", async () => {
  const { create, clock, lambda } = world();
  await create("Worker");
  await clock.advanceBy(1_000);
  expect(await refusal(lambda.invoke({ FunctionName: "Worker" }))).toEqual([
    "NotImplemented",
    "lambda Invoke without a runtime is not implemented by this simulator",
    501,
  ]);
});

test("an operation that is not modelled is refused by name", async () => {
  const [name, message, status] = await refusal(world().lambda.listLayers({}));
  expect([name, message, status]).toEqual([
    "NotImplemented",
    "lambda ListLayers is not implemented by this simulator",
    501,
  ]);
});

test("a function is found by name, partial ARN and ARN, listed, and gone when deleted", async () => {
  const { create, lambda } = world();
  await create("Worker", { Tags: { team: "orders" } });
  await create("Another");
  for (const FunctionName of ["Worker", "000000000000:function:Worker", ARN, `${ARN}:$LATEST`])
    expect((await lambda.getFunction({ FunctionName })).Configuration?.FunctionName).toBe("Worker");
  expect((await lambda.getFunction({ FunctionName: "Worker" })).Tags).toEqual({ team: "orders" });
  const first = await lambda.listFunctions({ MaxItems: 1 });
  const second = await lambda.listFunctions({ Marker: first.NextMarker });
  expect([first, second].map(({ Functions = [] }) => Functions.map((one) => one.FunctionName))).toEqual([
    ["Another"],
    ["Worker"],
  ]);
  await lambda.deleteFunction({ FunctionName: "Worker" });
  expect(await refusal(lambda.getFunction({ FunctionName: "Worker" }))).toEqual([
    "ResourceNotFoundException",
    `Function not found: ${ARN}`,
    404,
  ]);
});

test("an update is refused while the last one is on its way; a revision that is old is refused", async () => {
  const { create, lambda, clock } = world();
  const { RevisionId = "" } = await create("Worker");
  const set = (more: object = {}) =>
    lambda.updateFunctionConfiguration({ FunctionName: "Worker", Timeout: 5, ...more });
  expect((await refusal(set()))[0]).toBe("ResourceConflictException");
  await clock.advanceBy(1_000);
  const updated = await set({ RevisionId });
  expect([updated.Timeout, updated.State, updated.LastUpdateStatus]).toEqual([5, "Active", "InProgress"]);
  expect((await refusal(set()))[0]).toBe("ResourceConflictException");
  await clock.advanceBy(500);
  expect((await refusal(set({ RevisionId })))[0]).toBe("PreconditionFailedException");
});

test("permissions make a policy, and are taken from it", async () => {
  const { create, lambda } = world();
  await create("Worker");
  const topic = "arn:aws:sns:us-east-1:000000000000:OrderEvents";
  const add = () =>
    lambda.addPermission({
      FunctionName: "Worker",
      StatementId: "sns",
      Action: "lambda:InvokeFunction",
      Principal: "sns.amazonaws.com",
      SourceArn: topic,
    });
  const statement = {
    Sid: "sns",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: ARN,
    Condition: { ArnLike: { "AWS:SourceArn": topic } },
  };
  expect(JSON.parse((await add()).Statement ?? "")).toEqual(statement);
  expect((await refusal(add()))[0]).toBe("ResourceConflictException");
  const { Policy = "" } = await lambda.getPolicy({ FunctionName: "Worker" });
  expect(JSON.parse(Policy)).toEqual({ Version: "2012-10-17", Id: "default", Statement: [statement] });
  await lambda.removePermission({ FunctionName: "Worker", StatementId: "sns" });
  expect(await refusal(lambda.getPolicy({ FunctionName: "Worker" }))).toEqual([
    "ResourceNotFoundException",
    "The resource you requested does not exist.",
    404,
  ]);
});

test.each([
  [
    "no ARN",
    "x",
    /^1 validation error detected: Value 'x' at 'destinationConfig.onFailure.destination' failed/,
  ],
  [
    "a function that is not there",
    "arn:aws:lambda:us-east-1:000000000000:function:nowhere",
    /^The destination ARN arn:aws:lambda:us-east-1:000000000000:function:nowhere is invalid\.$/,
  ],
  [
    "itself",
    "arn:aws:lambda:us-east-1:000000000000:function:Worker",
    /^You can't specify the function as a destination for itself\.$/,
  ],
])("what becomes of events is not told to %s", async (_, Destination, words) => {
  const { create, lambda } = world();
  await create("Worker");
  const put = lambda.putFunctionEventInvokeConfig({
    FunctionName: "Worker",
    DestinationConfig: { OnFailure: { Destination } },
  });
  expect((await refusal(put))[1]).toMatch(words);
});

test("tags, reserved concurrency and the configuration of asynchronous invocations are kept", async () => {
  const { create, lambda } = world();
  await create("Worker");
  await lambda.tagResource({ Resource: ARN, Tags: { a: "1", b: "2" } });
  await lambda.untagResource({ Resource: ARN, TagKeys: ["a"] });
  expect((await lambda.listTags({ Resource: ARN })).Tags).toEqual({ b: "2" });
  await lambda.putFunctionConcurrency({ FunctionName: "Worker", ReservedConcurrentExecutions: 2 });
  expect((await lambda.getFunctionConcurrency({ FunctionName: "Worker" })).ReservedConcurrentExecutions).toBe(
    2,
  );
  expect(
    (
      await refusal(
        lambda.putFunctionConcurrency({ FunctionName: "Worker", ReservedConcurrentExecutions: 901 }),
      )
    )[1],
  ).toContain("below its minimum value of [100]");
  await lambda.deleteFunctionConcurrency({ FunctionName: "Worker" });
  expect(
    (await lambda.getFunctionConcurrency({ FunctionName: "Worker" })).ReservedConcurrentExecutions,
  ).toBeUndefined();
  const OnFailure = { Destination: "arn:aws:sqs:us-east-1:000000000000:Told" };
  const config = { FunctionName: "Worker", MaximumRetryAttempts: 0, DestinationConfig: { OnFailure } };
  await lambda.putFunctionEventInvokeConfig(config);
  await lambda.updateFunctionEventInvokeConfig({ FunctionName: "Worker", MaximumEventAgeInSeconds: 60 });
  const { $metadata: _, ...kept } = await lambda.getFunctionEventInvokeConfig({ FunctionName: "Worker" });
  expect(kept).toEqual({
    FunctionArn: `${ARN}:$LATEST`,
    LastModified: new Date("2026-01-01T00:00:00.000Z"),
    MaximumRetryAttempts: 0,
    MaximumEventAgeInSeconds: 60,
    DestinationConfig: { OnSuccess: {}, OnFailure },
  });
  await lambda.deleteFunctionEventInvokeConfig({ FunctionName: "Worker" });
  expect((await refusal(lambda.getFunctionEventInvokeConfig({ FunctionName: "Worker" })))[0]).toBe(
    "ResourceNotFoundException",
  );
});

// Room simulator/cloudformation, tests: every type that another service makes, on the real service: up, changed, down to nothing. Types of
// a service that is not in this simulator are skipped by name.
import { describe, expect, it } from "vitest";
import { world, type World } from "./world.fixture.ts";

const has = (...names: readonly string[]): boolean => {
  const { services } = world().simulator;
  return names.every((name) => services.some((one) => one.name === name));
};
const call = ({ simulator }: World, service: string, operation: string, input: object) =>
  simulator.internal.call(service, operation, { ...input }, { actor: "test" });
const failures = async ({ story }: World): Promise<readonly string[]> =>
  (await story()).filter((line) => line.includes("FAILED"));
const CAPABILITIES = { Capabilities: ["CAPABILITY_NAMED_IAM"] };

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const ALLOW = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }] };

describe.skipIf(!has("dynamodb"))("AWS::DynamoDB::Table", () => {
  const table = (more: object = {}) => ({
    Resources: {
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          BillingMode: "PAY_PER_REQUEST",
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          ...more,
        },
      },
    },
    Outputs: { Arn: { Value: { "Fn::GetAtt": ["Table", "Arn"] } } },
  });

  it("comes up, takes an item, changes and goes", async () => {
    const at = world();
    expect([await at.create(table()), await failures(at)]).toEqual(["CREATE_COMPLETE", []]);
    const { Table = "" } = await at.physical();
    expect((await at.outputs())["Arn"]).toBe(`arn:aws:dynamodb:us-east-1:000000000000:table/${Table}`);
    await call(at, "dynamodb", "PutItem", { TableName: Table, Item: { id: { S: "1" } } });
    expect(await at.update(table({ DeletionProtectionEnabled: false }))).toBe("UPDATE_COMPLETE");
    const { Item } = await call(at, "dynamodb", "GetItem", { TableName: Table, Key: { id: { S: "1" } } });
    expect(Item).toEqual({ id: { S: "1" } });
    expect(await at.remove()).toBe("DELETE_COMPLETE");
    expect(await call(at, "dynamodb", "ListTables", {})).toMatchObject({ TableNames: [] });
  });

  it("a stream, a time to live and an index come in one creation", async () => {
    const at = world();
    const more = {
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "by", AttributeType: "S" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "byBy",
          KeySchema: [{ AttributeName: "by", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      TimeToLiveSpecification: { AttributeName: "until", Enabled: true },
    };
    const template = table(more);
    const Stream = { Value: { "Fn::GetAtt": ["Table", "StreamArn"] } };
    const status = await at.create({ ...template, Outputs: { Stream } });
    expect([status, await failures(at)]).toEqual(["CREATE_COMPLETE", []]);
    expect((await at.outputs())["Stream"]).toContain(":table/shop-Table-");
  });
});

describe.skipIf(!has("iam"))("AWS::IAM::Role and its policies", () => {
  const roles = (policyName: string, more: object = {}) => ({
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: TRUST,
          Policies: [{ PolicyName: policyName, PolicyDocument: ALLOW }],
          ...more,
        },
      },
      Inline: {
        Type: "AWS::IAM::Policy",
        Properties: { PolicyName: "inline", PolicyDocument: ALLOW, Roles: [{ Ref: "Role" }] },
      },
      Managed: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { PolicyDocument: ALLOW, Roles: [{ Ref: "Role" }] },
      },
    },
  });

  it("comes up, changes its policies and goes", async () => {
    const at = world();
    expect([await at.create(roles("a"), CAPABILITIES), await failures(at)]).toEqual(["CREATE_COMPLETE", []]);
    const { Role: RoleName = "" } = await at.physical();
    const names = async () => (await call(at, "iam", "ListRolePolicies", { RoleName }))["PolicyNames"];
    expect(await names()).toEqual(["a", "inline"]);
    const status = await at.update(roles("b", { Description: "new" }), CAPABILITIES);
    expect([status, await failures(at)]).toEqual(["UPDATE_COMPLETE", []]);
    expect(await names()).toEqual(["b", "inline"]);
    expect([await at.remove(), await at.status()]).toEqual(["DELETE_COMPLETE", undefined]);
    expect(await call(at, "iam", "ListRoles", {})).toMatchObject({ Roles: [] });
  });
});

describe.skipIf(!has("s3"))("AWS::S3::Bucket", () => {
  it("comes up in lower case and goes when it is empty", async () => {
    const at = world();
    const status = await at.create(
      { Resources: { Files: { Type: "AWS::S3::Bucket" } } },
      { Tags: [{ Key: "run", Value: "1" }] },
    );
    expect([status, await failures(at)]).toEqual(["CREATE_COMPLETE", []]);
    const { Files: Bucket = "" } = await at.physical();
    expect(Bucket).toMatch(/^shop-files-[a-z0-9]{12}$/);
    const { TagSet } = await call(at, "s3", "GetBucketTagging", { Bucket });
    expect(TagSet).toEqual([{ Key: "run", Value: "1" }]);
    await call(at, "s3", "PutObject", { Bucket, Key: "k", Body: new Uint8Array([1]) });
    expect(await at.remove()).toBe("DELETE_FAILED");
    await call(at, "s3", "DeleteObject", { Bucket, Key: "k" });
    expect(await at.remove()).toBe("DELETE_COMPLETE");
  });

  it("a template in S3 is read, one of more than 51,200 bytes too", async () => {
    const at = world();
    await call(at, "s3", "CreateBucket", { Bucket: "templates" });
    const Body = new TextEncoder().encode(
      JSON.stringify({ Resources: { Q: { Type: "AWS::SQS::Queue" } } }) + " ".repeat(60_000),
    );
    await call(at, "s3", "PutObject", { Bucket: "templates", Key: "t.json", Body });
    const TemplateURL = "https://s3.us-east-1.amazonaws.com/templates/t.json";
    expect(await at.create("", { TemplateBody: undefined, TemplateURL })).toBe("CREATE_COMPLETE");
  });
});

describe.skipIf(!has("lambda", "iam"))("AWS::Lambda::Function and what belongs to it", () => {
  const system = (more: object = {}) => ({
    Resources: {
      Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: TRUST } },
      Queue: { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: 30 } },
      Topic: { Type: "AWS::SNS::Topic" },
      Worker: {
        Type: "AWS::Lambda::Function",
        Properties: {
          Runtime: "nodejs22.x",
          Handler: "index.handler",
          Role: { "Fn::GetAtt": ["Role", "Arn"] },
          Code: { ZipFile: "exports.handler = async () => 1;" },
          Timeout: 5,
          Environment: { Variables: { QUEUE: { Ref: "Queue" }, COUNT: 3 } },
          ...more,
        },
      },
      Mapping: {
        Type: "AWS::Lambda::EventSourceMapping",
        Properties: {
          EventSourceArn: { "Fn::GetAtt": ["Queue", "Arn"] },
          FunctionName: { Ref: "Worker" },
          BatchSize: 5,
          FunctionResponseTypes: ["ReportBatchItemFailures"],
        },
      },
      Permission: {
        Type: "AWS::Lambda::Permission",
        Properties: {
          Action: "lambda:InvokeFunction",
          FunctionName: { "Fn::GetAtt": ["Worker", "Arn"] },
          Principal: "sns.amazonaws.com",
          SourceArn: { Ref: "Topic" },
        },
      },
      Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Worker" } } },
      Alias: {
        Type: "AWS::Lambda::Alias",
        Properties: {
          FunctionName: { Ref: "Worker" },
          FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] },
          Name: "live",
        },
      },
      Retries: {
        Type: "AWS::Lambda::EventInvokeConfig",
        Properties: { FunctionName: { Ref: "Worker" }, Qualifier: "$LATEST", MaximumRetryAttempts: 0 },
      },
    },
  });

  it("comes up, changes and goes", async () => {
    const at = world();
    expect([await at.create(system(), CAPABILITIES), await failures(at)]).toEqual(["CREATE_COMPLETE", []]);
    const { Worker: FunctionName } = await at.physical();
    const look = () => call(at, "lambda", "GetFunctionConfiguration", { FunctionName });
    expect(await look()).toMatchObject({ Timeout: 5, Environment: { Variables: { COUNT: "3" } } });
    const { CodeSha256: before } = await look();
    const status = await at.update(
      system({ Timeout: 6, Code: { ZipFile: "exports.handler = async () => 2;" } }),
      CAPABILITIES,
    );
    expect([status, await failures(at)]).toEqual(["UPDATE_COMPLETE", []]);
    const { Timeout, CodeSha256 } = await look();
    expect([Timeout, CodeSha256 === before]).toEqual([6, false]);
    expect(await at.remove()).toBe("DELETE_COMPLETE");
    expect(await call(at, "lambda", "ListFunctions", {})).toMatchObject({ Functions: [] });
    const mappings = await call(at, "lambda", "ListEventSourceMappings", {});
    expect(mappings).toMatchObject({ EventSourceMappings: [] });
  });

  it("a mapping over a visibility shorter than the timeout is refused at its resource, in Lambda's words", async () => {
    const at = world();
    expect(await at.create(system({ Timeout: 60 }), CAPABILITIES)).toBe("ROLLBACK_COMPLETE");
    const [first] = await failures(at);
    expect(first).toContain("Mapping CREATE_FAILED: Resource handler returned message:");
    expect(first).toContain("Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds");
  });
});

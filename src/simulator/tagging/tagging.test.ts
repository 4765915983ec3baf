// Room simulator/tagging, tests: tags found and changed across services, by the official SDK.
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import {
  type GetResourcesCommandOutput,
  ResourceGroupsTaggingAPI,
} from "@aws-sdk/client-resource-groups-tagging-api";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../box/manual-clock.ts";
import { createSimulator } from "../simulator.ts";
import { requestHandlerFor } from "../smithy-door.ts";

const QUEUE = "arn:aws:sqs:us-east-1:000000000000:q";
const TOPIC = "arn:aws:sns:us-east-1:000000000000:t";
const BUCKET = "arn:aws:s3:::orders";
const POLICY = "arn:aws:iam::000000000000:policy/p";
const ROLE = "arn:aws:iam::000000000000:role/app/r";
const DOCUMENT = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const TRUST = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] });

function world() {
  const simulator = createSimulator({ clock: new ManualClock("seed"), seed: "seed" });
  const shared = (region: string) => ({
    region,
    maxAttempts: 1,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    requestHandler: requestHandlerFor(simulator),
  });
  const at = (region: string) => ({
    tagging: new ResourceGroupsTaggingAPI(shared(region)),
    sqs: new SQS(shared(region)),
    sns: new SNS(shared(region)),
    s3: new S3(shared(region)),
    iam: new IAM(shared(region)),
  });
  return { ...at("us-east-1"), shared, at };
}

/** One resource of each service, tagged run=r-1 and with its service's name. */
async function furnished() {
  const made = world();
  const { sqs, sns, s3, iam } = made;
  const tags = (of: string) => [
    { Key: "run", Value: "r-1" },
    { Key: "of", Value: of },
  ];
  await sqs.createQueue({ QueueName: "q", tags: { run: "r-1", of: "sqs" } });
  await sqs.createQueue({ QueueName: "untagged" });
  await sns.createTopic({ Name: "t", Tags: tags("sns") });
  await s3.createBucket({ Bucket: "orders" });
  await s3.putBucketTagging({ Bucket: "orders", Tagging: { TagSet: tags("s3") } });
  await iam.createPolicy({ PolicyName: "p", PolicyDocument: DOCUMENT, Tags: tags("iam") });
  await iam.createRole({ RoleName: "r", Path: "/app/", AssumeRolePolicyDocument: TRUST, Tags: tags("iam") });
  return made;
}

const arnsOf = ({ ResourceTagMappingList = [] }: GetResourcesCommandOutput) =>
  ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);

describe("GetResources", () => {
  it("tells what has tags in the region, with its tags", async () => {
    const { tagging } = await furnished();
    const { ResourceTagMappingList, PaginationToken } = await tagging.getResources({});
    const tags = (of: string) => [
      { Key: "run", Value: "r-1" },
      { Key: "of", Value: of },
    ];
    expect([ResourceTagMappingList, PaginationToken]).toEqual([
      [
        { ResourceARN: POLICY, Tags: tags("iam") },
        { ResourceARN: BUCKET, Tags: tags("s3") },
        { ResourceARN: TOPIC, Tags: tags("sns") },
        { ResourceARN: QUEUE, Tags: tags("sqs") },
      ],
      "",
    ]);
  });

  it.each([
    [{ TagFilters: [{ Key: "of", Values: ["sqs", "s3"] }] }, [BUCKET, QUEUE]],
    [{ TagFilters: [{ Key: "of" }] }, [POLICY, BUCKET, TOPIC, QUEUE]],
    [
      {
        TagFilters: [
          { Key: "of", Values: ["sqs"] },
          { Key: "run", Values: ["r-2"] },
        ],
      },
      [],
    ],
    [{ TagFilters: [{ Key: "toString" }] }, []],
    [{ ResourceTypeFilters: ["sqs", "iam:policy"] }, [POLICY, QUEUE]],
    [{ ResourceTypeFilters: ["s3:bucket"] }, [BUCKET]],
    [{ ResourceTypeFilters: ["iam:role"] }, []],
    [{ ResourceARNList: [QUEUE, "arn:aws:sqs:us-east-1:000000000000:none"] }, [QUEUE]],
  ])("%j", async (asked, arns) => {
    const { tagging } = await furnished();
    expect(arnsOf(await tagging.getResources(asked))).toEqual(arns);
  });

  it("goes by pages until the token is empty", async () => {
    const { tagging } = await furnished();
    const pages: unknown[] = [];
    let PaginationToken = "";
    do {
      const page = await tagging.getResources({ ResourcesPerPage: 3, PaginationToken });
      pages.push(arnsOf(page));
      ({ PaginationToken = "" } = page);
    } while (PaginationToken !== "");
    expect(pages).toEqual([[POLICY, BUCKET, TOPIC], [QUEUE]]);
  });

  it("a bucket stands in its own region alone", async () => {
    const { at, tagging } = world();
    const there = at("eu-west-1");
    await there.s3.createBucket({
      Bucket: "bills",
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    });
    await there.s3.putBucketTagging({ Bucket: "bills", Tagging: { TagSet: [{ Key: "a", Value: "1" }] } });
    expect(arnsOf(await there.tagging.getResources({}))).toEqual(["arn:aws:s3:::bills"]);
    expect(arnsOf(await tagging.getResources({}))).toEqual([]);
  });

  it.each([
    [{ ResourcesPerPage: 0 }, "InvalidParameterException"],
    [{ TagsPerPage: 150 }, "InvalidParameterException"],
    [{ TagFilters: [{ Key: "" }] }, "InvalidParameterException"],
    [{ ResourceTypeFilters: ["what is this"] }, "InvalidParameterException"],
    [{ ResourceARNList: [QUEUE], ResourceTypeFilters: ["sqs"] }, "InvalidParameterException"],
    [{ PaginationToken: "%" }, "PaginationTokenExpiredException"],
    [{ IncludeComplianceDetails: true }, "NotImplemented"],
  ])("%j is refused", async (asked, code) => {
    const { tagging } = world();
    await expect(tagging.getResources(asked)).rejects.toMatchObject({ name: code });
  });
});

describe("tables, functions and stacks", () => {
  async function built() {
    const { shared, tagging } = world();
    const Tags = [{ Key: "run", Value: "r-1" }];
    await new DynamoDB(shared("us-east-1")).createTable({
      TableName: "ledger",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
      Tags,
    });
    await new IAM(shared("us-east-1")).createRole({
      RoleName: "r",
      Path: "/app/",
      AssumeRolePolicyDocument: TRUST,
    });
    await new Lambda(shared("us-east-1")).createFunction({
      FunctionName: "worker",
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Role: ROLE,
      Code: { ZipFile: zipSync({ "index.mjs": new Uint8Array() }) },
      Tags: { run: "r-1" },
    });
    const TemplateBody = JSON.stringify({ Resources: { Q: { Type: "AWS::SQS::Queue" } } });
    const stacks = new CloudFormation(shared("us-east-1"));
    const { StackId = "" } = await stacks.createStack({ StackName: "orders", TemplateBody, Tags });
    const table = "arn:aws:dynamodb:us-east-1:000000000000:table/ledger";
    const lambda = "arn:aws:lambda:us-east-1:000000000000:function:worker";
    return { tagging, StackId, table, lambda };
  }

  it("are found by their tags and by their types", async () => {
    const { tagging, StackId, table, lambda } = await built();
    const TagFilters = [{ Key: "run", Values: ["r-1"] }];
    const ResourceTypeFilters = ["cloudformation:stack", "dynamodb:table", "lambda:function"];
    const found = await tagging.getResources({ TagFilters, ResourceTypeFilters });
    expect(arnsOf(found)).toEqual([StackId, table, lambda]);
  });

  it("are tagged by their own operations; a stack is not, and says so", async () => {
    const { tagging, StackId, table, lambda } = await built();
    const ResourceARNList = [StackId, table, lambda];
    const tagged = await tagging.tagResources({ ResourceARNList, Tags: { more: "x" } });
    expect(tagged.FailedResourcesMap).toEqual({
      [StackId]: {
        StatusCode: 501,
        ErrorCode: "InternalServiceException",
        ErrorMessage: "cloudformation TagResource is not implemented by this simulator",
      },
    });
    await tagging.untagResources({ ResourceARNList: [table, lambda], TagKeys: ["run"] });
    const { ResourceTagMappingList = [] } = await tagging.getResources({ TagFilters: [{ Key: "more" }] });
    expect(ResourceTagMappingList).toEqual(
      [table, lambda].map((ResourceARN) => ({ ResourceARN, Tags: [{ Key: "more", Value: "x" }] })),
    );
  });
});

it("keys and values are told once each", async () => {
  const { tagging } = await furnished();
  expect((await tagging.getTagKeys({})).TagKeys).toEqual(["of", "run"]);
  expect((await tagging.getTagValues({ Key: "of" })).TagValues).toEqual(["iam", "s3", "sns", "sqs"]);
});

describe("changing", () => {
  it("goes through each service's own operations, and keeps the tags it does not name", async () => {
    const { tagging, iam } = await furnished();
    const ResourceARNList = [QUEUE, TOPIC, BUCKET, POLICY, ROLE];
    const tagged = await tagging.tagResources({ ResourceARNList, Tags: { run: "r-2", more: "x" } });
    expect(tagged.FailedResourcesMap).toEqual({});
    const { FailedResourcesMap } = await tagging.untagResources({ ResourceARNList, TagKeys: ["of"] });
    expect(FailedResourcesMap).toEqual({});
    const { ResourceTagMappingList = [] } = await tagging.getResources({});
    expect(ResourceTagMappingList.map(({ Tags }) => Tags)).toEqual(
      Array.from({ length: 4 }, () => [
        { Key: "run", Value: "r-2" },
        { Key: "more", Value: "x" },
      ]),
    );
    expect((await iam.listRoleTags({ RoleName: "r" })).Tags).toEqual([
      { Key: "more", Value: "x" },
      { Key: "run", Value: "r-2" },
    ]);
  });

  it("a bucket's last tag goes with its tag set", async () => {
    const { tagging, s3 } = await furnished();
    await tagging.untagResources({ ResourceARNList: [BUCKET], TagKeys: ["of", "run"] });
    await expect(s3.getBucketTagging({ Bucket: "orders" })).rejects.toMatchObject({ name: "NoSuchTagSet" });
  });

  it("what cannot be changed is told beside what could", async () => {
    const { tagging } = await furnished();
    const ResourceARNList = ["arn:aws:sqs:us-east-1:000000000000:none", "arn:aws:nosuch:::x", QUEUE];
    const { FailedResourcesMap } = await tagging.tagResources({ ResourceARNList, Tags: { a: "1" } });
    const refused = (ErrorMessage: string) => ({
      StatusCode: 400,
      ErrorCode: "InvalidParameterException",
      ErrorMessage,
    });
    expect(FailedResourcesMap).toEqual({
      [ResourceARNList[0] ?? ""]: refused("The specified queue does not exist."),
      "arn:aws:nosuch:::x": refused("arn:aws:nosuch:::x is no ARN of a resource with tags."),
    });
    expect((await tagging.getTagKeys({})).TagKeys).toContain("a");
  });
});

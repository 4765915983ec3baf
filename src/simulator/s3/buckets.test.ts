// Room simulator/s3, tests: buckets: names, regions, settings, and the two styles of address.
import { describe, expect, it } from "vitest";
import { refusal, textOf, world } from "./world.fixture.ts";

describe("creating", () => {
  it("is listed with its time and region, deleted when empty", async () => {
    const { s3, bucket } = world();
    await bucket("beta");
    await bucket("alpha");
    const { Buckets } = await s3.listBuckets({});
    expect(Buckets).toEqual(
      ["alpha", "beta"].map((Name) => ({
        Name,
        BucketArn: `arn:aws:s3:::${Name}`,
        BucketRegion: "us-east-1",
        CreationDate: new Date("2026-01-01T00:00:00.000Z"),
      })),
    );
    await s3.putObject({ Bucket: "beta", Key: "k", Body: "x" });
    expect(await refusal(s3.deleteBucket({ Bucket: "beta" }))).toEqual([
      "BucketNotEmpty",
      "The bucket you tried to delete is not empty",
      409,
    ]);
    await s3.deleteObject({ Bucket: "beta", Key: "k" });
    await s3.deleteBucket({ Bucket: "beta" });
    expect((await s3.listBuckets({})).Buckets?.map(({ Name }) => Name)).toEqual(["alpha"]);
  });

  it.each([
    "ab",
    "a".repeat(64),
    "Orders",
    "or_ders",
    "-orders",
    "orders-",
    "or..ders",
    "10.0.0.1",
    "xn--x",
    "x-s3alias",
  ])("%s is no name", async (name) => {
    const { raw } = world();
    const { status, text } = await raw({ method: "PUT", path: `/${name}` });
    expect([status, text]).toEqual([400, expect.stringContaining("<Code>InvalidBucketName</Code>")]);
  });

  it("again is an error outside us-east-1 alone", async () => {
    const { s3, client } = world();
    await s3.createBucket({ Bucket: "first" });
    expect((await s3.createBucket({ Bucket: "first" })).Location).toBe("/first");
    const there = client("eu-west-1");
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
    const asked = { Bucket: "second", CreateBucketConfiguration };
    expect((await there.createBucket(asked)).Location).toBe("http://second.s3.amazonaws.com/");
    expect(await refusal(there.createBucket(asked))).toEqual([
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      409,
    ]);
    expect((await there.getBucketLocation({ Bucket: "second" })).LocationConstraint).toBe("eu-west-1");
    expect((await s3.getBucketLocation({ Bucket: "first" })).LocationConstraint).toBeUndefined();
  });

  it("belongs to one account in the world", async () => {
    const { simulator, bucket } = world();
    await bucket();
    const caller = {
      account: "111111111111",
      region: "us-east-1",
      actor: undefined,
      protocol: "rest",
    } as const;
    const other = { ...caller, baseUrl: "", requestId: "r", traceHeader: undefined, signal: undefined };
    expect(() => simulator.s3.call("CreateBucket", { Bucket: "orders" }, other)).toThrow(
      "The requested bucket name is not available.",
    );
  });

  it.each([
    ["eu-west-1", undefined, "IllegalLocationConstraintException"],
    ["eu-west-1", "us-west-2", "IllegalLocationConstraintException"],
    ["us-east-1", "us-east-1", "InvalidLocationConstraint"],
  ])("at the endpoint of %s for %s is refused", async (region, constraint, code) => {
    const { raw } = world();
    const authorization = `AWS4-HMAC-SHA256 Credential=a/20260101/${region}/s3/aws4_request, x`;
    const element = `<CreateBucketConfiguration><LocationConstraint>${constraint}</LocationConstraint></CreateBucketConfiguration>`;
    const body = constraint === undefined ? "" : element;
    const { status, text } = await raw({ method: "PUT", path: "/orders", headers: { authorization }, body });
    expect([status, text]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
  });

  it("is refused from another region, which the answer names", async () => {
    const { bucket, client } = world();
    const Bucket = await bucket();
    const call = client("eu-west-1").listObjectsV2({ Bucket });
    expect((await refusal(call)).slice(0, 1)).toEqual(["PermanentRedirect"]);
  });

  it("of an owner that the caller does not expect is denied", async () => {
    const { bucket, s3 } = world();
    const Bucket = await bucket();
    const call = s3.listObjectsV2({ Bucket, ExpectedBucketOwner: "111111111111" });
    expect(await refusal(call)).toEqual(["AccessDenied", "Access Denied", 403]);
    expect((await s3.headBucket({ Bucket, ExpectedBucketOwner: "000000000000" })).BucketRegion).toBe(
      "us-east-1",
    );
  });
});

describe("addresses", () => {
  it.each([
    ["127.0.0.1:4566", "/my.bucket/a/b"],
    ["localhost:4566", "/my.bucket/a/b"],
    ["s3.localhost:4566", "/my.bucket/a/b"],
    ["my.bucket.localhost:4566", "/a/b"],
    ["my.bucket.s3.localhost:4566", "/a/b"],
    ["my.bucket.s3.eu-west-1.amazonaws.com", "/a/b"],
    ["my.bucket.s3.amazonaws.com", "/a/b"],
    ["my.bucket.s3-us-west-2.amazonaws.com", "/a/b"],
    ["s3.us-east-1.amazonaws.com", "/my.bucket/a/b"],
  ])("%s%s", async (host, path) => {
    const at = world();
    const Bucket = await at.bucket("my.bucket");
    const { status } = await at.raw({ method: "PUT", path, headers: { host }, body: "x" });
    expect([status, await textOf(at, Bucket, "a/b")]).toEqual([200, "x"]);
  });

  it("an unsigned request reaches a bucket that is there", async () => {
    const at = world();
    const Bucket = await at.bucket();
    await at.s3.putObject({ Bucket, Key: "k", Body: "x" });
    expect(await at.raw({ method: "GET", path: "/orders/k", headers: { authorization: "" } })).toMatchObject({
      status: 200,
      text: "x",
    });
  });

  it.each([
    "https://orders.s3.us-east-1.amazonaws.com/a/t%20x.yaml",
    "https://s3.amazonaws.com/orders/a/t%20x.yaml",
    "http://127.0.0.1:4566/orders/a/t%20x.yaml",
    "s3://orders/a/t%20x.yaml",
  ])("%s is a URL of the object", async (url) => {
    const { s3, bucket, simulator } = world();
    const Bucket = await bucket();
    await s3.putObject({ Bucket, Key: "a/t x.yaml", Body: "x" });
    expect(new TextDecoder().decode(simulator.s3.objectAt(url))).toBe("x");
    expect(simulator.s3.objectAt(`${url}x`)).toBeUndefined();
  });
});

describe("settings", () => {
  it("tags", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    expect(await refusal(s3.getBucketTagging({ Bucket }))).toEqual([
      "NoSuchTagSet",
      "The TagSet does not exist",
      404,
    ]);
    const TagSet = [{ Key: "run", Value: "r-1" }];
    await s3.putBucketTagging({ Bucket, Tagging: { TagSet } });
    expect((await s3.getBucketTagging({ Bucket })).TagSet).toEqual(TagSet);
    await s3.deleteBucketTagging({ Bucket });
    expect((await refusal(s3.getBucketTagging({ Bucket })))[0]).toBe("NoSuchTagSet");
  });

  it("policy", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    expect((await refusal(s3.getBucketPolicy({ Bucket })))[0]).toBe("NoSuchBucketPolicy");
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    await s3.putBucketPolicy({ Bucket, Policy });
    expect((await s3.getBucketPolicy({ Bucket })).Policy).toBe(Policy);
    expect(await refusal(s3.putBucketPolicy({ Bucket, Policy: "[]" }))).toEqual([
      "MalformedPolicy",
      "Policies must be valid JSON and the first byte must be '{'",
      400,
    ]);
    await s3.deleteBucketPolicy({ Bucket });
    expect((await refusal(s3.getBucketPolicy({ Bucket })))[0]).toBe("NoSuchBucketPolicy");
  });

  it("encryption: SSE-S3 unless told otherwise, and objects say so", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    const rules = async () =>
      (await s3.getBucketEncryption({ Bucket })).ServerSideEncryptionConfiguration?.Rules;
    const rule = (by: object, BucketKeyEnabled = false) => [
      { ApplyServerSideEncryptionByDefault: by, BucketKeyEnabled },
    ];
    expect(await rules()).toEqual(rule({ SSEAlgorithm: "AES256" }));
    const Rules = rule({ SSEAlgorithm: "aws:kms", KMSMasterKeyID: "key" }, true);
    await s3.putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: { Rules: Rules as never } });
    expect(await rules()).toEqual(Rules);
    const { ServerSideEncryption, SSEKMSKeyId } = await s3.putObject({ Bucket, Key: "k", Body: "x" });
    expect([ServerSideEncryption, SSEKMSKeyId]).toEqual(["aws:kms", "key"]);
    await s3.deleteBucketEncryption({ Bucket });
    expect(await rules()).toEqual(rule({ SSEAlgorithm: "AES256" }));
  });

  it("public access block: everything, until it is changed or deleted", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    const all = (value: boolean) => ({
      BlockPublicAcls: value,
      BlockPublicPolicy: value,
      IgnorePublicAcls: value,
      RestrictPublicBuckets: value,
    });
    const told = async () => (await s3.getPublicAccessBlock({ Bucket })).PublicAccessBlockConfiguration;
    expect(await told()).toEqual(all(true));
    await s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
    expect(await told()).toEqual({ ...all(false), BlockPublicAcls: true });
    await s3.deletePublicAccessBlock({ Bucket });
    expect((await refusal(s3.getPublicAccessBlock({ Bucket })))[0]).toBe(
      "NoSuchPublicAccessBlockConfiguration",
    );
  });

  it.each([
    ["GET", "acl", "GetBucketAcl"],
    ["PUT", "lifecycle", "PutBucketLifecycleConfiguration"],
    ["GET", "notification", "GetBucketNotificationConfiguration"],
    ["DELETE", "website", "DeleteBucketWebsite"],
  ])("%s ?%s is refused by name", async (method, query, name) => {
    const { raw, bucket } = world();
    await bucket();
    const { status, text } = await raw({ method, path: "/orders", query });
    expect([status, text]).toEqual([501, expect.stringContaining(`<Message>s3 ${name} is not implemented`)]);
  });
});

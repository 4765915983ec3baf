// Room simulator/s3, tests: objects: what is put is got, checksums, ranges, conditions, metadata, copies, deletion.
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { refusal, textOf, world } from "./world.fixture.ts";

describe("putting and getting", () => {
  it.each([
    ["a string", () => "héllo"],
    ["bytes", () => Buffer.from("héllo")],
    ["a stream", () => Readable.from([Buffer.from("hé"), Buffer.from("llo")])],
  ])("%s comes back as it was, its checksum verified by the SDK", async (_what, body) => {
    const at = world();
    const Bucket = await at.bucket();
    const put = await at.s3.putObject({ Bucket, Key: "a/b ü+.txt", Body: body(), ContentLength: 6 });
    expect({ ...put, $metadata: undefined }).toEqual({
      $metadata: undefined,
      ETag: '"be50e8478cf24ff3595bc7307fb91b50"',
      ChecksumCRC32: "njuCNg==",
      ChecksumType: "FULL_OBJECT",
      ServerSideEncryption: "AES256",
    });
    expect(await textOf(at, Bucket, "a/b ü+.txt")).toBe("héllo");
  });

  it("says all that was said of it", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    await s3.putObject({
      Bucket,
      Key: "k",
      Body: "x",
      ContentType: "text/plain",
      CacheControl: "no-store",
      ContentEncoding: "gzip",
      Metadata: { Order: "o-1" },
      Tagging: "a=b&c=d%20e",
    });
    const { $metadata: _, ...head } = await s3.headObject({ Bucket, Key: "k", ChecksumMode: "ENABLED" });
    expect(head).toEqual({
      AcceptRanges: "bytes",
      CacheControl: "no-store",
      ChecksumCRC32: "jNwWgw==",
      ChecksumType: "FULL_OBJECT",
      ContentEncoding: "gzip",
      ContentLength: 1,
      ContentType: "text/plain",
      ETag: '"9dd4e461268c8034f5c8564e155c67a6"',
      LastModified: new Date("2026-01-01T00:00:00.000Z"),
      Metadata: { order: "o-1" },
      ServerSideEncryption: "AES256",
      TagCount: 2,
    });
  });

  it.each([
    ["CRC32", "NhCmhg=="],
    ["CRC32C", "mnG7TA=="],
    ["CRC64NVME", "M3eFcAZSQlc="],
    ["SHA1", "qvTGHdzF6KLavt4PO0gs2a6pQ00="],
    ["SHA256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="],
  ] as const)("%s of hello", async (ChecksumAlgorithm, value) => {
    const { s3, bucket, raw } = world();
    const Bucket = await bucket();
    const name = `x-amz-checksum-${ChecksumAlgorithm.toLowerCase()}`;
    const answer = await raw({
      method: "PUT",
      path: `/${Bucket}/k`,
      headers: { "x-amz-sdk-checksum-algorithm": ChecksumAlgorithm },
      body: "hello",
    });
    expect([answer.status, answer.headers[name]]).toEqual([200, value]);
    const head = await s3.headObject({ Bucket, Key: "k", ChecksumMode: "ENABLED" });
    expect(head[`Checksum${ChecksumAlgorithm}`]).toBe(value);
  });

  it.each([
    [
      { ChecksumCRC32: "AAAAAA==" },
      "BadDigest",
      "The CRC32 you specified did not match the calculated checksum.",
    ],
    [{ ChecksumCRC32: "AA==" }, "InvalidRequest", "Value for x-amz-checksum-crc32 header is invalid."],
    [
      { ContentMD5: "AAAAAAAAAAAAAAAAAAAAAA==" },
      "BadDigest",
      "The Content-MD5 you specified did not match what we received.",
    ],
    [{ ContentMD5: "x" }, "InvalidDigest", "The Content-MD5 you specified was invalid."],
    [
      { StorageClass: "ATTIC" as never },
      "InvalidStorageClass",
      "The storage class you specified is not valid",
    ],
    [{ ACL: "public-read" as const }, "AccessControlListNotSupported", "The bucket does not allow ACLs"],
    [{ Key: "k".repeat(1025) }, "KeyTooLongError", "Your key is too long"],
    [
      { Metadata: { a: "b".repeat(2048) } },
      "MetadataTooLarge",
      "Your metadata headers exceed the maximum allowed metadata size",
    ],
  ])("refuses %j", async (more, code, message) => {
    const { s3, bucket, events } = world();
    const Bucket = await bucket();
    expect(await refusal(s3.putObject({ Bucket, Key: "k", Body: "hello", ...more }))).toEqual([
      code,
      message,
      400,
    ]);
    expect(events.filter(({ kind }) => kind === "s3.version-added")).toEqual([]);
  });

  it.each([
    [{ StorageClass: "GLACIER" as const }, "PutObject with x-amz-storage-class GLACIER"],
    [{ ObjectLockMode: "GOVERNANCE" as const }, "PutObject with x-amz-object-lock-mode"],
    [{ WebsiteRedirectLocation: "/x" }, "PutObject with x-amz-website-redirect-location"],
  ])("%j is refused by name", async (more, what) => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    expect(await refusal(s3.putObject({ Bucket, Key: "k", Body: "x", ...more }))).toEqual([
      "NotImplemented",
      `s3 ${what} is not implemented by this simulator`,
      501,
    ]);
  });
});

describe("what is not there", () => {
  it("says which of bucket and key is missing", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    expect(await refusal(s3.getObject({ Bucket, Key: "k" }))).toEqual([
      "NoSuchKey",
      "The specified key does not exist.",
      404,
    ]);
    expect(await refusal(s3.getObject({ Bucket: "nowhere", Key: "k" }))).toEqual([
      "NoSuchBucket",
      "The specified bucket does not exist",
      404,
    ]);
    expect((await refusal(s3.headObject({ Bucket, Key: "k" })))[0]).toBe("NotFound");
    expect((await refusal(s3.headBucket({ Bucket: "nowhere" })))[0]).toBe("NotFound");
  });

  it("an error document names what it is about", async () => {
    const { raw, bucket } = world();
    await bucket();
    const { status, text } = await raw({ method: "GET", path: "/orders/a%26b" });
    expect([status, text]).toEqual([
      404,
      expect.stringMatching(
        /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>NoSuchKey<\/Code><Message>The specified key does not exist.<\/Message><Key>a&amp;b<\/Key><RequestId>[^<]+<\/RequestId><HostId>[^<]+<\/HostId><\/Error>$/,
      ),
    ]);
  });
});

describe("ranges", () => {
  it.each([
    ["bytes=0-1", "he", "bytes 0-1/5"],
    ["bytes=3-", "lo", "bytes 3-4/5"],
    ["bytes=-2", "lo", "bytes 3-4/5"],
    ["bytes=1-99", "ello", "bytes 1-4/5"],
    ["bytes=-99", "hello", "bytes 0-4/5"],
    ["bytes=3-1", "hello", undefined],
    ["lines=0-1", "hello", undefined],
    ["bytes=0-1,3-4", "hello", undefined],
  ])("%s", async (Range, text, ContentRange) => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    await s3.putObject({ Bucket, Key: "k", Body: "hello" });
    const answer = await s3.getObject({ Bucket, Key: "k", Range });
    expect([await answer.Body?.transformToString(), answer.ContentRange, answer.ContentLength]).toEqual([
      text,
      ContentRange,
      text.length,
    ]);
    expect(answer.$metadata.httpStatusCode).toBe(ContentRange === undefined ? 200 : 206);
  });

  it.each(["bytes=5-", "bytes=-0"])("%s cannot be satisfied", async (Range) => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    await s3.putObject({ Bucket, Key: "k", Body: "hello" });
    expect(await refusal(s3.getObject({ Bucket, Key: "k", Range }))).toEqual([
      "InvalidRange",
      "The requested range is not satisfiable",
      416,
    ]);
  });
});

describe("conditions", () => {
  const ETAG = '"5d41402abc4b2a76b9719d911017c592"';
  const EARLIER = new Date("2025-12-31T00:00:00Z");
  const LATER = new Date("2026-01-02T00:00:00Z");
  it.each([
    [{ IfMatch: ETAG }, 200],
    [{ IfMatch: '"other"' }, 412],
    [{ IfNoneMatch: ETAG }, 304],
    [{ IfNoneMatch: '"other"' }, 200],
    [{ IfModifiedSince: LATER }, 304],
    [{ IfModifiedSince: EARLIER }, 200],
    [{ IfUnmodifiedSince: EARLIER }, 412],
    [{ IfUnmodifiedSince: LATER }, 200],
    [{ IfMatch: ETAG, IfUnmodifiedSince: EARLIER }, 200],
    [{ IfNoneMatch: '"other"', IfModifiedSince: LATER }, 200],
  ])("a read with %j is %i", async (condition, status) => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    await s3.putObject({ Bucket, Key: "k", Body: "hello" });
    const outcome = await s3.getObject({ Bucket, Key: "k", ...condition }).then(
      ({ $metadata }) => $metadata,
      (error: { readonly $metadata: object }) => error.$metadata,
    );
    expect(outcome).toMatchObject({ httpStatusCode: status });
  });

  it("a write with If-None-Match * goes once", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    const write = (Body: string) => s3.putObject({ Bucket, Key: "k", Body, IfNoneMatch: "*" });
    await write("first");
    expect(await refusal(write("second"))).toEqual([
      "PreconditionFailed",
      "At least one of the pre-conditions you specified did not hold",
      412,
    ]);
    expect(await textOf({ s3 }, Bucket, "k")).toBe("first");
  });

  it("a write with If-Match takes the place of what the caller saw, and nothing else", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    const { ETag = "" } = await s3.putObject({ Bucket, Key: "k", Body: "first" });
    await s3.putObject({ Bucket, Key: "k", Body: "second", IfMatch: ETag });
    expect((await refusal(s3.putObject({ Bucket, Key: "k", Body: "third", IfMatch: ETag })))[2]).toBe(412);
    expect((await refusal(s3.putObject({ Bucket, Key: "new", Body: "x", IfMatch: ETag })))[0]).toBe(
      "NoSuchKey",
    );
  });
});

describe("deleting", () => {
  it("is answered alike whether the key was there or not", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    await s3.putObject({ Bucket, Key: "k", Body: "x" });
    for (const Key of ["k", "k", "never"])
      expect((await s3.deleteObject({ Bucket, Key })).$metadata.httpStatusCode).toBe(204);
    expect((await refusal(s3.getObject({ Bucket, Key: "k" })))[0]).toBe("NoSuchKey");
  });

  it("takes many at once and tells each, unless told to be quiet", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    const keys = ["a", "b & <c>", "d"];
    for (const Key of keys) await s3.putObject({ Bucket, Key, Body: "x" });
    const Objects = [...keys.slice(0, 2), "never"].map((Key) => ({ Key }));
    const { Deleted, Errors } = await s3.deleteObjects({ Bucket, Delete: { Objects } });
    expect([Deleted, Errors]).toEqual([Objects, undefined]);
    const quiet = await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: "d" }], Quiet: true } });
    expect(quiet.Deleted).toBeUndefined();
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
  });

  it.each([0, 1001])("%i keys in one call are refused", async (count) => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    const Objects = Array.from({ length: count }, (_, index) => ({ Key: String(index) }));
    expect((await refusal(s3.deleteObjects({ Bucket, Delete: { Objects } })))[0]).toBe("MalformedXML");
  });
});

describe("copying", () => {
  it("takes bytes, metadata and tags along", async () => {
    const at = world();
    const { s3 } = at;
    const Bucket = await at.bucket();
    const Metadata = { a: "b" };
    await s3.putObject({
      Bucket,
      Key: "from ü",
      Body: "x",
      Metadata,
      ContentType: "text/plain",
      Tagging: "t=1",
    });
    const copy = await s3.copyObject({ Bucket, Key: "to", CopySource: `/${Bucket}/from%20%C3%BC` });
    expect(copy.CopyObjectResult).toMatchObject({
      ETag: '"9dd4e461268c8034f5c8564e155c67a6"',
      LastModified: new Date("2026-01-01T00:00:00.000Z"),
    });
    const { Metadata: told, ContentType, TagCount } = await s3.headObject({ Bucket, Key: "to" });
    expect([told, ContentType, TagCount]).toEqual([Metadata, "text/plain", 1]);
    await s3.copyObject({ Bucket, Key: "to", CopySource: `${Bucket}/to`, MetadataDirective: "REPLACE" });
    expect((await s3.headObject({ Bucket, Key: "to" })).Metadata).toEqual({});
  });

  it("onto itself with nothing changed is refused", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    await s3.putObject({ Bucket, Key: "k", Body: "x" });
    const [code] = await refusal(s3.copyObject({ Bucket, Key: "k", CopySource: `${Bucket}/k` }));
    expect(code).toBe("InvalidRequest");
  });
});

describe("object tags", () => {
  it("are put, got and deleted", async () => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    await s3.putObject({ Bucket, Key: "k", Body: "x" });
    const TagSet = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "" },
    ];
    await s3.putObjectTagging({ Bucket, Key: "k", Tagging: { TagSet } });
    expect((await s3.getObjectTagging({ Bucket, Key: "k" })).TagSet).toEqual(TagSet);
    await s3.deleteObjectTagging({ Bucket, Key: "k" });
    expect((await s3.getObjectTagging({ Bucket, Key: "k" })).TagSet).toEqual([]);
  });

  it.each([
    [
      [
        { Key: "a", Value: "1" },
        { Key: "a", Value: "2" },
      ],
      "InvalidTag",
    ],
    [[{ Key: "aws:x", Value: "1" }], "InvalidTag"],
    [[{ Key: "a", Value: "{}" }], "InvalidTag"],
    [Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: "v" })), "BadRequest"],
  ])("refuses %j", async (TagSet, code) => {
    const { s3, bucket } = world();
    const Bucket = await bucket();
    await s3.putObject({ Bucket, Key: "k", Body: "x" });
    expect((await refusal(s3.putObjectTagging({ Bucket, Key: "k", Tagging: { TagSet } })))[0]).toBe(code);
  });
});

// Room simulator/s3, tests: uploads in parts.
import { describe, expect, it } from "vitest";
import { refusal, textOf, world } from "./world.fixture.ts";

const PART = Buffer.alloc(5 * 1024 * 1024, "a");
const Key = "k";

async function begun(more: object = {}) {
  const at = world();
  const Bucket = await at.bucket();
  const { UploadId } = await at.s3.createMultipartUpload({ Bucket, Key, ...more });
  const part = async (PartNumber: number, Body: Buffer | string) => {
    const { ETag } = await at.s3.uploadPart({ Bucket, Key, UploadId, PartNumber, Body });
    return { PartNumber, ETag };
  };
  const complete = (Parts: readonly { PartNumber: number; ETag: string | undefined }[]) =>
    at.s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts: [...Parts] } });
  return { ...at, Bucket, UploadId, part, complete };
}

type Begun = Awaited<ReturnType<typeof begun>>;

describe("completing", () => {
  it("makes one object of the parts, with what was said when it began", async () => {
    const at = await begun({ ContentType: "text/plain", Metadata: { a: "b" }, Tagging: "t=1" });
    const { s3, Bucket, UploadId, part, complete } = at;
    const second = await part(2, "end");
    const first = await part(1, PART);
    const listed = await s3.listParts({ Bucket, Key, UploadId });
    expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, PART.length],
      [2, 3],
    ]);
    expect(
      (await s3.listMultipartUploads({ Bucket })).Uploads?.map((one) => [one.Key, one.UploadId]),
    ).toEqual([[Key, UploadId]]);
    const done = await complete([first, second]);
    expect([done.Bucket, done.Key, done.ETag]).toEqual([Bucket, Key, '"cc8f6f16b44b75adde6349ab98aee432-2"']);
    expect(await textOf(at, Bucket, Key, { Range: "bytes=-4" })).toBe("aend");
    const { ContentLength, ContentType, Metadata, TagCount } = await s3.headObject({ Bucket, Key });
    expect([ContentLength, ContentType, Metadata, TagCount]).toEqual([
      PART.length + 3,
      "text/plain",
      { a: "b" },
      1,
    ]);
    expect((await s3.listMultipartUploads({ Bucket })).Uploads).toBeUndefined();
    expect((await refusal(complete([first, second])))[0]).toBe("NoSuchUpload");
  });

  it("takes a part that came again", async () => {
    const at = await begun();
    await at.part(1, "first");
    await at.complete([await at.part(1, "again")]);
    expect(await textOf(at, at.Bucket, Key)).toBe("again");
  });

  it.each([
    [
      "parts out of order",
      async ({ part }: Begun) => [await part(2, PART), await part(1, "x")],
      "InvalidPartOrder",
    ],
    [
      "a small part before the last",
      async ({ part }: Begun) => [await part(1, "x"), await part(2, "y")],
      "EntityTooSmall",
    ],
    [
      "a part that never came",
      async ({ part }: Begun) => [await part(1, PART), { PartNumber: 2, ETag: '"x"' }],
      "InvalidPart",
    ],
    [
      "a part's other tag",
      async ({ part }: Begun) => {
        const old = await part(1, "x");
        await part(1, "y");
        return [old];
      },
      "InvalidPart",
    ],
    ["no parts", async () => [], "MalformedXML"],
  ] as const)("%s: refused, and nothing is there", async (_what, partsOf, code) => {
    const at = await begun();
    expect((await refusal(at.complete(await partsOf(at))))[0]).toBe(code);
    expect((await at.s3.listObjectsV2({ Bucket: at.Bucket })).KeyCount).toBe(0);
  });
});

it.each([
  ["CRC32", undefined, "COMPOSITE"],
  ["SHA256", undefined, "COMPOSITE"],
  ["CRC64NVME", undefined, "FULL_OBJECT"],
  ["CRC32", "FULL_OBJECT", "FULL_OBJECT"],
] as const)("%s asked as %s is %s", async (ChecksumAlgorithm, ChecksumType, type) => {
  const asked = ChecksumType === undefined ? { ChecksumAlgorithm } : { ChecksumAlgorithm, ChecksumType };
  const { complete, simulator, Bucket, UploadId } = await begun(asked);
  const caller = {
    region: "us-east-1",
    account: "000000000000",
    actor: undefined,
    protocol: "rest",
  } as const;
  const by = { ...caller, baseUrl: "", requestId: "r", traceHeader: undefined, signal: undefined };
  const Body = Buffer.from("x");
  const { ETag } = simulator.s3.call("UploadPart", { Bucket, Key, UploadId, PartNumber: 1, Body }, by);
  const done = await complete([{ PartNumber: 1, ETag: String(ETag) }]);
  expect(done.ChecksumType).toBe(type);
  expect(done[`Checksum${ChecksumAlgorithm}`]?.endsWith("-1")).toBe(type === "COMPOSITE");
});

it("aborting forgets the parts", async () => {
  const { s3, Bucket, UploadId, part } = await begun();
  await part(1, "x");
  await s3.abortMultipartUpload({ Bucket, Key, UploadId });
  expect((await refusal(part(2, "x")))[0]).toBe("NoSuchUpload");
  expect((await refusal(s3.listParts({ Bucket, Key, UploadId })))[0]).toBe("NoSuchUpload");
});

it("a part may be a copy of a range of an object", async () => {
  const at = await begun();
  const { s3, Bucket, UploadId, complete } = at;
  await s3.putObject({ Bucket, Key: "from", Body: "hello" });
  const copy = (CopySourceRange: string) =>
    s3.uploadPartCopy({
      Bucket,
      Key,
      UploadId,
      PartNumber: 1,
      CopySource: `${Bucket}/from`,
      CopySourceRange,
    });
  expect((await refusal(copy("bytes=1-5")))[0]).toBe("InvalidArgument");
  const { CopyPartResult } = await copy("bytes=1-3");
  await complete([{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
  expect(await textOf(at, Bucket, Key)).toBe("ell");
});

it.each([0, 10_001])("part number %i is refused", async (PartNumber) => {
  const { part } = await begun();
  expect((await refusal(part(PartNumber, "x")))[0]).toBe("InvalidArgument");
});

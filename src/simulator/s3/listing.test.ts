// Room simulator/s3, tests: listings: prefix, delimiter, pages, encoding; and any bucket held against a slow reference.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareKeys } from "./key-order.ts";
import { pageOf } from "./listing.ts";
import { refusal, world } from "./world.fixture.ts";

async function filled(...keys: readonly string[]) {
  const at = world();
  const Bucket = await at.bucket();
  const caller = {
    region: "us-east-1",
    account: "000000000000",
    actor: undefined,
    protocol: "rest",
  } as const;
  const by = { ...caller, baseUrl: "", requestId: "r", traceHeader: undefined, signal: undefined };
  for (const Key of keys)
    at.simulator.s3.call(
      "PutObject",
      { Bucket, Key, Body: Buffer.from("x"), ChecksumAlgorithm: "CRC32" },
      by,
    );
  return { ...at, Bucket };
}

describe("ListObjectsV2", () => {
  it.each([
    [{}, ["a", "a/1", "a/2/x", "b/1", "c"], []],
    [{ Prefix: "a/" }, ["a/1", "a/2/x"], []],
    [{ Delimiter: "/" }, ["a", "c"], ["a/", "b/"]],
    [{ Delimiter: "/", Prefix: "a/" }, ["a/1"], ["a/2/"]],
    [{ StartAfter: "a/1" }, ["a/2/x", "b/1", "c"], []],
    [{ StartAfter: "a/", Delimiter: "/" }, ["c"], ["b/"]],
    [{ Delimiter: "x" }, ["a", "a/1", "b/1", "c"], ["a/2/x"]],
    [{ MaxKeys: 0 }, [], []],
    [{ Prefix: "none" }, [], []],
  ])("%j", async (asked, keys, prefixes) => {
    const { s3, Bucket } = await filled("c", "a/2/x", "a", "b/1", "a/1");
    const {
      Contents = [],
      CommonPrefixes = [],
      KeyCount,
      IsTruncated,
    } = await s3.listObjectsV2({ Bucket, ...asked });
    expect(Contents.map(({ Key }) => Key)).toEqual(keys);
    expect(CommonPrefixes.map(({ Prefix }) => Prefix)).toEqual(prefixes);
    expect([KeyCount, IsTruncated]).toEqual([keys.length + prefixes.length, false]);
  });

  it("tells all of an object", async () => {
    const { s3, Bucket } = await filled("k");
    const { $metadata: _, ...page } = await s3.listObjectsV2({ Bucket, FetchOwner: true });
    expect(page).toEqual({
      Name: "orders",
      Prefix: "",
      KeyCount: 1,
      MaxKeys: 1000,
      IsTruncated: false,
      Contents: [
        {
          Key: "k",
          LastModified: new Date("2026-01-01T00:00:00.000Z"),
          ETag: '"9dd4e461268c8034f5c8564e155c67a6"',
          ChecksumAlgorithm: ["CRC32"],
          ChecksumType: "FULL_OBJECT",
          Size: 1,
          StorageClass: "STANDARD",
          Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
        },
      ],
    });
  });

  it("goes by pages of a thousand at most", async () => {
    const keys = Array.from({ length: 1001 }, (_, index) => String(index).padStart(4, "0"));
    const { s3, Bucket } = await filled(...keys);
    const first = await s3.listObjectsV2({ Bucket, MaxKeys: 5000 });
    expect([first.KeyCount, first.MaxKeys, first.IsTruncated]).toEqual([1000, 1000, true]);
    const second = await s3.listObjectsV2({ Bucket, ContinuationToken: first.NextContinuationToken });
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(["1000"]);
    expect(second.ContinuationToken).toBe(first.NextContinuationToken);
  });

  it("is in the order of UTF-8 bytes", async () => {
    const keys = ["a", "ü", "\uFFFD", "😀"];
    const { s3, Bucket } = await filled(...keys.toReversed());
    const { Contents = [] } = await s3.listObjectsV2({ Bucket });
    expect(Contents.map(({ Key }) => Key)).toEqual(keys);
  });

  it("escapes keys that XML could not carry, when asked to", async () => {
    const { s3, Bucket } = await filled("a b+c\u0001/ü*(1)");
    const { Contents = [] } = await s3.listObjectsV2({ Bucket, EncodingType: "url" });
    expect(Contents.map(({ Key }) => Key)).toEqual(["a+b%2Bc%01/%C3%BC*%281%29"]);
  });

  it.each([
    [{ ContinuationToken: "x" }, "InvalidArgument"],
    [{ ContinuationToken: "" }, "InvalidArgument"],
    [{ MaxKeys: -1 }, "InvalidArgument"],
    [{ EncodingType: "morse" as never }, "InvalidArgument"],
  ])("%j is refused", async (asked, code) => {
    const { s3, Bucket } = await filled("k");
    expect((await refusal(s3.listObjectsV2({ Bucket, ...asked })))[0]).toBe(code);
  });
});

it("ListObjects goes on by marker", async () => {
  const { s3, Bucket } = await filled("a/1", "a/2", "b", "c");
  const first = await s3.listObjects({ Bucket, Delimiter: "/", MaxKeys: 1 });
  expect([first.CommonPrefixes, first.NextMarker]).toEqual([[{ Prefix: "a/" }], "a/"]);
  const rest = await s3.listObjects({ Bucket, Delimiter: "/", Marker: first.NextMarker });
  expect(rest.Contents?.map(({ Key }) => Key)).toEqual(["b", "c"]);
});

/** By the book, one key after the other: what a listing would be, item by item. */
function reference(keys: readonly string[], prefix: string, delimiter: string): readonly string[] {
  const items = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
      return end < 0 ? `key ${key}` : `group ${key.slice(0, end + delimiter.length)}`;
    });
  return [...new Set(items)];
}

describe("any bucket", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "/", "ü", "😀", "\uFFFD"), maxLength: 5 });
  const name = text.filter((key) => key !== "");

  it("keys compare as their bytes do", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(Math.sign(compareKeys(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      }),
    );
  });

  it("tells every key and group once, in pages of any size", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { maxLength: 30 }),
        fc.string({ unit: fc.constantFrom("a", "/", "ü"), maxLength: 2 }),
        fc.constantFrom("", "/", "a", "//", "ü"),
        fc.integer({ min: 1, max: 7 }),
        (unsorted, prefix, delimiter, most) => {
          const keys = unsorted.toSorted(compareKeys);
          const told: string[] = [];
          let after = "";
          for (let turn = 0; turn <= keys.length; turn += 1) {
            const page = pageOf(keys, { prefix, delimiter, after, most });
            const items = [
              ...page.keys.map((key) => `key ${key}`),
              ...page.groups.map((group) => `group ${group}`),
            ].toSorted((one, other) => compareKeys(nameOf(one), nameOf(other)));
            expect(items.length).toBeLessThanOrEqual(most);
            told.push(...items);
            if (page.next === undefined) break;
            expect(page.next).toBe(nameOf(items.at(-1) ?? ""));
            after = page.next;
          }
          expect(told).toEqual(reference(keys, prefix, delimiter));
        },
      ),
      { numRuns: 500 },
    );
  });

  const nameOf = (item: string): string => item.slice(item.indexOf(" ") + 1);
});

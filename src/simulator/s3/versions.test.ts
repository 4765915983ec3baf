// Room simulator/s3, tests: versions and delete markers (S3 User Guide, "Retaining multiple versions of objects").
import { describe, expect, it } from "vitest";
import { refusal, textOf, world } from "./world.fixture.ts";

async function versioned() {
  const at = world();
  const Bucket = await at.bucket();
  const set = (Status: "Enabled" | "Suspended") =>
    at.s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status } });
  const put = async (Key: string, Body: string) => (await at.s3.putObject({ Bucket, Key, Body })).VersionId;
  const all = async (more: object = {}) => {
    const { Versions = [], DeleteMarkers = [] } = await at.s3.listObjectVersions({ Bucket, ...more });
    return [...Versions, ...DeleteMarkers].map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest]);
  };
  return { ...at, Bucket, set, put, all };
}

describe("a bucket with versions", () => {
  it("is one only once it was enabled", async () => {
    const { s3, Bucket, set, put } = await versioned();
    const status = async () => (await s3.getBucketVersioning({ Bucket })).Status;
    expect(await status()).toBeUndefined();
    expect(await put("k", "x")).toBeUndefined();
    await set("Enabled");
    expect(await status()).toBe("Enabled");
    expect(await put("k", "y")).toMatch(/^[\w-]{32}$/);
    expect((await s3.headObject({ Bucket, Key: "k", VersionId: "null" })).ContentLength).toBe(1);
  });

  it("keeps what was there before", async () => {
    const at = await versioned();
    await at.set("Enabled");
    const first = await at.put("k", "first");
    const second = await at.put("k", "second");
    expect(await textOf(at, at.Bucket, "k")).toBe("second");
    expect(await textOf(at, at.Bucket, "k", { VersionId: first })).toBe("first");
    expect(await at.all()).toEqual([
      ["k", second, true],
      ["k", first, false],
    ]);
    await at.s3.deleteObject({ Bucket: at.Bucket, Key: "k", VersionId: second });
    expect(await textOf(at, at.Bucket, "k")).toBe("first");
  });

  it("hides a deleted key behind a marker, and shows it again without", async () => {
    const at = await versioned();
    const { s3, Bucket } = at;
    await at.set("Enabled");
    const version = await at.put("k", "x");
    const { DeleteMarker, VersionId: marker } = await s3.deleteObject({ Bucket, Key: "k" });
    expect(DeleteMarker).toBe(true);
    expect((await refusal(s3.getObject({ Bucket, Key: "k" })))[0]).toBe("NoSuchKey");
    expect((await refusal(s3.getObject({ Bucket, Key: "k", VersionId: marker })))[0]).toBe(
      "MethodNotAllowed",
    );
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
    expect((await refusal(s3.deleteBucket({ Bucket })))[0]).toBe("BucketNotEmpty");
    const removed = await s3.deleteObjects({
      Bucket,
      Delete: { Objects: [{ Key: "k", VersionId: marker }] },
    });
    expect(removed.Deleted).toEqual([
      { Key: "k", VersionId: marker, DeleteMarker: true, DeleteMarkerVersionId: marker },
    ]);
    expect(await textOf(at, Bucket, "k")).toBe("x");
    await s3.deleteObject({ Bucket, Key: "k", VersionId: version });
    await s3.deleteBucket({ Bucket });
  });

  it("suspended, has one version without an id, which the next takes the place of", async () => {
    const at = await versioned();
    await at.set("Enabled");
    const kept = await at.put("k", "kept");
    await at.set("Suspended");
    expect(await at.put("k", "a")).toBe("null");
    await at.put("k", "b");
    expect(await at.all()).toEqual([
      ["k", "null", true],
      ["k", kept, false],
    ]);
    await at.s3.deleteObject({ Bucket: at.Bucket, Key: "k" });
    expect(await textOf(at, at.Bucket, "k", { VersionId: kept })).toBe("kept");
    expect((await refusal(at.s3.getObject({ Bucket: at.Bucket, Key: "k" })))[0]).toBe("NoSuchKey");
  });

  it("is listed by pages that cut a key's versions anywhere", async () => {
    const { s3, Bucket, set, put, all } = await versioned();
    await set("Enabled");
    for (const key of ["a", "b", "b", "b", "c/1", "c/2", "d"]) await put(key, "x");
    const whole = await all();
    for (const MaxKeys of [1, 2, 3, 100]) {
      const seen: unknown[] = [];
      let marker: { KeyMarker?: string; VersionIdMarker?: string } = {};
      for (;;) {
        const page = await s3.listObjectVersions({ Bucket, MaxKeys, ...marker });
        seen.push(...(page.Versions ?? []).map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest]));
        if (page.IsTruncated !== true) break;
        marker = { KeyMarker: page.NextKeyMarker ?? "", VersionIdMarker: page.NextVersionIdMarker ?? "" };
      }
      expect(seen).toEqual(whole);
    }
    const { Versions, CommonPrefixes } = await s3.listObjectVersions({ Bucket, Delimiter: "/", Prefix: "c" });
    expect([Versions, CommonPrefixes]).toEqual([undefined, [{ Prefix: "c/" }]]);
  });

  it.each([
    [{ Status: "Sideways" as never }, "MalformedXML"],
    [{}, "IllegalVersioningConfigurationException"],
    [{ Status: "Enabled" as const, MFADelete: "Enabled" as const }, "NotImplemented"],
  ])("%j is refused", async (VersioningConfiguration, code) => {
    const { s3, Bucket } = await versioned();
    expect((await refusal(s3.putBucketVersioning({ Bucket, VersioningConfiguration })))[0]).toBe(code);
  });

  it("the same seed gives the same ids, another gives others", async () => {
    const ids = async (seed: string) => {
      const { s3, bucket } = world(seed);
      const Bucket = await bucket();
      await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
      return (await s3.putObject({ Bucket, Key: "k", Body: "x" })).VersionId;
    };
    expect(await ids("1")).toBe(await ids("1"));
    expect(await ids("1")).not.toBe(await ids("2"));
  });
});

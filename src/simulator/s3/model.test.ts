// Room simulator/s3, tests: any history of puts and deletions, with versions or without, held against a slow reference that keeps one
// list of all that was written and looks through it each time.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { AwsError, type Fields } from "../wire/index.ts";
import { world } from "./world.fixture.ts";

const CALLER = {
  region: "us-east-1",
  account: "000000000000",
  actor: undefined,
  protocol: "rest",
  baseUrl: "",
  requestId: "r",
  traceHeader: undefined,
  signal: undefined,
} as const;
const KEYS = ["a", "a/b", "c"];

type Step =
  | { readonly do: "put"; readonly key: string; readonly body: string }
  | { readonly do: "delete"; readonly key: string }
  /** Of the nth entry that stands, counted round. */
  | { readonly do: "remove"; readonly nth: number }
  | { readonly do: "versioning"; readonly status: "Enabled" | "Suspended" };

/** One thing that was written: a body, or a marker where there is none. */
interface Entry {
  readonly key: string;
  readonly id: string;
  readonly body: string | undefined;
}

const key = fc.constantFrom(...KEYS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("put" as const), key, body: fc.string({ maxLength: 3 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("delete" as const), key }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), nth: fc.nat({ max: 9 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("versioning" as const),
      status: fc.constantFrom("Enabled" as const, "Suspended" as const),
    }),
  },
);

it("tells what a list of all that was written tells", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { simulator, bucket } = world();
      const Bucket = await bucket();
      const call = (operation: string, input: Fields): Fields =>
        simulator.s3.call(operation, { Bucket, ...input }, CALLER);
      // Newest last.
      let written: readonly Entry[] = [];
      let status: "Enabled" | "Suspended" | undefined;
      const wrong: string[] = [];
      const write = (entry: Entry): void => {
        written = [...written.filter((other) => other.key !== entry.key || other.id !== entry.id), entry];
      };

      for (const one of steps) {
        if (one.do === "versioning") {
          ({ status } = one);
          call("PutBucketVersioning", { VersioningConfiguration: { Status: status } });
        } else if (one.do === "put") {
          const Body = Buffer.from(one.body);
          const { VersionId } = call("PutObject", { Key: one.key, Body });
          if ((VersionId === undefined) !== (status === undefined)) wrong.push(`put ${String(VersionId)}`);
          write({ key: one.key, id: String(VersionId ?? "null"), body: one.body });
        } else if (one.do === "delete") {
          const { VersionId, DeleteMarker } = call("DeleteObject", { Key: one.key });
          if ((DeleteMarker === true) !== (status !== undefined)) wrong.push("delete");
          if (status === undefined) written = written.filter((entry) => entry.key !== one.key);
          else write({ key: one.key, id: String(VersionId), body: undefined });
        } else {
          const entry = written[one.nth % Math.max(written.length, 1)];
          if (entry === undefined) continue;
          call("DeleteObject", { Key: entry.key, VersionId: entry.id });
          written = written.filter((other) => other !== entry);
        }
        expect([seenOf(call), wrong]).toEqual([told(written), []]);
      }
    }),
    { numRuns: 150 },
  );
});

/** What each key answers, what is listed, and every version, newest first. */
function told(written: readonly Entry[]) {
  const newestFirst = written.toReversed();
  const current = KEYS.map((name) => newestFirst.find((entry) => entry.key === name)?.body);
  return {
    current,
    listed: KEYS.filter((_, index) => current[index] !== undefined),
    versions: KEYS.flatMap((name) =>
      newestFirst.filter((entry) => entry.key === name).map(({ id, body }) => [name, id, body !== undefined]),
    ),
  };
}

function seenOf(call: (operation: string, input: Fields) => Fields) {
  const { Contents } = call("ListObjectsV2", {}) as { Contents: readonly { Key: string }[] };
  return {
    current: KEYS.map((Key) => bodyOf(call, Key)),
    listed: Contents.map(({ Key }) => Key),
    versions: versionsOf(call),
  };
}

function bodyOf(call: (operation: string, input: Fields) => Fields, Key: string): string | undefined {
  try {
    return new TextDecoder().decode(call("GetObject", { Key })["Body"] as Uint8Array);
  } catch (error) {
    if (error instanceof AwsError && error.code === "NoSuchKey") return undefined;
    throw error;
  }
}

/** Page by page, one at a time: a page has markers apart from objects. */
function versionsOf(call: (operation: string, input: Fields) => Fields) {
  const seen: (readonly [string, string, boolean])[] = [];
  let marker: Fields = {};
  for (;;) {
    const page = call("ListObjectVersions", { MaxKeys: 1, ...marker }) as {
      Versions: readonly { Key: string; VersionId: string }[];
      DeleteMarkers: readonly { Key: string; VersionId: string }[];
      IsTruncated: boolean;
      NextKeyMarker?: string;
      NextVersionIdMarker?: string;
    };
    seen.push(...page.Versions.map(({ Key, VersionId }) => [Key, VersionId, true] as const));
    seen.push(...page.DeleteMarkers.map(({ Key, VersionId }) => [Key, VersionId, false] as const));
    if (!page.IsTruncated) return seen;
    marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

// Room simulator/dynamodb, tests: streams and time to live: records by view, iterators, trimming, listeners, expiry.
import { DynamoDBStreams, type ShardIteratorType } from "@aws-sdk/client-dynamodb-streams";
import { describe, expect, it } from "vitest";
import type { Fields } from "../wire/index.ts";
import { requestHandlerFor } from "../smithy-door.ts";
import { EPOCH_MS, item, refusal, REGION, tableArn, type World, world } from "./world.fixture.ts";

const TableName = "orders";
const HOUR_MS = 3_600_000;

async function streamed(StreamViewType: "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES") {
  const at = world();
  await at.table(TableName, ["id"], { StreamSpecification: { StreamEnabled: true, StreamViewType } });
  const streams = new DynamoDBStreams({
    region: REGION,
    endpoint: "http://streams.test",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
    requestHandler: requestHandlerFor(at.simulator),
  });
  const { Table } = await at.db.describeTable({ TableName });
  const StreamArn = Table?.LatestStreamArn ?? "";
  const shard = async () => {
    const { StreamDescription } = await streams.describeStream({ StreamArn });
    return StreamDescription?.Shards?.[0]?.ShardId ?? "";
  };
  const iterator = async (type: ShardIteratorType = "TRIM_HORIZON", SequenceNumber?: string) => {
    const { ShardIterator } = await streams.getShardIterator({
      StreamArn,
      ShardId: await shard(),
      ShardIteratorType: type,
      ...(SequenceNumber === undefined ? {} : { SequenceNumber }),
    });
    return ShardIterator ?? "";
  };
  const records = async (type?: ShardIteratorType, sequence?: string) =>
    (await streams.getRecords({ ShardIterator: await iterator(type, sequence) })).Records ?? [];
  return { ...at, streams, StreamArn, iterator, records };
}

async function threeChanges({ db }: World) {
  await db.putItem({ TableName, Item: item({ id: "Fred" }) });
  await db.putItem({ TableName, Item: item({ id: "Fred" }) });
  await db.putItem({ TableName, Item: item({ id: "Fred", name: "Fred" }) });
  await db.deleteItem({ TableName, Key: item({ id: "Fred" }) });
}

describe("records", () => {
  it("are as AWS's, and a write that changes nothing leaves none (recorded: test_batch_write_items_streaming)", async () => {
    const at = await streamed("NEW_AND_OLD_IMAGES");
    await threeChanges(at);
    const found = await at.records();
    expect(found.map(({ eventName, dynamodb }) => [eventName, dynamodb?.SizeBytes])).toEqual([
      ["INSERT", 12],
      ["MODIFY", 26],
      ["REMOVE", 20],
    ]);
    expect(found[1]).toEqual({
      awsRegion: REGION,
      dynamodb: {
        ApproximateCreationDateTime: new Date(EPOCH_MS),
        Keys: item({ id: "Fred" }),
        NewImage: item({ id: "Fred", name: "Fred" }),
        OldImage: item({ id: "Fred" }),
        SequenceNumber: "100000000000000000002",
        SizeBytes: 26,
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      eventName: "MODIFY",
      eventSource: "aws:dynamodb",
      eventVersion: "1.1",
    });
  });

  it.each([
    ["KEYS_ONLY", [6, 6, 6], false, false],
    ["NEW_IMAGE", [12, 20, 6], true, false],
    ["OLD_IMAGE", [6, 12, 20], false, true],
  ] as const)(
    "%s shows no more than it says (recorded: test_dynamodb_stream_stream_view_type)",
    async (view, sizes, hasNew, hasOld) => {
      const at = await streamed(view);
      await threeChanges(at);
      const found = await at.records();
      expect(found.map(({ dynamodb }) => dynamodb?.SizeBytes)).toEqual(sizes);
      expect([
        found[1]?.dynamodb?.NewImage !== undefined,
        found[1]?.dynamodb?.OldImage !== undefined,
      ]).toEqual([hasNew, hasOld]);
    },
  );

  it("the stream is described as AWS describes it", async () => {
    const { streams, StreamArn } = await streamed("KEYS_ONLY");
    const { StreamDescription } = await streams.describeStream({ StreamArn });
    expect(StreamDescription).toEqual({
      CreationRequestDateTime: new Date(EPOCH_MS),
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      Shards: [
        {
          SequenceNumberRange: { StartingSequenceNumber: "100000000000000000001" },
          ShardId: "shardId-00000001767225600000-00000001",
        },
      ],
      StreamArn: `${tableArn(TableName)}/stream/2026-01-01T00:00:00.000`,
      StreamLabel: "2026-01-01T00:00:00.000",
      StreamStatus: "ENABLED",
      StreamViewType: "KEYS_ONLY",
      TableName,
    });
    expect((await streams.listStreams({ TableName })).Streams).toEqual([
      { StreamArn, StreamLabel: "2026-01-01T00:00:00.000", TableName },
    ]);
  });

  it("iterators begin where they say, and go on", async () => {
    const at = await streamed("KEYS_ONLY");
    const latest = await at.iterator("LATEST");
    await threeChanges(at);
    const second = "100000000000000000002";
    const names = async (type: ShardIteratorType, sequence?: string) =>
      (await at.records(type, sequence)).map(({ eventName }) => eventName);
    expect(await names("AT_SEQUENCE_NUMBER", second)).toEqual(["MODIFY", "REMOVE"]);
    expect(await names("AFTER_SEQUENCE_NUMBER", second)).toEqual(["REMOVE"]);
    expect(await names("LATEST")).toEqual([]);
    const first = await at.streams.getRecords({ ShardIterator: latest, Limit: 1 });
    const next = await at.streams.getRecords({ ShardIterator: first.NextShardIterator });
    expect([first.Records?.length, next.Records?.length]).toEqual([1, 2]);
  });

  it("are kept for a day, iterators for a quarter of an hour", async () => {
    const at = await streamed("KEYS_ONLY");
    await threeChanges(at);
    const old = await at.iterator();
    await at.clock.advanceBy(16 * 60_000);
    expect((await refusal(at.streams.getRecords({ ShardIterator: old })))[0]).toBe(
      "ExpiredIteratorException",
    );
    await at.clock.advanceBy(24 * HOUR_MS);
    expect(await at.records()).toEqual([]);
    expect((await refusal(at.iterator("AT_SEQUENCE_NUMBER", "100000000000000000001")))[0]).toBe(
      "TrimmedDataAccessException",
    );
    await at.clock.advanceBy(30 * HOUR_MS);
    await threeChanges(at);
    expect((await at.records())[0]?.dynamodb?.SequenceNumber).toBe("100000000000000000004");
  });

  it("a stream that ended is read to its end, for a day", async () => {
    const at = await streamed("KEYS_ONLY");
    await threeChanges(at);
    await at.db.updateTable({ TableName, StreamSpecification: { StreamEnabled: false } });
    const page = await at.streams.getRecords({ ShardIterator: await at.iterator() });
    expect([page.Records?.length, page.NextShardIterator]).toEqual([3, undefined]);
    await at.clock.advanceBy(25 * HOUR_MS);
    expect((await refusal(at.iterator()))[0]).toBe("ResourceNotFoundException");
  });

  it("a listener hears each record as it comes, and no more once it is gone", async () => {
    const at = await streamed("KEYS_ONLY");
    const heard: Fields[] = [];
    const stop = at.simulator.dynamodb.onRecords(at.StreamArn, (records) => heard.push(...records));
    await threeChanges(at);
    stop();
    await threeChanges(at);
    expect(heard.map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
  });
});

describe("time to live", () => {
  const expiring = async (expires: Readonly<Record<string, number>>) => {
    const at = await streamed("OLD_IMAGE");
    await at.db.updateTimeToLive({
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: "expires" },
    });
    for (const [id, inS] of Object.entries(expires))
      await at.db.putItem({ TableName, Item: item({ id, expires: EPOCH_MS / 1000 + inS }) });
    return at;
  };
  const ids = async ({ db }: World) =>
    (await db.scan({ TableName })).Items?.map(({ id }) => id?.S).toSorted();

  it("what has expired stays readable for a while and is gone within 48 hours, by the service's own hand", async () => {
    const at = await expiring({ soon: 60, later: 100 * 3600 });
    await at.clock.advanceBy(61_000);
    expect(await ids(at)).toEqual(["later", "soon"]);
    await at.clock.advanceBy(48 * HOUR_MS);
    expect(await ids(at)).toEqual(["later"]);
    const event = at.events.find(({ kind }) => kind === "dynamodb.item-deleted");
    expect(event).toMatchObject({
      operation: "TimeToLive",
      by: "dynamodb.amazonaws.com",
      key: { id: { S: "soon" } },
    });
    const records = await at.records("LATEST");
    expect(records).toEqual([]);
  });

  it("the stream's record names the service", async () => {
    const at = await expiring({ soon: 60 });
    const heard: Fields[] = [];
    at.simulator.dynamodb.onRecords(at.StreamArn, (records) => heard.push(...records));
    await at.clock.advanceBy(49 * HOUR_MS);
    expect(heard).toMatchObject([
      { eventName: "REMOVE", userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" } },
    ]);
  });

  it("an item that was written again with a later time, or is years too old, stays", async () => {
    const at = await expiring({ renewed: 60, ancient: -6 * 365 * 24 * 3600 });
    await at.db.putItem({ TableName, Item: item({ id: "renewed", expires: EPOCH_MS / 1000 + 10 ** 7 }) });
    await at.clock.advanceBy(60 * HOUR_MS);
    expect(await ids(at)).toEqual(["ancient", "renewed"]);
  });

  it("never keeps a world from being drained", async () => {
    const at = await expiring({ soon: 60 });
    expect((await at.clock.untilIdle()).ran).toBe(0);
  });

  it("is described, and refused twice", async () => {
    const { db } = await expiring({});
    expect((await db.describeTimeToLive({ TableName })).TimeToLiveDescription).toEqual({
      TimeToLiveStatus: "ENABLED",
      AttributeName: "expires",
    });
    const again = { TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: "expires" } };
    expect(await refusal(db.updateTimeToLive(again))).toEqual([
      "ValidationException",
      "TimeToLive is already enabled",
    ]);
  });
});

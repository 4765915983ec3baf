// Room simulator/s3, tests: over HTTP, where bodies come in chunks, HEAD has none, and a client waits for 100-continue.
import { createHash } from "node:crypto";
import { createReadStream, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import { connect } from "node:net";
import os from "node:os";
import path from "node:path";
import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ManualClock } from "../../box/manual-clock.ts";
import { createControl, type Controlled } from "../http/control.ts";
import { type HttpServer, startHttpServer } from "../http/server.ts";
import { createSimulator, type Simulator } from "../simulator.ts";
import { EPOCH_MS } from "./world.fixture.ts";

const MIB = 1024 * 1024;
let server: HttpServer;
let simulator: Simulator;
let s3: S3;
let folder: string;

beforeAll(async () => {
  simulator = createSimulator({ clock: new ManualClock("seed", EPOCH_MS), seed: "seed" });
  const control = createControl({ services: async () => simulator.services } as unknown as Controlled);
  server = await startHttpServer({ port: 0, control, handle: (...asked) => simulator.handle(...asked) });
  s3 = new S3({
    endpoint: server.url.origin,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  await s3.createBucket({ Bucket: "orders" });
  folder = await mkdtemp(path.join(os.tmpdir(), "ordeal-s3-"));
});
afterAll(async () => {
  s3.destroy();
  await server.close();
  await rm(folder, { recursive: true });
});

describe("the SDK over HTTP", () => {
  it.each([0, 1, 70_000, 3 * MIB])(
    "a file of %i bytes goes up as a stream and comes down the same",
    async (size) => {
      const bytes = Buffer.alloc(size, "order ");
      const file = path.join(folder, "file");
      writeFileSync(file, bytes);
      await s3.putObject({ Bucket: "orders", Key: "file", Body: createReadStream(file) });
      const { Body, ContentLength } = await s3.getObject({ Bucket: "orders", Key: "file" });
      const down = await Body?.transformToByteArray();
      expect(ContentLength).toBe(size);
      expect(Buffer.compare(Buffer.from(down ?? []), bytes)).toBe(0);
      const head = await s3.headObject({ Bucket: "orders", Key: "file" });
      expect([head.ContentLength, head.ETag]).toEqual([
        size,
        `"${createHash("md5").update(bytes).digest("hex")}"`,
      ]);
    },
  );

  it("parts become one object", async () => {
    const Bucket = "orders";
    const Key = "parts";
    const bodies = [Buffer.alloc(5 * MIB, "a"), Buffer.from("the rest")];
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key });
    const Parts = [];
    for (const [index, Body] of bodies.entries()) {
      const PartNumber = index + 1;
      const { ETag } = await s3.uploadPart({ Bucket, Key, UploadId, PartNumber, Body });
      Parts.push({ PartNumber, ETag });
    }
    const { ETag } = await s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts } });
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    const { Body } = await s3.getObject({ Bucket, Key, Range: `bytes=${5 * MIB - 1}-` });
    expect(await Body?.transformToString()).toBe("athe rest");
  });

  it("an error and a condition are what they are in process", async () => {
    const Bucket = "orders";
    await expect(s3.getObject({ Bucket, Key: "none" })).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(s3.headObject({ Bucket, Key: "none" })).rejects.toMatchObject({ name: "NotFound" });
    await s3.putObject({ Bucket, Key: "k", Body: "x" });
    const { ETag } = await s3.headObject({ Bucket, Key: "k" });
    const asked = s3.send(new GetObjectCommand({ Bucket, Key: "k", IfNoneMatch: ETag }));
    await expect(asked).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  });

  it("the connection is good for the next call after each of these", async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(s3.headObject({ Bucket: "nowhere", Key: "k" })).rejects.toThrow("");
      expect((await s3.listObjectsV2({ Bucket: "orders", Prefix: "fil" })).KeyCount).toBe(1);
    }
  });
});

describe("a client that waits", () => {
  it("is told to go on", async () => {
    const said = await new Promise<readonly [boolean, number | undefined]>((resolve, reject) => {
      let isTold = false;
      const headers = {
        authorization: "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, x",
        expect: "100-continue",
        "content-length": "5",
      };
      const request = http.request(new URL("/orders/waited", server.url), { method: "PUT", headers });
      request.on("continue", () => {
        isTold = true;
        request.end("hello");
      });
      request.on("response", (response) => {
        response.resume();
        resolve([isTold, response.statusCode]);
      });
      request.on("error", reject);
    });
    expect(said).toEqual([true, 200]);
  });

  it("and one that goes away in the middle harms nobody", async () => {
    const socket = connect(Number(server.url.port), "127.0.0.1");
    socket.write("PUT /orders/half HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf");
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    await expect(s3.headObject({ Bucket: "orders", Key: "half" })).rejects.toMatchObject({
      name: "NotFound",
    });
  });
});

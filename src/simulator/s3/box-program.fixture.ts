// Room simulator/s3, tests: a program as a user writes it, run inside a box: bodies of every kind up and down. What it saw it
// puts as an object too.
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { S3 } from "@aws-sdk/client-s3";

const s3 = new S3({
  endpoint: "http://services.box",
  forcePathStyle: true,
  region: "us-east-1",
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
});
const Bucket = "orders";
const seen: string[] = [];
const say = (text: string) => seen.push(`${Date.now() - Date.UTC(2026, 0, 1)} ${text}`);

await s3.createBucket({ Bucket });
const chunks = Array.from({ length: 5 }, (_, index) => Buffer.alloc(20_000, String(index)));
const bodies: readonly (readonly [string, () => string | Buffer | Readable])[] = [
  ["text", () => "hello"],
  ["bytes", () => Buffer.from("hello")],
  ["stream", () => Readable.from(chunks)],
];
for (const [Key, body] of bodies) {
  await s3.putObject({ Bucket, Key, Body: body() });
  const { Body, ContentLength } = await s3.getObject({ Bucket, Key });
  const bytes = await Body?.transformToByteArray();
  say(
    `${Key} ${ContentLength} ${createHash("sha256")
      .update(bytes ?? "")
      .digest("hex")
      .slice(0, 8)}`,
  );
}
const page = await s3.listObjectsV2({ Bucket });
say((page.Contents ?? []).map(({ Key }) => Key).join(" "));
await s3.putObject({ Bucket, Key: "seen", Body: seen.join("\n") });

// Room simulator/sqs: the digests by which a caller sees that nothing was lost on the way (Developer Guide, "Calculating the MD5 message
// digest for message attributes").
import { createHash, hash } from "node:crypto";
import type { MessageAttribute, MessageAttributes } from "./message.ts";

export const md5 = (text: string): string => hash("md5", text);

/** Names sorted, each part with its length before it; undefined where there are none. */
export function md5OfAttributes(attributes: MessageAttributes | undefined): string | undefined {
  if (attributes === undefined) return undefined;
  const names = Object.keys(attributes).toSorted();
  if (names.length === 0) return undefined;
  const digest = createHash("md5");
  for (const name of names) {
    const attribute = attributes[name] ?? {};
    for (const part of [Buffer.from(name), Buffer.from(attribute.DataType ?? "")])
      digest.update(withLength(part));
    digest.update(Buffer.from([isBinary(attribute) ? 2 : 1]));
    digest.update(withLength(valueOf(attribute)));
  }
  return digest.digest("hex");
}

export const isBinary = ({ DataType = "" }: MessageAttribute): boolean => DataType.startsWith("Binary");

const valueOf = (attribute: MessageAttribute): Buffer =>
  isBinary(attribute)
    ? Buffer.from(attribute.BinaryValue ?? "", "base64")
    : Buffer.from(attribute.StringValue ?? "");

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

// Room simulator/sns: what a message says: size, subject, and the body for each protocol where the structure is json (SNS-19, SNS-21).
import type { MessageAttributes } from "./message-attributes.ts";
import { invalidParameter, missingMember } from "./errors.ts";
import { isRecord, parsed } from "./json-text.ts";
import { MAX_MESSAGE_BYTES, MAX_SUBJECT_CHARACTERS } from "./limits.ts";
import { attributeBytes } from "./message-attributes.ts";

export interface BodyInput {
  readonly Message?: string | undefined;
  readonly Subject?: string | undefined;
  readonly MessageStructure?: string | undefined;
}

export interface Body {
  readonly body: string;
  readonly subject: string | undefined;
  /** By protocol, `default` among them; undefined where the structure is plain. */
  readonly bodies: ReadonlyMap<string, string> | undefined;
}

export function readBody({ Message, Subject, MessageStructure }: BodyInput): Body {
  if (Message === undefined) throw missingMember("message");
  if (Message === "") throw invalidParameter("Empty message");
  if (Subject !== undefined && !isSubject(Subject)) throw invalidParameter("Subject");
  if (MessageStructure !== undefined && MessageStructure !== "json")
    throw invalidParameter("MessageStructure");
  const bodies = MessageStructure === undefined ? undefined : readBodies(Message);
  return { body: Message, subject: Subject, bodies };
}

export const messageBytes = (body: string, attributes: MessageAttributes): number =>
  Buffer.byteLength(body) + attributeBytes(attributes);

export function checkSize(bytes: number): void {
  if (bytes > MAX_MESSAGE_BYTES) throw invalidParameter("Message too long");
}

/** One to a hundred characters, no line break and no other control character. */
const isSubject = (text: string): boolean =>
  text !== "" && text.length <= MAX_SUBJECT_CHARACTERS && !/[\u0000-\u001f\u007f]/.test(text);

/** Only string values count: a `default` that is no string is none. */
function readBodies(text: string): ReadonlyMap<string, string> {
  const value = parsed(text);
  if (!isRecord(value)) throw invalidParameter("Message Structure - JSON message body failed to parse");
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const bodies = new Map(texts);
  if (!bodies.has("default"))
    throw invalidParameter("Message Structure - No default entry in JSON message body");
  return bodies;
}

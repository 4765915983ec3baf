// Room simulator/dynamodb/streams: a shard iterator: a place in a stream, good for a quarter of an hour.
import { isFields, AwsError } from "../../wire/index.ts";
import { validation } from "../errors.ts";
import { ITERATOR_MS } from "../limits.ts";

interface Iterator {
  readonly arn: string;
  readonly position: number;
  readonly madeMs: number;
}

export const writeIterator = ({ arn, position, madeMs }: Iterator): string =>
  `${arn}|1|${Buffer.from(JSON.stringify([position, Math.floor(madeMs)])).toString("base64url")}`;

export function readIterator(text: string, nowMs: number): Iterator {
  const [arn = "", , place = ""] = text.split("|");
  const parts = parsed(place);
  if (parts === undefined) throw validation("Invalid ShardIterator");
  const [position, madeMs] = parts;
  if (madeMs + ITERATOR_MS < nowMs)
    throw new AwsError(
      "ExpiredIteratorException",
      "The shard iterator has expired and can no longer be used",
    );
  return { arn, position, madeMs };
}

function parsed(place: string): readonly [number, number] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(place, "base64url").toString());
    if (!Array.isArray(value) || isFields(value)) return undefined;
    const [position, madeMs] = value as unknown[];
    return Number.isSafeInteger(position) && Number.isSafeInteger(madeMs)
      ? [position as number, madeMs as number]
      : undefined;
  } catch {
    return undefined;
  }
}

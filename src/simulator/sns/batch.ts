// Room simulator/sns: what AWS refuses of a whole batch before it looks at a message (SNS-20).
import { missingMember } from "./errors.ts";
import { AwsError } from "../wire/index.ts";
import { MAX_BATCH_ENTRIES, MAX_BATCH_ID_CHARACTERS, MAX_MESSAGE_BYTES } from "./limits.ts";

interface Entry {
  readonly Id?: string | undefined;
}

export function checkBatch(entries: readonly Entry[] | undefined): void {
  if (entries === undefined) throw missingMember("publishBatchRequestEntries");
  if (entries.length === 0)
    throw new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  if (entries.length > MAX_BATCH_ENTRIES)
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      "The batch request contains more entries than permissible.",
    );
  const ids = entries.map(({ Id }, index) => readId(Id, index));
  if (new Set(ids).size < ids.length)
    throw new AwsError(
      "BatchEntryIdsNotDistinct",
      "Two or more batch entries in the request have the same Id.",
    );
}

export function checkBatchSize(bytes: number): void {
  if (bytes > MAX_MESSAGE_BYTES)
    throw new AwsError(
      "BatchRequestTooLong",
      "The length of all the messages put together is more than the limit.",
    );
}

function readId(id: string | undefined, index: number): string {
  if (id === undefined) throw missingMember(`publishBatchRequestEntries.${index + 1}.member.id`);
  if (id.length > MAX_BATCH_ID_CHARACTERS)
    throw badId(`The Id of a batch entry in the batch request is too long: ${id}`);
  if (!/^[\w-]+$/.test(id))
    throw badId(`The Id of a batch entry in the batch request contains an impermissible character: ${id}`);
  return id;
}

const badId = (message: string): AwsError => new AwsError("InvalidBatchEntryId", message);

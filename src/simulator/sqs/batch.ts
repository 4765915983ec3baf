// Room simulator/sqs: calls that carry several entries: the call is refused as a whole for its form, each entry by itself for its
// content (SQS-17, SQS-18, SQS-21).
import { AwsError, type Decision } from "../wire/index.ts";
import { emptyBatch, invalidBatchId, missingParameter, repeatedBatchId, tooManyEntries } from "./errors.ts";
import type { SqsEvent } from "./events.ts";
import { MAX_BATCH_ENTRIES } from "./limits.ts";

interface Entry {
  readonly Id?: string | undefined;
}

interface Failed {
  readonly Id: string;
  readonly SenderFault: boolean;
  readonly Code: string;
  readonly Message: string;
}

const ID = /^[\w-]{1,80}$/;

export function checkEntries<E extends Entry>(entries: readonly E[] | undefined, name: string): readonly E[] {
  if (entries === undefined || entries.length === 0) throw emptyBatch(name);
  if (entries.length > MAX_BATCH_ENTRIES) throw tooManyEntries(entries.length);
  const seen: string[] = [];
  for (const { Id } of entries) {
    if (Id === undefined) throw missingParameter(`${name}.Id`);
    if (!ID.test(Id)) throw invalidBatchId();
    if (seen.includes(Id)) throw repeatedBatchId(Id);
    seen.push(Id);
  }
  return entries;
}

/** In the order sent (FIFO-21); each entry sees what was decided before it. */
export function decideEach<E extends Entry, A>(
  entries: readonly E[],
  decide: (entry: E, earlier: readonly SqsEvent[]) => Decision<SqsEvent, A>,
): Decision<SqsEvent, { Successful?: readonly (A & { Id: string })[]; Failed?: readonly Failed[] }> {
  const events: SqsEvent[] = [];
  const successful: (A & { Id: string })[] = [];
  const failed: Failed[] = [];
  for (const entry of entries) {
    const Id = entry.Id ?? "";
    try {
      const decided = decide(entry, events);
      for (const event of decided.events) events.push(event);
      successful.push({ ...decided.answer, Id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id, SenderFault: error.senderFault, Code: error.queryCode, Message: error.message });
    }
  }
  return {
    events,
    answer: {
      ...(successful.length === 0 ? {} : { Successful: successful }),
      ...(failed.length === 0 ? {} : { Failed: failed }),
    },
  };
}

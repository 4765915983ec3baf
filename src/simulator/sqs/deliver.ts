// Room simulator/sqs: the door for the services beside it: what SNS and others put into a queue. The queue's policy decides, since
// without one the message is lost without a trace (SNS-24, SNS-25).
import { AwsError } from "../wire/index.ts";
import { accept, bytesOver, check, checkFifo, type Draft } from "./accept.ts";
import { missingParameter } from "./errors.ts";
import type { SqsEvent } from "./events.ts";
import type { Delivered, Delivery, Sender } from "./ports.ts";
import { mayDeliver } from "./queue-policy.ts";
import type { Queue, SqsState } from "./state.ts";

export interface Delivering {
  readonly events: readonly SqsEvent[];
  readonly outcome: Delivered;
}

/** Pure: what happens to a delivery now. */
export function decideDelivery(
  state: SqsState,
  queueArn: string,
  delivery: Delivery,
  from: Sender,
  nowMs: number,
): Delivering {
  const queue = state.queues.get(queueArn);
  if (queue === undefined) return { events: [], outcome: refused(`the queue ${queueArn} does not exist`) };
  const source = { service: from.service, sourceArn: from.sourceArn };
  const no = (reason: string): Delivering => ({
    events: [{ kind: "sqs.delivery-refused", queueArn, atMs: nowMs, from: source, reason }],
    outcome: refused(reason),
  });
  if (!mayDeliver(queue.policy, queueArn, from))
    return no(`the policy of ${queueArn} does not allow ${from.service} to send for ${from.sourceArn}`);
  const draft = draftOf(delivery, queue);
  try {
    checkAll(queue, draft);
  } catch (error) {
    if (error instanceof AwsError) return no(error.message);
    throw error;
  }
  const place = { nowMs, senderId: `AIDA${from.service.toUpperCase().replaceAll(".", "")}`, earlier: [] };
  return { events: accept(queue, draft, { ...place, from: source }).events, outcome: { kind: "ok" } };
}

function checkAll(queue: Queue, draft: Draft): void {
  checkFifo(queue, draft, () => missingParameter("MessageGroupId"));
  check(queue, draft);
  const { maxBytes } = queue.settings;
  if (bytesOver(maxBytes, [draft]) !== undefined)
    throw new AwsError("InvalidParameterValue", `Message must be shorter than ${maxBytes} bytes.`);
}

function draftOf({ body, attributes, groupId, deduplicationId, traceHeader }: Delivery, queue: Queue): Draft {
  return {
    MessageBody: body,
    MessageAttributes: attributes,
    MessageGroupId: groupId,
    MessageDeduplicationId: queue.isFifo ? deduplicationId : undefined,
    MessageSystemAttributes:
      traceHeader === undefined
        ? undefined
        : { AWSTraceHeader: { DataType: "String", StringValue: traceHeader } },
  };
}

const refused = (reason: string): Delivered => ({ kind: "refused", reason });

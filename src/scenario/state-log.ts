// Room scenario: what stands in the simulator's queues now, for whoever tells what its log says.
import type { Message } from "../simulator/sqs/index.ts";
import type { Messaging } from "../simulator/messaging.ts";
import type { Depth } from "./drain.ts";
import type { LoggedMessage, WorldLog } from "./venue.ts";

/** Of whatever simulator there is when it is asked. */
export const stateLog = (simulator: () => Messaging): Pick<WorldLog, "messageOf" | "depthOf"> => ({
  messageOf: (queueArn, messageId) => messageOf(simulator(), queueArn, messageId),
  depthOf: (queueArn) => depthOf(simulator(), queueArn),
});

function messageOf({ sqs }: Messaging, queueArn: string, messageId: string): LoggedMessage | undefined {
  const stored = sqs.state.queues.get(queueArn)?.messages.get(messageId);
  return stored === undefined ? undefined : asLogged(stored.message, stored.receives);
}

/** A message that was received so often in the queue where it stands. */
export function asLogged({ body, more }: Message, receives: number): LoggedMessage {
  const { groupId, deduplicationId, receivedBefore } = more;
  return { body, groupId, deduplicationId, receives: receivedBefore + receives };
}

function depthOf({ sqs }: Messaging, queueArn: string): Depth {
  const counts = sqs.state.queues.get(queueArn)?.counts;
  return {
    visible: counts?.ready ?? 0,
    inflight: counts?.["in-flight"] ?? 0,
    delayed: counts?.delayed ?? 0,
  };
}

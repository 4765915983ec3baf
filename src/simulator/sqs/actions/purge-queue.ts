// Room simulator/sqs: PurgeQueue: in flight and delayed messages too (SQS-28). AWS takes up to 60 s for it; here it is done at once.
import { idsIn } from "../backlog.ts";
import { action, changed } from "../action.ts";
import { purgeInProgress } from "../errors.ts";
import { findQueue } from "../find.ts";
import { PURGE_EVERY_MS } from "../limits.ts";

export const purgeQueue = action({
  name: "PurgeQueue",
  input: { QueueUrl: "string" },
  output: {},
  decide(state, { QueueUrl }, call) {
    const queue = findQueue(state, QueueUrl, call);
    const { arn: queueArn, name, purgedMs } = queue;
    if (purgedMs !== undefined && call.nowMs - purgedMs < PURGE_EVERY_MS) throw purgeInProgress(name);
    return changed({
      kind: "sqs.queue-purged",
      queueArn,
      atMs: call.nowMs,
      messageIds: idsIn(queue),
    });
  },
});

// Room simulator/sqs: GetQueueUrl.
import { action, answered } from "../action.ts";
import { missingParameter, noSuchQueue } from "../errors.ts";
import { queueArnOf, queueUrlOf } from "../find.ts";

export const getQueueUrl = action({
  name: "GetQueueUrl",
  input: { QueueName: "string", QueueOwnerAWSAccountId: "string" },
  output: { QueueUrl: "string" },
  decide(state, { QueueName, QueueOwnerAWSAccountId: owner }, call) {
    if (QueueName === undefined) throw missingParameter("QueueName");
    const queue = state.queues.get(queueArnOf(call.region, owner ?? call.account, QueueName));
    if (queue === undefined) throw noSuchQueue();
    return answered({ QueueUrl: queueUrlOf(queue, call) });
  },
});

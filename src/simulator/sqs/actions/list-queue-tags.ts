// Room simulator/sqs: ListQueueTags: no Tags member where there are none (recorded).
import { action, answered, shapes } from "../action.ts";
import { findQueue } from "../find.ts";

export const listQueueTags = action({
  name: "ListQueueTags",
  input: { QueueUrl: "string" },
  output: { Tags: shapes.tags },
  decide(state, { QueueUrl }, call) {
    const { tags } = findQueue(state, QueueUrl, call);
    return answered(tags.size === 0 ? {} : { Tags: Object.fromEntries(tags) });
  },
});

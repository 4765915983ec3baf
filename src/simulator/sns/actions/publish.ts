// Room simulator/sns: Publish: to a topic, to a phone number, or to one device.
import { accept, readDraft } from "../accept.ts";
import { action, answered, type Call, type SnsDecision } from "../action.ts";
import { readArn } from "../arn.ts";
import { checkSize } from "../body.ts";
import { publishToEndpoint, publishToPhone } from "../direct.ts";
import { invalidParameter } from "../errors.ts";
import { deduplicationKey, known } from "../fifo.ts";
import { findTopic } from "../find.ts";
import { type InputOf, shapes } from "../shape.ts";
import type { SnsState, Topic } from "../state.ts";

const INPUT = {
  TopicArn: "string",
  TargetArn: "string",
  PhoneNumber: "string",
  Message: "string",
  Subject: "string",
  MessageStructure: "string",
  MessageAttributes: shapes.messageAttributes,
  MessageDeduplicationId: "string",
  MessageGroupId: "string",
} as const;
const OUTPUT = { MessageId: "string", SequenceNumber: "string" } as const;

type Input = InputOf<typeof INPUT>;
type Answer = SnsDecision<InputOf<typeof OUTPUT>>;

export const publish = action({
  name: "Publish",
  input: INPUT,
  output: OUTPUT,
  decide(state, input, call): Answer {
    const { TopicArn, TargetArn, PhoneNumber } = input;
    const given = [TopicArn, TargetArn, PhoneNumber].filter((target) => target !== undefined).length;
    if (given === 0) throw invalidParameter("TopicArn or TargetArn", "no value for required parameter");
    if (given > 1)
      throw invalidParameter("PhoneNumber, TopicArn or TargetArn", "only one of them may be given");
    if (PhoneNumber !== undefined) return publishToPhone(state, PhoneNumber, input, call);
    const what = TopicArn === undefined ? "TargetArn" : "TopicArn";
    const arn = TopicArn ?? TargetArn;
    if (readArn(arn, what).resource.startsWith("endpoint/"))
      return publishToEndpoint(state, arn ?? "", input, call);
    return publishToTopic(state, findTopic(state, arn, call, what), input, call);
  },
});

function publishToTopic(state: SnsState, topic: Topic, input: Input, call: Call): Answer {
  const draft = readDraft(topic, input);
  checkSize(draft.bytes);
  const before = known(state, deduplicationKey(topic, draft), call.nowMs);
  if (before !== undefined)
    return answered({ MessageId: before.messageId, SequenceNumber: before.sequenceNumber });
  const published = accept(topic, draft, topic.published, call);
  const { messageId: MessageId, sequenceNumber: SequenceNumber } = published.message;
  return { events: [published], answer: { MessageId, SequenceNumber } };
}

// Room simulator/sqs: CreateQueue: idempotent where what is asked agrees with what stands (SQS-27).
import { keyed, keyedUuid } from "../../../box/keyed.ts";
import { action, answered, shapes } from "../action.ts";
import { checkedAttributes, checkThroughput, defaultsOf, settled } from "../attributes.ts";
import { invalidParameter, missingParameter, queueDeletedRecently, queueNameExists } from "../errors.ts";
import { queueArnOf, queueUrlOf } from "../find.ts";
import { NAME_FREE_AFTER_MS } from "../limits.ts";
import { jsonObject } from "../settings.ts";
import type { Queue } from "../state.ts";
import { checkTags } from "../tags.ts";

const NAME = /^[\w-]{1,80}$/;
const FIFO_NAME = /^(?=.{1,80}$)[\w-]+\.fifo$/;

export const createQueue = action({
  name: "CreateQueue",
  input: { QueueName: "string", Attributes: shapes.attributes, tags: shapes.tags },
  output: { QueueUrl: "string" },
  decide(state, { QueueName: name, Attributes: given = {}, tags = {} }, call) {
    if (name === undefined) throw missingParameter("QueueName");
    const { region, account, nowMs: atMs } = call;
    const owner = { arn: queueArnOf(region, account, name), isFifo: given["FifoQueue"] === "true" };
    checkName(name, owner.isFifo);
    const checked = checkedAttributes(given, owner, state);
    checkTags(tags, name);
    const QueueUrl = queueUrlOf({ account, name }, call);
    const standing = state.queues.get(owner.arn);
    if (standing !== undefined) {
      checkSame(standing, checked);
      return answered({ QueueUrl });
    }
    const deletedMs = state.deletedMs.get(owner.arn);
    if (deletedMs !== undefined && atMs - deletedMs < NAME_FREE_AFTER_MS) throw queueDeletedRecently();
    const attributes = definite({ ...defaultsOf(owner), ...settled({}, checked) });
    checkThroughput(attributes);
    const created = {
      queueArn: owner.arn,
      isFifo: owner.isFifo,
      chance: Math.floor(keyed(call.seed, "sqs.order", name) * 2 ** 32),
      uuid: keyedUuid(call.seed, "sqs.message", owner.arn, atMs),
      name,
      region,
      account,
      attributes,
      tags,
      atMs,
    };
    return { events: [{ kind: "sqs.queue-created", ...created }], answer: { QueueUrl } };
  },
});

/** FIFO-01. */
function checkName(name: string, isFifo: boolean): void {
  if (name === "") throw invalidParameter("Queue name cannot be empty");
  if (isFifo && !FIFO_NAME.test(name))
    throw invalidParameter(
      "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length",
    );
  if (!isFifo && !NAME.test(name))
    throw invalidParameter(
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
}

function checkSame(queue: Queue, asked: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(asked))
    if (normal(value) !== normal(queue.attributes[name])) throw queueNameExists(name);
}

/** Policies are the same whatever their spaces. */
function normal(value: string | undefined): string | undefined {
  const json = value === undefined ? undefined : jsonObject(value);
  return json === undefined ? value : JSON.stringify(json);
}

function definite(attributes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const set = Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(set);
}
